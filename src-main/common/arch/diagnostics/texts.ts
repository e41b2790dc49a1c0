/**
 * What is said of each problem, its causes and each repair, in English, with {placeholders}. The window's English
 * catalogue takes them from here; the Korean one has its own. Layers are called by their addresses' last part: conv2.
 */
export const PROBLEM_TEXTS = {
  SHAPE_CLASH: {
    message:
      "At {address} the branch is {branch} and the shortcut {shortcut}; only equal shapes can be added. Blocks affected: {blocks}.",
    fix: "Let both paths halve the map once and end in the same number of channels.",
  },
  SHORTCUT_REPLACES: {
    message:
      "The blocks give their shortcut alone: it replaces the branch instead of being added to it, so {params} parameters of the branches get no gradient.",
    fix: "Add the two: out += shortcut(x), not out = shortcut(x).",
  },
  STRIDE_REPEATED: {
    message:
      "{conv} takes the block's stride {stride} a second time, so {address} shrinks the map by {product} instead of {stride}.",
    fix: "One convolution of a block takes its stride; the others keep the map.",
  },
  STRIDE_UNUSED: {
    message: "The stride {stride} of stage {stage} has no effect: nothing in its first block takes it.",
    fix: "Give the stride to one convolution and to the projection, or set it to 1.",
  },
  PROJECTION_STRIDE: {
    message: "The shortcut at {address} keeps stride 1 while the branch beside it has the block's stride {stride}.",
    fix: "A projection takes the same stride as the branch.",
  },
  PADDED_1X1: {
    message:
      "{conv} is a 1x1 convolution with padding {padding}: it needs no neighbours, so the padding only adds a border of values that see nothing of the map. Blocks affected: {blocks}.",
    fix: "A 1x1 convolution goes without padding; padding 1 belongs to a 3x3 one.",
  },
  MAP_COLLAPSED: {
    message: "At {address} the map of a {input} input has shrunk to {output}, less than one pixel.",
    fix: "Use a larger input, fewer stages or smaller strides.",
  },
  KERNEL_EXCEEDS_MAP: {
    message:
      "At {address} a {kernel}x{kernel} convolution reads a map of {map}: {share} % of its weights only ever meet padding. Layers affected: {layers}; weights without effect: {wasted}, {part} % of the network's.",
    fix: "Use a larger input, fewer stages, or a stem that keeps the map's size.",
  },
  RECEPTIVE_FIELD_EARLY: {
    message:
      "The stem is made for large images: at {address}, the end of the first stage, a value already sees {field} pixels, all of the image's {side}, and the map is down to {map}. Later stages can see nothing new.",
    fix: "Use the CIFAR stem, which keeps the image's size.",
  },
  ODD_SIZE_LOSES_PIXELS: {
    message:
      "At {address} a {kernel}x{kernel} window of stride {stride} doesn't reach the end of a {map} map. Rows or columns that nothing sees: {lost}. Layers affected: {layers}.",
    fix: "Use an input whose size divides evenly all the way down.",
  },
  STRIDE_EXCEEDS_KERNEL: {
    message:
      "At {address} a {kernel}x{kernel} window moves by {stride}, past pixels that no window sees. Layers affected: {layers}.",
    fix: "Keep strides no larger than the window that takes them.",
  },
  GROUPS_NOT_DIVISIBLE: {
    message: "At {address} {channels} channels in and {filters} out can't be divided into {groups} groups.",
    fix: "Choose a number of groups that divides the widths, or widths that are multiples of it.",
  },
  NORM_GROUPS_NOT_DIVISIBLE: {
    message:
      "At {address} the group norm can't divide {channels} channels into {groups} groups. Layers affected: {layers}.",
    fix: "Choose a number of groups that divides every width.",
  },
  SHORTCUT_NARROWS: {
    message:
      "At {address} the block narrows from {from} to {channels} channels; shortcut A pads with zeros and can't take channels away.",
    fix: "Use shortcut B, which projects, or let the width grow from stage to stage.",
  },
  EXPANSION_NARROWS: {
    message:
      "At {address} the block widens to {inner} channels inside and gives {outer}: a bottleneck is narrow inside and widens by its expansion, here {expansion}.",
    fix: "Use an expansion above 1, 4 in the paper.",
  },
  TOO_LARGE: {
    message: "No machine can train this network.",
    fix: "Use smaller widths, fewer blocks or a smaller input.",
  },
  ZERO_GAMMA_SILENCES: {
    message:
      "The last norm of each block starts at zero and there is no shortcut: every block gives zeros, and nothing of the image reaches the head.",
    fix: "Start the norms at one; zero is for branches that are added to a shortcut.",
  },
  EXPANSION_UNUSED: {
    message: "The expansion {expansion} has no effect: a basic block has no 1x1 convolution to widen its output.",
    fix: "Set the expansion to 1, or choose bottleneck blocks.",
  },
  GROUPS_UNUSED: {
    message: "Groups {groups} and width per group {widthPerGroup} have no effect: only bottleneck blocks are grouped.",
    fix: "Set them to 1 and 64, or choose bottleneck blocks.",
  },
  SHORTCUT_SCALE_UNUSED: {
    message: "The shortcut's factor {scale} has no effect: a plain network has no shortcut.",
    fix: "Set it to 1, or choose a shortcut.",
  },
  PROJECTION_POOLING_UNUSED: {
    message: "The projection's average pool has no effect: no projection of this network has a stride to pool by.",
    fix: "Leave it out, or choose shortcut B or C.",
  },
  ZERO_GAMMA_UNUSED: {
    message: "Starting the last norm at zero has no effect: no branch of this network ends in a norm.",
    fix: "Leave it out, or use norms and the activation order “post”.",
  },
  STOCHASTIC_DEPTH_UNUSED: {
    message: "Stochastic depth {rate} has no effect: without a shortcut no branch can be dropped.",
    fix: "Set it to 0, or choose a shortcut.",
  },
  DROPOUT_UNUSED: {
    message:
      "Dropout {rate} has no effect: it stands before a block's last convolution, and these blocks have only one.",
    fix: "Set it to 0, or use the head's dropout.",
  },
} as const;
export type ProblemCode = keyof typeof PROBLEM_TEXTS;

