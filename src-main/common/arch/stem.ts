/** The layers before the first block. */
import type { GraphBuilder, NodeIndex } from "./graph-builder";
import { addActivation, addConv, addNorm } from "./residual-parts";
import type { ResidualSpec } from "./spec";

interface StemEnd {
  output: NodeIndex;
  /** True when norm and activation come last, so that a pre-activation block needn't begin with them. */
  activated: boolean;
}

export function addStem(builder: GraphBuilder, spec: ResidualSpec): StemEnd {
  const input = builder.add("input", null, "input", { shape: spec.input }, []);
  switch (spec.stem) {
    case "none":
      return { output: input, activated: false };
    case "cifar":
      return addCifarStem(builder, spec, input);
    case "imagenet":
      return addPool(builder, addImagenetConv(builder, spec, input));
    case "deep":
      return addPool(builder, addDeepConvs(builder, spec, input));
  }
}

/** Pre-activation nets leave norm and activation to their first block (He et al. 2016). */
function addCifarStem(builder: GraphBuilder, spec: ResidualSpec, input: NodeIndex): StemEnd {
  const window = { filters: spec.stemWidth, kernel: 3, stride: 1, padding: 1, groups: 1 };
  const conv = addConv(builder, spec, "stem/conv", "conv1", window, input);
  if (spec.activationOrder === "pre") return { output: conv, activated: false };
  return { output: addNormAndActivation(builder, spec, "", "bn1", "relu", conv), activated: true };
}

function addImagenetConv(builder: GraphBuilder, spec: ResidualSpec, input: NodeIndex): NodeIndex {
  const window = { filters: spec.stemWidth, kernel: 7, stride: 2, padding: 3, groups: 1 };
  const conv = addConv(builder, spec, "stem/conv", "conv1", window, input);
  return addNormAndActivation(builder, spec, "", "bn1", "relu", conv);
}

/** He et al. 2019, figure 2c: 3x3/2 and 3x3 at half the width, 3x3 at full width. */
function addDeepConvs(builder: GraphBuilder, spec: ResidualSpec, input: NodeIndex): NodeIndex {
  const half = Math.max(1, Math.floor(spec.stemWidth / 2));
  let last = input;
  for (const [i, filters] of [half, half, spec.stemWidth].entries()) {
    const window = { filters, kernel: 3, stride: i === 0 ? 2 : 1, padding: 1, groups: 1 };
    last = addConv(builder, spec, `stem/conv${i + 1}`, null, window, last);
    last = addNormAndActivation(builder, spec, String(i + 1), null, null, last);
  }
  return last;
}

function addNormAndActivation(
  builder: GraphBuilder,
  spec: ResidualSpec,
  suffix: string,
  normName: string | null,
  reluName: string | null,
  input: NodeIndex,
): NodeIndex {
  const norm = addNorm(builder, spec, "stem", suffix, normName, input);
  return addActivation(builder, spec, "stem", suffix, reluName, norm);
}

function addPool(builder: GraphBuilder, input: NodeIndex): StemEnd {
  const pool = builder.add("stem/pool", "maxpool", "maxPool", { kernel: 3, stride: 2, padding: 1 }, [input]);
  return { output: pool, activated: true };
}
