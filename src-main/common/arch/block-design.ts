/** The named blocks as designs, so that one builder serves them and those written by hand. */
import type { BlockDesign, BlockKind, ConvDesign, ResidualSpec } from "./spec";

const conv = (kernel: 1 | 3, options: Partial<ConvDesign> = {}): ConvDesign => ({
  kernel,
  padding: (kernel - 1) / 2,
  strided: false,
  grouped: false,
  ...options,
});
const sum = { projection: "strided", merge: "add" } as const;

/** He et al. 2015, figure 5, left: two 3x3 convolutions. */
const BASIC: BlockDesign = { convs: [conv(3, { strided: true }), conv(3)], ...sum };

/** Figure 5, right: 1x1 down, 3x3, 1x1 up; the 3x3 carries the stride as in torchvision. */
const BOTTLENECK: BlockDesign = { convs: [conv(1), conv(3, { strided: true, grouped: true }), conv(1)], ...sum };

/** The bottleneck with the stride in its first 1x1, as the paper has it. */
const BOTTLENECK_V1: BlockDesign = { convs: [conv(1, { strided: true }), conv(3, { grouped: true }), conv(1)], ...sum };

export function designOf(spec: Pick<ResidualSpec, "block" | "bottleneckStride">): BlockDesign {
  if (spec.block === "basic") return BASIC;
  if (spec.block === "bottleneck") return spec.bottleneckStride === "1x1" ? BOTTLENECK_V1 : BOTTLENECK;
  return spec.block;
}

/** `custom` for a block written by hand. */
export function blockKindOf(spec: Pick<ResidualSpec, "block">): BlockKind | "custom" {
  return typeof spec.block === "string" ? spec.block : "custom";
}

/** Channels a block gives: width x expansion; a basic block has no 1x1 that could widen it. */
export function outerWidth(spec: ResidualSpec, width: number): number {
  return spec.block === "basic" ? width : Math.max(1, Math.round(width * spec.expansion));
}

/** Channels inside a block: torchvision's width x widthPerGroup / 64 x groups; the width itself in a basic block. */
export function innerWidth(spec: ResidualSpec, width: number): number {
  if (spec.block === "basic") return width;
  return Math.max(1, Math.floor((width * spec.widthPerGroup) / 64)) * spec.groups;
}
