/**
 * Residual and plain networks (He et al. 2015, figures 2, 3 and 5), with torchvision's module names
 * (torchvision/models/resnet.py) and ResNeXt's groups (Xie et al. 2016).
 */
import { GraphBuilder } from "./graph-builder";
import type { LayerGraph } from "./layer-graph";
import type { ResidualSpec } from "./spec";

const NORM = { epsilon: 1e-5, momentum: 0.1 } as const;

/** Where a block stands and what it has to reach. */
interface BlockPlace {
  /** `stage2/block1` here, `layer2.0` in torchvision. */
  address: string;
  torchName: string;
  input: string;
  width: number;
  /** Channels the block gives. */
  channels: number;
  stride: number;
}

interface Conv {
  suffix: string;
  filters: number;
  kernel: 1 | 3;
  stride: number;
  groups: number;
}

export function buildResidual(spec: ResidualSpec): LayerGraph {
  const builder = new GraphBuilder();
  let last = addStem(builder, spec);
  spec.stages.forEach((stage, s) => {
    for (let b = 0; b < stage.blocks; b++) {
      last = addBlock(builder, spec, {
        address: `stage${s + 1}/block${b + 1}`,
        torchName: `layer${s + 1}.${b}`,
        input: last,
        width: stage.width,
        channels: blockChannels(spec, stage.width),
        stride: b === 0 ? stage.stride : 1,
      });
    }
  });
  last = builder.add("head/pool", "avgpool", "globalAveragePool", {}, [last]);
  last = builder.add("head/linear", "fc", "linear", { features: spec.classes, initializer: "uniform" }, [last]);
  return builder.finish(last);
}

/** Channels a block of this width gives: a bottleneck widens by the expansion, a basic block has no 1x1 to do so. */
export function blockChannels(spec: ResidualSpec, width: number): number {
  return spec.block === "bottleneck" ? Math.max(1, Math.round(width * spec.expansion)) : width;
}

function addStem(builder: GraphBuilder, spec: ResidualSpec): string {
  const input = builder.add("input", null, "input", { shape: spec.input }, []);
  const window = spec.stem === "imagenet" ? { kernel: 7, stride: 2, padding: 3 } : { kernel: 3, stride: 1, padding: 1 };
  const conv = builder.add(
    "stem/conv",
    "conv1",
    "conv2d",
    { filters: spec.stemWidth, ...window, groups: 1, bias: false },
    [input],
  );
  const norm = builder.add("stem/bn", "bn1", "batchNorm", NORM, [conv]);
  const relu = builder.add("stem/relu", "relu", "relu", {}, [norm]);
  if (spec.stem === "cifar") return relu;
  return builder.add("stem/pool", "maxpool", "maxPool", { kernel: 3, stride: 2, padding: 1 }, [relu]);
}

/** Convolutions with norms, the shortcut beside them, the sum, and the rectifier after the sum. */
function addBlock(builder: GraphBuilder, spec: ResidualSpec, place: BlockPlace): string {
  const { address, torchName } = place;
  const convs = spec.block === "basic" ? basicConvs(place) : bottleneckConvs(spec, place);
  let branch = place.input;
  convs.forEach((conv, i) => {
    branch = addConvNorm(builder, `${address}/conv${conv.suffix}`, `${address}/bn${conv.suffix}`, conv, branch, {
      conv: `${torchName}.conv${conv.suffix}`,
      norm: `${torchName}.bn${conv.suffix}`,
    });
    if (i < convs.length - 1) {
      branch = builder.add(`${address}/relu${conv.suffix}`, `${torchName}.relu`, "relu", {}, [branch]);
    }
  });
  if (spec.shortcut !== "none") {
    const shortcut = addShortcut(builder, spec, place);
    branch = builder.add(`${address}/add`, null, "add", {}, [branch, shortcut]);
  }
  return builder.add(`${address}/relu${convs.length}`, `${torchName}.relu`, "relu", {}, [branch]);
}

/** Two 3x3 convolutions (figure 5, left). */
function basicConvs({ width, channels, stride }: BlockPlace): Conv[] {
  return [
    { suffix: "1", filters: width, kernel: 3, stride, groups: 1 },
    { suffix: "2", filters: channels, kernel: 3, stride: 1, groups: 1 },
  ];
}

/** 1x1 down, 3x3, 1x1 up (figure 5, right); the inner width is torchvision's width x widthPerGroup / 64 x groups. */
function bottleneckConvs(spec: ResidualSpec, { width, channels, stride }: BlockPlace): Conv[] {
  const inner = Math.max(1, Math.floor((width * spec.widthPerGroup) / 64)) * spec.groups;
  const [first, second] = spec.bottleneckStride === "1x1" ? [stride, 1] : [1, stride];
  return [
    { suffix: "1", filters: inner, kernel: 1, stride: first, groups: 1 },
    { suffix: "2", filters: inner, kernel: 3, stride: second, groups: spec.groups },
    { suffix: "3", filters: channels, kernel: 1, stride: 1, groups: 1 },
  ];
}

/** What is added to the branch: the input itself, or what shortcut A, B or C makes of it. */
function addShortcut(builder: GraphBuilder, spec: ResidualSpec, place: BlockPlace): string {
  const { address, torchName, input, channels, stride } = place;
  const changes = stride !== 1 || builder.channelsOf(input) !== channels;
  if (spec.shortcut === "C" || (spec.shortcut === "B" && changes)) {
    const conv = { suffix: "", filters: channels, kernel: 1, stride, groups: 1 } as const;
    return addConvNorm(builder, `${address}/shortcut/conv`, `${address}/shortcut/bn`, conv, input, {
      conv: `${torchName}.downsample.0`,
      norm: `${torchName}.downsample.1`,
    });
  }
  if (!changes) return input;
  return builder.add(`${address}/shortcut/pad`, null, "padShortcut", { channels, stride }, [input]);
}

function addConvNorm(
  builder: GraphBuilder,
  convAddress: string,
  normAddress: string,
  { filters, kernel, stride, groups }: Conv,
  input: string,
  torch: { conv: string; norm: string },
): string {
  const attributes = { filters, kernel, stride, padding: (kernel - 1) / 2, groups, bias: false };
  const conv = builder.add(convAddress, torch.conv, "conv2d", attributes, [input]);
  return builder.add(normAddress, torch.norm, "batchNorm", NORM, [conv]);
}
