/** Random architectures that the schema accepts; many of them can't work, which is for the diagnostics to say. */
import fc from "fast-check";
import {
  ACTIVATION_ORDERS,
  ACTIVATIONS,
  BLOCKS,
  type BlockDesign,
  MERGES,
  NORMS,
  PROJECTION_POOLINGS,
  PROJECTIONS,
  type ResidualSpec,
  SHORTCUT_PADDINGS,
  SHORTCUTS,
  STEMS,
} from "../src-main/common/arch/spec";

/** How large the numbers may get: a spec that is to be trained has to stay small. */
export interface SpecBounds {
  size: number;
  channels: number;
  blocks: number;
  stages: number;
  groups: number;
}

const WIDEST: SpecBounds = { size: 4096, channels: 4096, blocks: 512, stages: 8, groups: 1024 };

const rate = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.9, noNaN: true }));

export const blockDesign: fc.Arbitrary<BlockDesign> = fc.record({
  convs: fc.array(
    fc.record({
      kernel: fc.integer({ min: 1, max: 7 }),
      padding: fc.integer({ min: 0, max: 3 }),
      strided: fc.boolean(),
      grouped: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  projection: fc.constantFrom(...PROJECTIONS),
  merge: fc.constantFrom(...MERGES),
});

export function residualSpec(bounds: SpecBounds = WIDEST): fc.Arbitrary<ResidualSpec> {
  const upTo = (max: number) => fc.integer({ min: 1, max });
  const stage = fc.record({ blocks: upTo(bounds.blocks), width: upTo(bounds.channels), stride: upTo(3) });
  return fc.record({
    version: fc.constant(1 as const),
    family: fc.constant("residual" as const),
    name: fc.string({ minLength: 1, maxLength: 100 }),
    input: fc.tuple(fc.constantFrom(1, 3), upTo(bounds.size), upTo(bounds.size)),
    classes: upTo(1000),
    stem: fc.constantFrom(...STEMS),
    stemWidth: upTo(bounds.channels),
    block: fc.oneof(fc.constantFrom(...BLOCKS), blockDesign),
    expansion: fc.double({ min: 0.01, max: 16, noNaN: true }),
    stages: fc.array(stage, { minLength: 1, maxLength: bounds.stages }),
    shortcut: fc.constantFrom(...SHORTCUTS),
    shortcutPadding: fc.constantFrom(...SHORTCUT_PADDINGS),
    groups: fc.oneof(fc.constant(1), upTo(bounds.groups)),
    widthPerGroup: upTo(bounds.groups),
    bottleneckStride: fc.constantFrom("3x3" as const, "1x1" as const),
    activationOrder: fc.constantFrom(...ACTIVATION_ORDERS),
    activation: fc.constantFrom(...ACTIVATIONS),
    norm: fc.constantFrom(...NORMS),
    normGroups: upTo(bounds.groups),
    zeroInitLastGamma: fc.boolean(),
    projectionPooling: fc.constantFrom(...PROJECTION_POOLINGS),
    shortcutScale: fc.oneof(fc.constant(1), fc.double({ min: 0.01, max: 4, noNaN: true })),
    seReduction: fc.option(upTo(64)),
    dropout: rate,
    stochasticDepth: rate,
    headDropout: rate,
  });
}
