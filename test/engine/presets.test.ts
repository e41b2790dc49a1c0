/** Every preset through TensorFlow: what is inferred is what is executed, and every parameter gets a gradient. */
import { describe, expect, it } from "vitest";
import { analyse, inputShapes, parametersOf } from "../../src-main/common/arch/analysis";
import { buildLayerGraph } from "../../src-main/common/arch/build";
import { PRESETS } from "../../src-main/common/arch/presets";
import type { ArchSpec } from "../../src-main/common/arch/spec";
import { moduleName } from "../../src-main/common/arch/state-dict";
import type { NamedTensor } from "../../src-main/common/tensors";
import { batchFor, modelOf, smallPreset } from "./testing";

/** Names and shapes that the layer graph promises, without torch's batch counters. */
function promisedArrays(spec: ArchSpec): { name: string; shape: readonly number[]; trainable: boolean }[] {
  const graph = buildLayerGraph(spec);
  const shapesOf = inputShapes(graph);
  return graph.nodes.flatMap((node) =>
    parametersOf(node, shapesOf(node)).map(({ name, shape, trainable }) => ({
      name: `${moduleName(node)}.${name}`,
      shape,
      trainable,
    })),
  );
}

function floats(tensors: readonly NamedTensor[]): ReadonlyMap<string, NamedTensor & { dtype: "F32" }> {
  return new Map(tensors.flatMap((tensor) => (tensor.dtype === "F32" ? [[tensor.name, tensor]] : [])));
}

function differs(a: Float32Array | undefined, b: Float32Array | undefined): boolean {
  return a !== undefined && b !== undefined && a.some((value, i) => value !== b[i]);
}

describe("every preset trains", () => {
  it.each(PRESETS.map((preset) => preset.name))("%s", (name) => {
    const spec = smallPreset(name, 32);
    const model = modelOf(spec);
    try {
      const promised = promisedArrays(spec);
      const before = floats(model.readWeights());
      expect([...before.values()].map(({ name, shape }) => ({ name, shape }))).toEqual(
        promised.map(({ name, shape }) => ({ name, shape })),
      );
      expect(model.parameters).toBe(analyse(spec).params);

      const { images, labels } = batchFor(spec, 4);
      const { loss, accuracy } = model.trainStep(images, labels, 1e-3);
      expect(loss).toSatisfy(Number.isFinite);
      expect([0, 0.25, 0.5, 0.75, 1]).toContain(accuracy);

      const after = floats(model.readWeights());
      const unmoved = promised.filter(({ name }) => !differs(before.get(name)?.data, after.get(name)?.data));
      expect(unmoved.map((array) => array.name)).toEqual([]);
      const gradients = floats(model.readOptimizer());
      const missing = promised.filter(({ name, trainable }) => trainable && !gradients.has(`${name}.momentum_buffer`));
      expect(missing).toEqual([]);
    } finally {
      model.close();
    }
  });
});
