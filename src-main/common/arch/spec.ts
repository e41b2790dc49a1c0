/**
 * ArchSpec: the one description of an architecture that the form edits, a file holds, the analysis reads and the
 * trainer builds. Sizes are pixels, shapes are channels first. Terms follow He et al. 2015 (arXiv 1512.03385) and
 * torchvision. What is described with `.describe` stands in the published JSON Schema too.
 */
import { z } from "zod";

/** A CxHxW shape before flattening, [N] after. Never with the batch. */
export type Shape = readonly number[];

/** Caps keep hostile files from costing memory or time before anything is built (resnet1202 needs 200 blocks a stage). */
export const LIMITS = {
  size: 4096,
  channels: 16384,
  classes: 100_000,
  blocks: 512,
  stages: 8,
  stride: 8,
  expansion: 16,
  groups: 1024,
  convs: 8,
  kernel: 11,
  padding: 5,
  shortcutScale: 4,
} as const;

const count = (max: number) => z.int().min(1).max(max);

export const inputSchema = z
  .tuple([count(LIMITS.channels), count(LIMITS.size), count(LIMITS.size)])
  .describe("One image as [channels, height, width].");

/**
 * How a block's input reaches its end (He et al., section 4.1): `A` identity, subsampled and zero-padded where the shape
 * changes; `B` projection where it changes; `C` projection everywhere; `none` makes a plain network.
 */
export const SHORTCUTS = ["A", "B", "C", "none"] as const;
export type Shortcut = (typeof SHORTCUTS)[number];
/**
 * Where shortcut A puts the channels that are new: `behind` as fb.resnet.torch, or half of them in front and half behind,
 * as some PyTorch re-implementations have it.
 */
export const SHORTCUT_PADDINGS = ["behind", "around"] as const;
export type ShortcutPadding = (typeof SHORTCUT_PADDINGS)[number];

export const BLOCKS = ["basic", "bottleneck"] as const;
export type BlockKind = (typeof BLOCKS)[number];

/** Whether the projection takes the block's stride; `missing` adds the input as it is, whatever its shape. */
export const PROJECTIONS = ["strided", "unstrided", "missing"] as const;
/** `add` is what makes a block residual; `replace` is the slip `out = shortcut(x)`. */
export const MERGES = ["add", "replace"] as const;

const convDesignSchema = z.strictObject({
  kernel: count(LIMITS.kernel).describe("Height and width of the window."),
  padding: z.int().min(0).max(LIMITS.padding).describe("Pixels on every side."),
  strided: z
    .boolean()
    .default(false)
    .describe("Takes the block's stride: the stage's in its first block, 1 in the others."),
  grouped: z.boolean().default(false).describe("Takes the spec's groups."),
});
export type ConvDesign = z.infer<typeof convDesignSchema>;

export const blockDesignSchema = z
  .strictObject({
    convs: z.array(convDesignSchema).min(1).max(LIMITS.convs),
    projection: z
      .enum(PROJECTIONS)
      .default("strided")
      .describe("Whether the projection takes the block's stride; missing adds the input as it is."),
    merge: z.enum(MERGES).default("add").describe("add makes a block residual; replace is the slip out = shortcut(x)."),
  })
  .describe(
    "A block written out by hand: every convolution gives the inner width, the last one the block's output channels.",
  );
export type BlockDesign = z.infer<typeof blockDesignSchema>;

/**
 * `imagenet`: 7x7/2 convolution and 3x3/2 max-pool; `cifar`: one 3x3 convolution; `deep`: three 3x3 convolutions, the
 * first with stride 2, and the pool (ResNet-C and -D; He et al. 2019, arXiv 1812.01187); `none`: blocks read the image.
 */
export const STEMS = ["imagenet", "cifar", "deep", "none"] as const;
export type Stem = (typeof STEMS)[number];

/** `post`: norm and activation after each convolution and the sum; `pre`: before each convolution (arXiv 1603.05027). */
export const ACTIVATION_ORDERS = ["post", "pre"] as const;
/** With `none` the convolutions have biases instead. */
export const NORMS = ["batch", "group", "none"] as const;
export const ACTIVATIONS = ["relu", "silu", "gelu"] as const;
export type Activation = (typeof ACTIVATIONS)[number];
/** How a projection halves the map: by its own stride, or by an average pool before it (ResNet-D). */
export const PROJECTION_POOLINGS = ["strided", "average-pool"] as const;

const rate = z.number().min(0).lt(1).default(0);

const stageSchema = z.strictObject({
  blocks: count(LIMITS.blocks).describe("Residual blocks in the stage."),
  width: count(LIMITS.channels).describe(
    "Channels of the block's 3x3 convolution before groups are counted in; a bottleneck's output has width x expansion.",
  ),
  stride: count(LIMITS.stride).describe("Stride of the stage's first block."),
});
export type Stage = z.infer<typeof stageSchema>;

