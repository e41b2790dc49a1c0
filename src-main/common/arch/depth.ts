/** Depth as the papers count it: convolutions and linear layers along the main path, shortcuts left out. */
import { designOf } from "./block-design";
import { type ArchSpec, LIMITS, type ResidualSpec, type Stem } from "./spec";

/** Linear layers at the end of a VGG (Simonyan and Zisserman 2014, table 1). */
const VGG_LINEARS = 3;

/** Convolutions before the first block; ResNet-D's three count as the one that they stand for, as its paper does. */
const STEM_LAYERS: Readonly<Record<Stem, number>> = { imagenet: 1, cifar: 1, deep: 1, none: 0 };

export function depthOf(spec: ArchSpec): number {
  if (spec.family === "vgg") return spec.stages.reduce((sum, widths) => sum + widths.length, VGG_LINEARS);
  const blocks = spec.stages.reduce((sum, stage) => sum + stage.blocks, 0);
  return blocks * layersPerBlock(spec) + layersAround(spec);
}

/** A net whose stages all have n blocks has `perN` n + `around` layers: 6n + 2 for three stages of basic blocks. */
export interface DepthRule {
  perN: number;
  /** Layers outside the blocks: the stem's and the head's. */
  around: number;
  n: number;
  depth: number;
}

/** The rule that the spec's depth follows (He et al. 2015, section 4.2); null when its stages differ in length. */
export function depthRule(spec: ResidualSpec): DepthRule | null {
  const n = spec.stages[0]?.blocks ?? 0;
  if (spec.stages.some((stage) => stage.blocks !== n)) return null;
  const perN = spec.stages.length * layersPerBlock(spec);
  const around = layersAround(spec);
  return { perN, around, n, depth: perN * n + around };
}

/** The nearest legal n for a wished depth; between two, the shallower. */
export function snapDepth(wished: number, { perN, around }: Pick<DepthRule, "perN" | "around">): number {
  const exact = (wished - around) / perN;
  const nearest = exact - Math.floor(exact) > 0.5 ? Math.ceil(exact) : Math.floor(exact);
  return Math.min(LIMITS.blocks, Math.max(1, nearest));
}

function layersPerBlock(spec: ResidualSpec): number {
  return designOf(spec).convs.length;
}

function layersAround(spec: ResidualSpec): number {
  return STEM_LAYERS[spec.stem] + 1;
}
