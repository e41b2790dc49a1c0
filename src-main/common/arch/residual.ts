/**
 * Residual and plain networks (He et al. 2015, figures 2, 3 and 5; 2016, figure 1), with torchvision's module names
 * (torchvision/models/resnet.py) and ResNeXt's groups (Xie et al. 2016).
 */
import { designOf, innerWidth, outerWidth } from "./block-design";
import { GraphBuilder, type NodeIndex } from "./graph-builder";
import type { LayerGraph } from "./layer-graph";
import { addActivation, addConv, addNorm, addSqueezeExcitation } from "./residual-parts";
import type { BlockDesign, ResidualSpec } from "./spec";
import { addStem } from "./stem";

/** Where a block stands and what it has to reach. */
interface BlockPlace {
  /** `stage2/block1` here, `layer2.0` in torchvision. */
  address: string;
  torchName: string;
  input: NodeIndex;
  inner: number;
  outer: number;
  stride: number;
  /** False where the stem has just given norm and activation, which a pre-activation block would repeat. */
  activatesFirst: boolean;
  /** Probability that the branch is dropped while training. */
  dropRate: number;
}

export function buildResidual(spec: ResidualSpec): LayerGraph {
  const builder = new GraphBuilder();
  const design = designOf(spec);
  const stem = addStem(builder, spec);
  const total = spec.stages.reduce((sum, stage) => sum + stage.blocks, 0);
  let last = stem.output;
  let index = 0;
  spec.stages.forEach((stage, s) => {
    for (let b = 0; b < stage.blocks; b++) {
      index += 1;
      last = addBlock(builder, spec, design, {
        address: `stage${s + 1}/block${b + 1}`,
        torchName: `layer${s + 1}.${b}`,
        input: last,
        inner: innerWidth(spec, stage.width),
        outer: outerWidth(spec, stage.width),
        stride: b === 0 ? stage.stride : 1,
        activatesFirst: index > 1 || !stem.activated,
        dropRate: (spec.stochasticDepth * index) / total,
      });
    }
  });
  if (spec.activationOrder === "pre") {
    last = addActivation(builder, spec, "head", "", null, addNorm(builder, spec, "head", "", null, last));
  }
  last = builder.add("head/pool", "avgpool", "globalAveragePool", {}, [last]);
  last = builder.add("head/flatten", null, "flatten", {}, [last]);
  if (spec.headDropout > 0) last = builder.add("head/dropout", null, "dropout", { rate: spec.headDropout }, [last]);
  last = builder.add("head/linear", "fc", "linear", { features: spec.classes, initializer: "uniform" }, [last]);
  return builder.finish(last);
}

function addBlock(builder: GraphBuilder, spec: ResidualSpec, design: BlockDesign, place: BlockPlace): NodeIndex {
  const merged = spec.activationOrder === "pre" ? addPreActivated : addPostActivated;
  return merged(builder, spec, design, place);
}

/** Convolution, norm and activation in turn; the last activation stands after the sum. */
function addPostActivated(
  builder: GraphBuilder,
  spec: ResidualSpec,
  design: BlockDesign,
  place: BlockPlace,
): NodeIndex {
  const { address, torchName, input } = place;
  const last = design.convs.length;
  let branch = input;
  for (let i = 1; i <= last; i++) {
    branch = addBranchConv(builder, spec, design, place, i, branch);
    const gamma = i === last && spec.zeroInitLastGamma ? 0 : 1;
    branch = addNorm(builder, spec, address, String(i), `${torchName}.bn${i}`, branch, gamma);
    if (i < last) branch = addActivation(builder, spec, address, String(i), `${torchName}.relu`, branch);
  }
  const sum = addMerge(builder, spec, design, place, addBranchEnd(builder, spec, place, branch), input);
  return addActivation(builder, spec, address, String(last), `${torchName}.relu`, sum);
}

/**
 * Norm and activation before each convolution, nothing after the sum. Where the shortcut changes the shape it reads the
 * activated input too (He et al. 2016, their code for ResNet-164 and 1001).
 */
function addPreActivated(builder: GraphBuilder, spec: ResidualSpec, design: BlockDesign, place: BlockPlace): NodeIndex {
  const { address, torchName, input } = place;
  let branch = input;
  let activated = input;
  for (let i = 1; i <= design.convs.length; i++) {
    if (i > 1 || place.activatesFirst) {
      branch = addNorm(builder, spec, address, String(i), `${torchName}.bn${i}`, branch);
      branch = addActivation(builder, spec, address, String(i), `${torchName}.relu`, branch);
    }
    if (i === 1) activated = branch;
    branch = addBranchConv(builder, spec, design, place, i, branch);
  }
  const source = isIdentity(builder, spec, place) ? input : activated;
  return addMerge(builder, spec, design, place, addBranchEnd(builder, spec, place, branch), source);
}