/**
 * Names reach terminals and file names: no controls, line separators, or marks that turn the direction of reading. As
 * code points, since the checkers of the JSON Schema don't all know Unicode's classes.
 */
const DRIVING = String.raw`\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069`;
const PLAIN_TEXT = new RegExp(`^[^${DRIVING}]*$`);

const common = {
  version: z.literal(1).describe("Of this format."),
  name: z
    .string()
    .min(1)
    .max(100)
    .regex(PLAIN_TEXT, "a text without control characters")
    .describe("Shown to people; a preset's own name for presets."),
  input: inputSchema,
  classes: count(LIMITS.classes).describe("Outputs of the last linear layer."),
};

export const residualSpecSchema = z.strictObject({
  ...common,
  family: z.literal("residual"),
  stem: z
    .enum(STEMS)
    .describe(
      "imagenet: 7x7/2 convolution and 3x3/2 max-pool; cifar: one 3x3 convolution; deep: three 3x3 convolutions, the first with stride 2, and the pool; none: blocks read the image.",
    ),
  stemWidth: count(LIMITS.channels).describe("Channels the stem gives."),
  block: z.union([z.enum(BLOCKS), blockDesignSchema]).describe("By name, or as a design of one's own."),
  expansion: z
    .number()
    .positive()
    .max(LIMITS.expansion)
    .default(1)
    .describe(
      "Output channels over width; 4 in the paper's bottleneck, 1 for basic blocks, which have no 1x1 to widen.",
    ),
  stages: z.array(stageSchema).min(1).max(LIMITS.stages),
  shortcut: z
    .enum(SHORTCUTS)
    .describe(
      "A: identity, subsampled and zero-padded where the shape changes; B: projection where it changes; C: projection everywhere; none: a plain network.",
    ),
  shortcutPadding: z
    .enum(SHORTCUT_PADDINGS)
    .default("behind")
    .describe("Where shortcut A puts new channels: behind the old ones, or half in front and half behind."),
  groups: count(LIMITS.groups).default(1).describe("Groups of the 3x3 convolution (ResNeXt's cardinality)."),
  widthPerGroup: count(LIMITS.groups)
    .default(64)
    .describe("Channels per group at width 64, torchvision's width_per_group: 64 is the plain bottleneck."),
  bottleneckStride: z
    .enum(["3x3", "1x1"])
    .default("3x3")
    .describe('The convolution that carries a bottleneck\'s stride: 3x3 as torchvision ("v1.5"), 1x1 as the paper.'),
  activationOrder: z
    .enum(ACTIVATION_ORDERS)
    .default("post")
    .describe("post: norm and activation after each convolution and the sum; pre: before each convolution."),
  activation: z.enum(ACTIVATIONS).default("relu"),
  norm: z.enum(NORMS).default("batch").describe("With none the convolutions have biases instead."),
  normGroups: count(LIMITS.groups).default(32).describe("Groups of a group norm (Wu and He 2018)."),
  zeroInitLastGamma: z
    .boolean()
    .default(false)
    .describe(
      "Starts the last norm of each branch at gamma 0, so that blocks begin as the identity (Goyal et al. 2017).",
    ),
  projectionPooling: z
    .enum(PROJECTION_POOLINGS)
    .default("strided")
    .describe("How a projection halves the map: by its own stride, or by an average pool before it (ResNet-D)."),
  shortcutScale: z
    .number()
    .positive()
    .max(LIMITS.shortcutScale)
    .default(1)
    .describe('Factor on the shortcut: He et al. 2016, section 3.1, "constant scaling"; 1 leaves it alone.'),
  seReduction: count(LIMITS.channels)
    .nullable()
    .default(null)
    .describe("Squeeze-excitation's reduction ratio, 16 in Hu et al. 2018; null is without."),
  dropout: rate.describe(
    "Between a branch's last two convolutions (Zagoruyko and Komodakis 2016); none where it has only one.",
  ),
  stochasticDepth: rate.describe(
    "Probability that the last block's branch is dropped; earlier blocks less, linearly (Huang et al. 2016).",
  ),
  headDropout: rate.describe("Before the linear layer."),
});
export type ResidualSpec = z.infer<typeof residualSpecSchema>;

export const vggSpecSchema = z.strictObject({
  ...common,
  family: z.literal("vgg"),
  stages: z
    .array(z.array(count(LIMITS.channels)).min(1).max(16))
    .min(1)
    .max(LIMITS.stages)
    .describe(
      "Convolution widths per stage; each stage ends in a 2x2/2 max-pool (Simonyan and Zisserman 2014, table 1).",
    ),
  batchNorm: z.boolean().describe("A batch norm after each convolution."),
});
export type VggSpec = z.infer<typeof vggSpecSchema>;

export const archSpecSchema = z.discriminatedUnion("family", [residualSpecSchema, vggSpecSchema]);
export type ArchSpec = z.infer<typeof archSpecSchema>;
