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
    const [first = -1] = sources;
    let before = fields[first] ?? PIXEL;
    if (kind !== "channelScale") {
      for (let i = 1; i < sources.length; i++) before = union(before, fields[sources[i] ?? -1] ?? PIXEL);
    }
    fields.push(after(kind, attributes, before, graph.nodes[first]?.output));
  }
  return fields;
}

/** All that either sees, at the first one's step. */
function union(one: ReceptiveField, other: ReceptiveField): ReceptiveField {
  const start = Math.min(one.start, other.start);
  const end = Math.max(one.start + one.size, other.start + other.size);
  return { size: end - start, start, step: one.step };
}

/** size + (kernel - 1) step; the step grows by the stride. */
function after<K extends LayerKind>(
  kind: K,
  attributes: LayerAttributes[K],
  before: ReceptiveField,
  input: Shape | undefined,
): ReceptiveField {
  const definition: LayerDefinition<K> = LAYERS[kind];
  if (definition.seesAll) return { ...before, size: Number.POSITIVE_INFINITY };
  if (!definition.window) return before;
  const window = definition.window(attributes, input ? [input] : []);
  const { size, start, step } = before;
  return {
    size: size + (window.kernel - 1) * step,
    start: start - window.padding * step,
    step: step * window.stride,
  };
}