/** What a problem comes from, where there are several possibilities. */
export const CAUSE_TEXTS = {
  strideRepeated: "{conv} takes the block's stride {stride} a second time.",
  strideUntaken: "No convolution of the branch takes the block's stride {stride}, but the shortcut does.",
  paddingGrows: "{conv}, {kernel}x{kernel} with padding {padding}, grows the map by {by}.",
  paddingShrinks: "{conv}, {kernel}x{kernel} with padding {padding}, shrinks the map by {by}.",
  shortcutUnstrided: "The shortcut keeps stride 1 while the branch takes the block's stride {stride}.",
  projectionMissing: "The shortcut has no projection and stays {input}.",
  parameters: "It has {total} parameters.",
  macs: "One image takes {total} multiply-accumulates.",
  memory: "Weights, gradients and activations of one image take {total}.",
} as const;
export type CauseId = keyof typeof CAUSE_TEXTS;

export const FIX_TEXTS = {
  useShortcutB: "Use projection shortcuts (B)",
  useNoShortcut: "Leave the shortcuts out: a plain network",
  addShortcut: "Add the shortcut to the branch",
  strideProjection: "Give the shortcut the block's stride",
  useProjection: "Put a projection into the shortcut",
  strideConv: "Give {conv} the block's stride",
  strideBlock: "Give {conv} and the shortcut the block's stride",
  unstrideConv: "Take the stride from {conv}",
  unstrideStages: "Set the strides of all stages to 1",
  limitStrides: "Set the strides to at most {stride}",
  setPadding: "Set the padding of {conv} to {padding}",
  setKernel: "Make {conv} {kernel}x{kernel} with padding {padding}",
  keepMaps: "Pad every convolution so that it keeps the map",
  repairBlock: "Correct the whole block",
  useBasicBlock: "Use the basic block by name: corrected, it is just that",
  useBottleneckBlock: "Use the bottleneck by name: corrected, the block is just that",
  useCifarStem: "Use the CIFAR stem",
  setInput: "Set the input to {input}",
  dropStages: "Leave out the stages from {stage} on",
  setGroups: "Set the groups to {groups}",
  setWidths: "Set the stages' widths to {widths}",
  setStemWidth: "Set the stem's width to {width}",
  setAllWidths: "Set the stem's width to {width} and the stages' to {widths}",
  ungroupConvs: "Leave {convs} ungrouped",
  setNormGroups: "Set the groups of the norm to {groups}",
  useBatchNorm: "Use batch norm",
  setExpansion: "Set the expansion to {expansion}",
  setWidthPerGroup: "Set the width per group to {width}",
  resetExpansion: "Set the expansion to 1",
  resetGroups: "Set groups to 1 and width per group to 64",
  resetShortcutScale: "Set the factor to 1",
  resetProjectionPooling: "Leave the average pool out",
  resetZeroGamma: "Start the norms at one",
  resetStochasticDepth: "Set stochastic depth to 0",
  resetDropout: "Set dropout to 0",
} as const;
export type FixId = keyof typeof FIX_TEXTS;
