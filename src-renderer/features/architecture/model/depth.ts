/** Depth as the papers count it: convolutions and linear layers along the main path, shortcuts left out. */
import type { ArchSpec, BlockKind, ResidualSpec } from "../../../../src-main/common/arch/spec";
import { LIMITS } from "../../../../src-main/common/arch/spec";

/** Weighted layers of one block. */
const LAYERS_PER_BLOCK: Readonly<Record<BlockKind, number>> = { basic: 2, bottleneck: 3 };

/** Linear layers at the end of a VGG (Simonyan and Zisserman 2014, table 1). */
const VGG_LINEARS = 3;

export function depthOf(spec: ArchSpec): number {
  if (spec.family === "vgg") return spec.stages.reduce((sum, widths) => sum + widths.length, VGG_LINEARS);
  const blocks = spec.stages.reduce((sum, stage) => sum + stage.blocks, 0);
  return blocks * LAYERS_PER_BLOCK[spec.block] + 2;
}

/** A net whose stages all have n blocks has `perN` n + 2 layers: 6n + 2 for three stages of basic blocks. */
interface DepthRule {
  perN: number;
  n: number;
  depth: number;
}

/** The rule that the spec's depth follows; null when its stages differ in length. */
export function depthRule(spec: ResidualSpec): DepthRule | null {
  const n = spec.stages[0]?.blocks ?? 0;
  if (spec.stages.some((stage) => stage.blocks !== n)) return null;
  const perN = spec.stages.length * LAYERS_PER_BLOCK[spec.block];
  return { perN, n, depth: perN * n + 2 };
}

/** The nearest legal n for a wished depth; between two, the shallower. */
export function snapDepth(wished: number, perN: number): number {
  const exact = (wished - 2) / perN;
  const nearest = exact - Math.floor(exact) > 0.5 ? Math.ceil(exact) : Math.floor(exact);
  return Math.min(LIMITS.blocks, Math.max(1, nearest));
}
