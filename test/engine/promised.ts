/** What a layer graph promises of its arrays, and what of it a model has kept. */
import { inputShapes, parametersOf } from "../../src-main/common/arch/analysis";
import { buildLayerGraph } from "../../src-main/common/arch/build";
import type { ArchSpec, Shape } from "../../src-main/common/arch/spec";
import { moduleName } from "../../src-main/common/arch/state-dict";
import type { NamedTensor } from "../../src-main/common/tensors";

export interface PromisedArray {
  name: string;
  shape: Shape;
  trainable: boolean;
}

/** Names and shapes, without torch's batch counters. */
export function promisedArrays(spec: ArchSpec): PromisedArray[] {
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

/** The float arrays by name, in order. */
export function floats(tensors: readonly NamedTensor[]): ReadonlyMap<string, NamedTensor & { dtype: "F32" }> {
  return new Map(tensors.flatMap((tensor) => (tensor.dtype === "F32" ? [[tensor.name, tensor]] : [])));
}

export function differs(a: Float32Array | undefined, b: Float32Array | undefined): boolean {
  return a !== undefined && b !== undefined && a.some((value, i) => value !== b[i]);
}
