/**
 * Every layer kind's backward nodes against central differences of its own forward nodes. That the forward nodes are
 * right is what the comparison with PyTorch shows.
 */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, it } from "vitest";
import { elements } from "../../../src-main/common/arch/layers/shapes";
import { EMITTERS } from "../../../src-main/engine/layers";
import { LAYER_CASES } from "./cases";
import { type EmittedKind, type LayerCase, LayerProbe, type Operand } from "./layer-probe";

const STEP = 0.03;
/**
 * Of the largest gradient. Values near one are off by 6e-8, so differences over STEP are by about 1e-5 in a sum of many;
 * the stencil of four points leaves STEP^4 / 30 times the fifth derivative, less than that.
 */
const TOLERANCE = 1e-4;
/** Wider than the stencil: these have no derivative where values meet each other or zero. */
const GAP = 5 * STEP;
const WITH_KINKS: ReadonlySet<EmittedKind> = new Set(["relu", "maxPool"]);

const random = xoroshiro128plus(1512);

/** Between -1.5 and 1.5. */
function anyValues(count: number): Float32Array {
  return Float32Array.from({ length: count }, () => 3 * uniformFloat64(random) - 1.5);
}

/** In random order, at least GAP from each other and GAP / 2 from zero. */
function spreadValues(count: number): Float32Array {
  const places = Array.from({ length: count }, (_, i) => ({
    value: (i - Math.floor(count / 2) + 0.5) * GAP,
    order: uniformFloat64(random),
  }));
  places.sort((a, b) => a.order - b.order);
  return Float32Array.from(places, ({ value }) => value);
}

type Values = ReadonlyMap<string, Float32Array>;

/** Four-point central differences of the weighted sum of the outputs. */
function differences(probe: LayerProbe, { name }: Operand, values: Values, weights: Float32Array): Float64Array {
  const own = values.get(name) ?? new Float32Array();
  return Float64Array.from(own, (value, i) => {
    const sumAt = (step: number) => {
      const moved = own.slice();
      moved[i] = value + step;
      const output = probe.output(new Map([...values, [name, moved]]));
      return output.reduce((sum, y, j) => sum + y * (weights[j] ?? 0), 0);
    };
    return (8 * (sumAt(STEP) - sumAt(-STEP)) - (sumAt(2 * STEP) - sumAt(-2 * STEP))) / (12 * STEP);
  });
}

/** Largest difference, as a share of the largest expected value. */
function distance(actual: Float32Array, expected: Float64Array): number {
  expect(actual.length).toBe(expected.length);
  const largest = expected.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  return expected.reduce((max, value, i) => Math.max(max, Math.abs((actual[i] ?? Number.NaN) - value)), 0) / largest;
}

describe.each(Object.keys(EMITTERS) as EmittedKind[])("the gradients of %s", (kind) => {
  // A kind without cases fails here: an empty table has no tests to pass.
  const cases: readonly LayerCase<EmittedKind>[] = LAYER_CASES[kind] ?? [];
  it("are checked", () => expect(cases.length).toBeGreaterThan(0));

  it.each(cases)("are those of its outputs: $title", (layerCase) => {
    const probe = new LayerProbe(kind, layerCase);
    try {
      const draw = WITH_KINKS.has(kind) ? spreadValues : anyValues;
      const values = new Map(probe.operands.map(({ name, shape }) => [name, draw(elements(shape))]));
      expect(probe.executedShape(values)).toEqual(probe.outputShape);
      const weights = anyValues(elements(probe.outputShape));
      for (const operand of probe.operands) {
        if (operand.gradient === null) continue;
        const expected = differences(probe, operand, values, weights);
        expect(expected.some((value) => value !== 0)).toBe(true);
        expect(distance(probe.gradient(operand, values, weights), expected), operand.name).toBeLessThan(TOLERANCE);
      }
    } finally {
      probe.close();
    }
  });
});
