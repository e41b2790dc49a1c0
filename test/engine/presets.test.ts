/** Every preset as a graph in full, and through TensorFlow at a size that a test has time for. */
import { describe, expect, it } from "vitest";
import { analyse } from "../../src-main/common/arch/analysis";
import { findPreset, PRESETS } from "../../src-main/common/arch/presets";
import type { ArchSpec } from "../../src-main/common/arch/spec";
import { buildTrainingGraph } from "../../src-main/engine/training-graph";
import { executedShapes } from "./executed-shapes";
import { differs, floats, promisedArrays } from "./promised";
import { batchFor, lightPreset, modelOf, optionsOf } from "./testing";

const NAMES = PRESETS.map((preset) => preset.name);
const BATCH = 4;

describe("the training graph of every preset", () => {
  it.each(NAMES)("has every array of %s, and a gradient for each that is trained", (name) => {
    const spec = findPreset(name);
    const promised = promisedArrays(spec);
    const { weights, slots, parameters } = buildTrainingGraph(optionsOf(spec));
    expect(weights.map(({ name, shape }) => ({ name, shape }))).toEqual(
      promised.map(({ name, shape }) => ({ name, shape })),
    );
    const trainable = promised.filter((array) => array.trainable);
    expect(slots.map((slot) => slot.name).sort()).toEqual(
      trainable.map((array) => `${array.name}.momentum_buffer`).sort(),
    );
    expect(parameters).toBe(analyse(spec).params);
  });
});

/** Presets that differ in depth alone can be the same when they are made lighter; each such network runs once. */
function lightPresets(): { names: string; spec: ArchSpec }[] {
  const networks = new Map<string, { names: string; spec: ArchSpec }>();
  for (const name of NAMES) {
    const spec = lightPreset(name, 32);
    const key = JSON.stringify({ ...spec, name: "" });
    const same = networks.get(key);
    networks.set(key, same ? { ...same, names: `${same.names}, ${name}` } : { names: name, spec });
  }
  return [...networks.values()];
}

describe("every preset trains", () => {
  it.each(lightPresets())("$names", ({ spec }) => {
    expect(executedShapes(spec, BATCH)).toEqual(
      analyse(spec).layers.map(({ name, output }) => ({ address: name, shape: [...output] })),
    );
    const model = modelOf(spec);
    try {
      const promised = promisedArrays(spec);
      const before = floats(model.readWeights());
      const { images, labels } = batchFor(spec, BATCH);
      const { loss, accuracy } = model.trainStep(images, labels, 1e-3);
      expect(loss).toSatisfy(Number.isFinite);
      expect([0, 0.25, 0.5, 0.75, 1]).toContain(accuracy);
      const after = floats(model.readWeights());
      const unmoved = promised.filter(({ name }) => !differs(before.get(name)?.data, after.get(name)?.data));
      expect(unmoved.map((array) => array.name)).toEqual([]);
    } finally {
      model.close();
    }
  });
});
