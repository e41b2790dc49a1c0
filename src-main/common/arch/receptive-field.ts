/** How many input pixels along each side one output value depends on (Araujo et al. 2019, sections 2 and 3). */
import type { LayerAttributes, LayerGraph, LayerKind } from "./layer-graph";
import { LAYERS } from "./layers";
import type { LayerDefinition } from "./layers/definition";
import type { Shape } from "./spec";

export interface ReceptiveField {
  /** Pixels along one side; infinite once a layer has looked at the whole map. */
  size: number;
  /** The first of them for the output at 0; negative in the padding. */
  start: number;
  /** Input pixels between neighbouring outputs. */
  step: number;
}

/** Of a value that sees its own pixel alone. */
const PIXEL: ReceptiveField = { size: 1, start: 0, step: 1 };

/**
 * Of every node, in order. Where paths meet, all that either sees counts: an average pool of 3 and a convolution of 3
 * around the same pixel see 4, since the pool begins at it. A gate's view of the whole map is not followed.
 */
export function receptiveFields(graph: LayerGraph): ReceptiveField[] {
  const fields: ReceptiveField[] = [];
  for (const { kind, attributes, sources } of graph.nodes) {
    let { size, start, step } = fields[sources[0] ?? -1] ?? PIXEL;
    const others = kind === "channelScale" ? [] : sources.slice(1);
    for (const source of others) {
      const other = fields[source] ?? PIXEL;
      const end = Math.max(start + size, other.start + other.size);
      start = Math.min(start, other.start);
      size = end - start;
    }
    const input = graph.nodes[sources[0] ?? -1]?.output;
    fields.push(after(kind, attributes, { size, start, step }, input ? [input] : []));
  }
  return fields;
}

/** size + (kernel - 1) step; the step grows by the stride. */
function after<K extends LayerKind>(
  kind: K,
  attributes: LayerAttributes[K],
  before: ReceptiveField,
  inputs: readonly Shape[],
): ReceptiveField {
  const definition: LayerDefinition<K> = LAYERS[kind];
  if (definition.seesAll) return { ...before, size: Number.POSITIVE_INFINITY };
  const window = definition.window?.(attributes, inputs);
  if (!window) return before;
  const { size, start, step } = before;
  return {
    size: size + (window.kernel - 1) * step,
    start: start - window.padding * step,
    step: step * window.stride,
  };
}
