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
  const fields: ReceptiveField[] = [];
  for (const { kind, attributes, sources } of graph.nodes) {
    let size = 1;
    for (const source of kind === "channelScale" ? sources.slice(0, 1) : sources) {
      size = Math.max(size, fields[source]?.size ?? 1);
    }
    const step = fields[sources[0] ?? -1]?.step ?? 1;
    fields.push(after(kind, attributes, { size, step }));
  }
  return fields;
}

/** size + (kernel - 1) step; the step grows by the stride. */
function after<K extends LayerKind>(kind: K, attributes: LayerAttributes[K], { size, step }: ReceptiveField) {
  const definition: LayerDefinition<K> = LAYERS[kind];
  if (definition.seesAll) return { size: Number.POSITIVE_INFINITY, step };
  const window = definition.window?.(attributes);
  return window ? { size: size + (window.kernel - 1) * step, step: step * window.stride } : { size, step };
}
