/** Repairs of a block written out by hand, each as the architecture with it made. */
import { designOf } from "../block-design";
import { type ArchSpec, type BlockDesign, type ConvDesign, LIMITS, type ResidualSpec } from "../spec";
import { type Fix, repair } from "./problem";

/** A residual spec whose block is a design and no name. */
export interface DesignedSpec extends ResidualSpec {
  block: BlockDesign;
}

export function isDesigned(spec: ArchSpec): spec is DesignedSpec {
  return spec.family === "residual" && typeof spec.block !== "string";
}

export const convName = (index: number) => `conv${index + 1}`;

/** Kernel and padding leave the map's size alone. */
function keepsMap({ kernel, padding }: Pick<ConvDesign, "kernel" | "padding">): boolean {
  return 2 * padding === kernel - 1;
}

function withBlock(spec: DesignedSpec, changes: Partial<BlockDesign>): DesignedSpec {
  return { ...spec, block: { ...spec.block, ...changes } };
}

export function withConv(spec: DesignedSpec, index: number, changes: Partial<ConvDesign>): DesignedSpec {
  const convs = spec.block.convs.map((conv, i) => (i === index ? { ...conv, ...changes } : conv));
  return withBlock(spec, { convs });
}

export function strideConv(spec: DesignedSpec, index: number): Fix {
  return repair("strideConv", withConv(spec, index, { strided: true }), { conv: convName(index) });
}

export function unstrideConv(spec: DesignedSpec, index: number): Fix {
  return repair("unstrideConv", withConv(spec, index, { strided: false }), { conv: convName(index) });
}

export function strideProjection(spec: DesignedSpec): Fix {
  return repair("strideProjection", withBlock(spec, { projection: "strided" }));
}

export function useProjection(spec: DesignedSpec): Fix {
  return repair("useProjection", withBlock(spec, { projection: "strided" }));
}

export function addShortcut(spec: DesignedSpec): Fix {
  return repair("addShortcut", withBlock(spec, { merge: "add" }));
}

export function leaveShortcutsOut(spec: ResidualSpec): Fix {
  return repair("useNoShortcut", { ...spec, shortcut: "none" });
}

/** No stage halves its map any more. */
export function unstrideStages(spec: ResidualSpec): Fix {
  return repair("unstrideStages", { ...spec, stages: spec.stages.map((stage) => ({ ...stage, stride: 1 })) });
}

/**
 * Kernel and padding made to fit each other: by the padding or by the kernel. With a 1x1 convolution of a short block
 * the kernel is what was meant otherwise: two 3x3 are the basic block; longer blocks have 1x1s of their own.
 */
export function fitPadding(spec: DesignedSpec, index: number): Fix[] {
  const conv = spec.block.convs[index];
  if (!conv) return [];
  const odd = conv.kernel % 2 === 1 ? conv.kernel : conv.kernel + 1;
  const byPadding = fitted(spec, index, odd, (odd - 1) / 2);
  const byKernel = fitted(spec, index, 2 * conv.padding + 1, conv.padding);
  if (conv.kernel % 2 === 0 && 2 * conv.padding + 1 === odd) return [byPadding];
  const kernelFirst = conv.kernel === 1 && spec.block.convs.length <= 2;
  return kernelFirst ? [byKernel, byPadding] : [byPadding, byKernel];
}

function fitted(spec: DesignedSpec, index: number, kernel: number, padding: number): Fix {
  const conv = convName(index);
  const changed = withConv(spec, index, { kernel, padding });
  return kernel === spec.block.convs[index]?.kernel
    ? repair("setPadding", changed, { conv, padding })
    : repair("setKernel", changed, { conv, kernel, padding });
}

/** For blocks whose convolutions nibble at the map. */
export function keepMaps(spec: ArchSpec): Fix[] {
  if (!isDesigned(spec) || spec.block.convs.every(keepsMap)) return [];
  return [repair("keepMaps", withBlock(spec, { convs: spec.block.convs.map(paddedToFit) }))];
}

function paddedToFit(conv: ConvDesign): ConvDesign {
  const kernel = conv.kernel % 2 === 1 ? conv.kernel : Math.min(conv.kernel + 1, LIMITS.kernel);
  return { ...conv, kernel, padding: (kernel - 1) / 2 };
}

/** Every fault of the design repaired: one convolution takes the stride, all keep the map, and so does the shortcut. */
export function repairBlock(spec: DesignedSpec): Fix {
  const carrier = strideCarrier(spec.block);
  const fixes = spec.block.convs.map((_, index) => (so: DesignedSpec) => {
    const [fit] = keepsMap(so.block.convs[index] ?? { kernel: 1, padding: 0 }) ? [] : fitPadding(so, index);
    const padded = fit && isDesigned(fit.spec) ? fit.spec : so;
    return withConv(padded, index, { strided: index === carrier });
  });
  const sound = fixes.reduce((so, fix) => fix(so), spec);
  return repair("repairBlock", withBlock(sound, { projection: "strided" }));
}

/** The convolution that takes the block's stride: the first that does, else the first that sees its neighbours. */
export function strideCarrier({ convs }: BlockDesign): number {
  const strided = convs.findIndex((conv) => conv.strided);
  return strided >= 0
    ? strided
    : Math.max(
        0,
        convs.findIndex(({ kernel }) => kernel > 1),
      );
}

/** The fix and, where it makes the block one that has a name, the same by that name. */
export function orByName(fix: Fix): Fix[] {
  const named = byName(fix.spec);
  if (!named) return [fix];
  return [fix, repair(named.block === "basic" ? "useBasicBlock" : "useBottleneckBlock", named)];
}

/** The same network with its block named, if its design and widths are those of a named block; else null. */
export function byName(spec: ArchSpec): ResidualSpec | null {
  if (!isDesigned(spec)) return null;
  const candidates = [
    { ...spec, block: "basic" },
    { ...spec, block: "bottleneck", bottleneckStride: "3x3" },
    { ...spec, block: "bottleneck", bottleneckStride: "1x1" },
  ] satisfies ResidualSpec[];
  const named = candidates.find((candidate) => sameDesign(spec, designOf(candidate)));
  // A basic block knows no other widths than its stage's.
  const plain = spec.expansion === 1 && spec.groups === 1 && spec.widthPerGroup === 64;
  return named === undefined || (named.block === "basic" && !plain) ? null : named;
}

/** Equal but for groupings that one group makes idle. */
function sameDesign({ block, groups }: DesignedSpec, other: BlockDesign): boolean {
  const text = ({ convs, projection, merge }: BlockDesign) =>
    JSON.stringify([
      convs.map(({ kernel, padding, strided, grouped }) => [kernel, padding, strided, groups > 1 && grouped]),
      projection,
      merge,
    ]);
  return text(block) === text(other);
}
