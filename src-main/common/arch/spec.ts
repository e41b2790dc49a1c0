/**
 * ArchSpec: the one description of an architecture that the form edits, a file holds, the analysis reads and the
 * trainer builds. Sizes are pixels, shapes are channels first. Terms follow He et al. 2015 (arXiv 1512.03385) and
 * torchvision.
 */
import { z } from "zod";

/** A CxHxW shape before flattening, [N] after. Never with the batch. */
export type Shape = readonly number[];

/** Caps keep hostile files from costing memory or time before anything is built (resnet1202 needs 200 blocks a stage). */
export const LIMITS = { size: 4096, channels: 16384, classes: 100_000, blocks: 512, stages: 8, expansion: 16 } as const;

const count = (max: number) => z.int().min(1).max(max);

/** Input as [channels, height, width]. */
export const inputSchema = z.tuple([count(LIMITS.channels), count(LIMITS.size), count(LIMITS.size)]);

/**
 * How a block's input reaches its end (He et al., section 4.1): `A` identity, subsampled and zero-padded where the shape
 * changes; `B` projection where it changes; `C` projection everywhere; `none` makes a plain network.
 */
export const SHORTCUTS = ["A", "B", "C", "none"] as const;
export type Shortcut = (typeof SHORTCUTS)[number];

export const BLOCKS = ["basic", "bottleneck"] as const;
export type BlockKind = (typeof BLOCKS)[number];

/** `imagenet`: 7x7/2 convolution and 3x3/2 max-pool; `cifar`: one 3x3 convolution. */
export const STEMS = ["imagenet", "cifar"] as const;

const stageSchema = z.strictObject({
  /** Residual blocks in the stage. */
  blocks: count(LIMITS.blocks),
  /** Channels of the block's 3x3 convolution before groups are counted in; a bottleneck's output has width x expansion. */
  width: count(LIMITS.channels),
  /** Stride of the stage's first block. */
  stride: count(8),
});
export type Stage = z.infer<typeof stageSchema>;

const common = {
  version: z.literal(1),
  /** Shown to people; a preset's own name for presets. */
  name: z.string().min(1).max(100),
  input: inputSchema,
  classes: count(LIMITS.classes),
};

export const residualSpecSchema = z.strictObject({
  ...common,
  family: z.literal("residual"),
  stem: z.enum(STEMS),
  /** Channels the stem gives. */
  stemWidth: count(LIMITS.channels),
  block: z.enum(BLOCKS),
  /** Output channels over width; 4 in the paper's bottleneck, 1 for basic blocks, which have no 1x1 to widen. */
  expansion: z.number().positive().max(LIMITS.expansion),
  stages: z.array(stageSchema).min(1).max(LIMITS.stages),
  shortcut: z.enum(SHORTCUTS),
  /** Groups of the 3x3 convolution (ResNeXt's cardinality). */
  groups: count(1024),
  /** Channels per group at width 64, torchvision's width_per_group: 64 is the plain bottleneck. */
  widthPerGroup: count(1024),
  /** The convolution that carries a bottleneck's stride: `3x3` as torchvision ("v1.5"), `1x1` as the paper. */
  bottleneckStride: z.enum(["3x3", "1x1"]),
});
export type ResidualSpec = z.infer<typeof residualSpecSchema>;

export const vggSpecSchema = z.strictObject({
  ...common,
  family: z.literal("vgg"),
  /** Convolution widths per stage; each stage ends in a 2x2/2 max-pool (Simonyan and Zisserman 2014, table 1). */
  stages: z
    .array(z.array(count(LIMITS.channels)).min(1).max(16))
    .min(1)
    .max(LIMITS.stages),
  batchNorm: z.boolean(),
});
export type VggSpec = z.infer<typeof vggSpecSchema>;

export const archSpecSchema = z.discriminatedUnion("family", [residualSpecSchema, vggSpecSchema]);
export type ArchSpec = z.infer<typeof archSpecSchema>;
