/** How many input pixels along each side one output value depends on (Araujo et al. 2019, equation 2). */
import type { LayerAttributes, LayerGraph, LayerKind } from "./layer-graph";
import { LAYERS } from "./layers";
import type { LayerDefinition } from "./layers/definition";

export interface ReceptiveField {
  /** Pixels along one side; infinite once a layer has looked at the whole map. */
  size: number;
  /** Input pixels between neighbouring outputs. */
  step: number;
}

/** Of every node, in order. Where paths meet, the widest counts. A gate's view of the whole map is not followed. */
export function receptiveFields(graph: LayerGraph): ReceptiveField[] {
  const fields = new Map<string, ReceptiveField>();
  return graph.nodes.map((node) => {
    const read = node.kind === "channelScale" ? node.inputs.slice(0, 1) : node.inputs;
    let size = 1;
    let step = 1;
    read.forEach((address, i) => {
      const field = fields.get(address);
      if (!field) return;
      size = Math.max(size, field.size);
      if (i === 0) step = field.step;
    });
    const field = after(node.kind, node.attributes, { size, step });
    fields.set(node.address, field);
    return field;
  });
}

/** size + (kernel - 1) step; the step grows by the stride. */
function after<K extends LayerKind>(kind: K, attributes: LayerAttributes[K], { size, step }: ReceptiveField) {
  const definition: LayerDefinition<K> = LAYERS[kind];
  if (definition.seesAll) return { size: Number.POSITIVE_INFINITY, step };
  const window = definition.window?.(attributes);
  return window ? { size: size + (window.kernel - 1) * step, step: step * window.stride } : { size, step };
}