/** The i-th convolution of the branch, with dropout before the last one. */
function addBranchConv(
  builder: GraphBuilder,
  spec: ResidualSpec,
  { convs }: BlockDesign,
  { address, torchName, inner, outer, stride }: BlockPlace,
  i: number,
  input: NodeIndex,
): NodeIndex {
  const conv = convs[i - 1];
  if (!conv) throw new Error(`A block of ${convs.length} convolutions has no number ${i}.`);
  let last = input;
  if (i === convs.length && i > 1 && spec.dropout > 0) {
    last = builder.add(`${address}/dropout`, null, "dropout", { rate: spec.dropout }, [last]);
  }
  const window = { kernel: conv.kernel, padding: conv.padding, stride: conv.strided ? stride : 1 };
  const filters = i === convs.length ? outer : inner;
  const groups = conv.grouped ? spec.groups : 1;
  return addConv(builder, spec, `${address}/conv${i}`, `${torchName}.conv${i}`, { filters, ...window, groups }, last);
}

/** Squeeze-excitation and stochastic depth, both on the finished branch. */
function addBranchEnd(builder: GraphBuilder, spec: ResidualSpec, place: BlockPlace, branch: NodeIndex): NodeIndex {
  const { address, outer, dropRate } = place;
  const reduction = spec.seReduction;
  const last =
    reduction === null ? branch : addSqueezeExcitation(builder, spec, `${address}/se`, outer, reduction, branch);
  if (dropRate === 0 || spec.shortcut === "none") return last;
  return builder.add(`${address}/stochastic_depth`, null, "stochasticDepth", { rate: dropRate }, [last]);
}

/** The sum of branch and shortcut; the branch alone in a plain network. */
function addMerge(
  builder: GraphBuilder,
  spec: ResidualSpec,
  design: BlockDesign,
  place: BlockPlace,
  branch: NodeIndex,
  input: NodeIndex,
): NodeIndex {
  if (spec.shortcut === "none") return branch;
  const shortcut = addShortcut(builder, spec, design, place, input);
  if (design.merge === "replace") return shortcut;
  return builder.add(`${place.address}/add`, null, "add", {}, [branch, shortcut]);
}

function changesShape(builder: GraphBuilder, { input, outer, stride }: BlockPlace): boolean {
  return stride !== 1 || builder.channelsOf(input) !== outer;
}

/** True where the shortcut is the block's input itself. */
function isIdentity(builder: GraphBuilder, spec: ResidualSpec, place: BlockPlace): boolean {
  return spec.shortcut !== "C" && !changesShape(builder, place);
}

/** What is added to the branch: the input itself, or what shortcut A, B or C makes of it. */
function addShortcut(
  builder: GraphBuilder,
  spec: ResidualSpec,
  design: BlockDesign,
  place: BlockPlace,
  input: NodeIndex,
): NodeIndex {
  const identity = isIdentity(builder, spec, place) || design.projection === "missing";
  const shortcut = identity ? input : addShapeChange(builder, spec, design, place, input);
  if (spec.shortcutScale === 1) return shortcut;
  return builder.add(`${place.address}/shortcut/scale`, null, "scale", { factor: spec.shortcutScale }, [shortcut]);
}

/** Shortcut A's padding, or the projection of B and C: a 1x1 convolution, with a norm unless activation comes first. */
function addShapeChange(
  builder: GraphBuilder,
  spec: ResidualSpec,
  design: BlockDesign,
  { address, torchName, outer, stride: blockStride }: BlockPlace,
  input: NodeIndex,
): NodeIndex {
  const stride = design.projection === "strided" ? blockStride : 1;
  if (spec.shortcut === "A") {
    const attributes = { channels: outer, stride, placement: spec.shortcutPadding };
    return builder.add(`${address}/shortcut/pad`, null, "padShortcut", attributes, [input]);
  }
  const pools = spec.projectionPooling === "average-pool" && stride > 1;
  const pooled = pools
    ? builder.add(`${address}/shortcut/pool`, null, "averagePool", { kernel: stride, stride }, [input])
    : input;
  const window = { filters: outer, kernel: 1, stride: pools ? 1 : stride, padding: 0, groups: 1 };
  const conv = addConv(builder, spec, `${address}/shortcut/conv`, `${torchName}.downsample.0`, window, pooled);
  if (spec.activationOrder === "pre") return conv;
  return addNorm(builder, spec, `${address}/shortcut`, "", `${torchName}.downsample.1`, conv);
}
