/** Edits of a block that is written by hand, from draft to draft. */
import type { ResidualDraft } from "./spec-draft";

export type DesignDraft = Exclude<ResidualDraft["block"], string>;
export type ConvDraft = DesignDraft["convs"][number];

const NEW_CONV: ConvDraft = { kernel: 3, padding: 1, strided: false, grouped: false };

/** Padding that keeps a map's size; null for even kernels, which can't. */
function samePadding(kernel: number | null): number | null {
  return kernel !== null && kernel % 2 === 1 ? (kernel - 1) / 2 : null;
}

/** Padding that kept the size goes on doing so under another kernel. */
export function withConv(design: DesignDraft, index: number, change: Partial<ConvDraft>): DesignDraft {
  return {
    ...design,
    convs: design.convs.map((conv, i) => {
      if (i !== index) return conv;
      const follows = change.kernel !== undefined && conv.padding === samePadding(conv.kernel);
      const padding = follows ? (samePadding(change.kernel ?? null) ?? conv.padding) : conv.padding;
      return { ...conv, padding, ...change };
    }),
  };
}

export function withConvAdded(design: DesignDraft): DesignDraft {
  return { ...design, convs: [...design.convs, NEW_CONV] };
}

export function withConvRemoved(design: DesignDraft, index: number): DesignDraft {
  return { ...design, convs: design.convs.filter((_, i) => i !== index) };
}

/** Changes places with the convolution before (-1) or behind (1). */
export function withConvMoved(design: DesignDraft, index: number, by: -1 | 1): DesignDraft {
  const convs = [...design.convs];
  const [moved] = convs.splice(index, 1);
  if (moved) convs.splice(index + by, 0, moved);
  return { ...design, convs };
}
