import type { NamedTensor } from "../tensors";
import { inputShapes, parametersOf } from "./analysis";
import type { LayerGraph, LayerNode } from "./layer-graph";
import type { Shape } from "./spec";

/** A tensor of a network's state, as its weight files name it. */
export interface StateTensor {
  name: string;
  dtype: NamedTensor["dtype"];
  shape: Shape;
}

/** What a layer's arrays are filed under: torchvision's module name, else the address in torch's spelling. */
export function moduleName({ torchName, address }: Pick<LayerNode, "torchName" | "address">): string {
  return torchName ?? address.replaceAll("/", ".");
}

/** Torch's state_dict of a network, without the data: parameters and running statistics under torchvision's names. */
export function stateDict(graph: LayerGraph): StateTensor[] {
  const shapesOf = inputShapes(graph);
  return graph.nodes.flatMap((node): StateTensor[] => {
    const module = moduleName(node);
    const tensors = parametersOf(node, shapesOf(node)).map(
      ({ name, shape }): StateTensor => ({ name: `${module}.${name}`, dtype: "F32", shape }),
    );
    if (node.kind === "batchNorm") tensors.push({ name: `${module}.num_batches_tracked`, dtype: "I64", shape: [] });
    return tensors;
  });
}
