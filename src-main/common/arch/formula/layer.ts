/** Where each of a layer's numbers comes from, with the layer's own values put in; `analyse` gives the same numbers. */
import { inputShapes } from "../analysis";
import type { LayerAttributes, LayerGraph, LayerKind, LayerNode } from "../layer-graph";
import { LAYERS } from "../layers";
import type { LayerDefinition } from "../layers/definition";
import { elements } from "../layers/shapes";
import { FLOAT_BYTES } from "../memory";
import { type ReceptiveField, receptiveFields } from "../receptive-field";
import type { Shape } from "../spec";
import {
  difference,
  type Expression,
  type Factor,
  type Formula,
  factor,
  formula,
  largest,
  product,
  quotient,
  sum,
} from "./expression";
import { axesOf, outputAxes } from "./output";

export interface LayerFormulas {
  /** Null without parameters. */
  params: Formula | null;
  /** Null where the work isn't counted. */
  macs: Formula | null;
  /** One per axis of the output. */
  output: readonly Formula[];
  /** Null where the map has collapsed. */
  activation: Formula | null;
  /** What training keeps of it; null when it keeps nothing. */
  kept: Formula | null;
  /** Addresses of the layers whose backward pass reads it again. */
  keptFor: readonly string[];
  /** Null where it is the whole image. */
  receptiveField: Formula | null;
  /** Of the network's parameters and MACs; null when it has none of them. */
  paramsShare: Formula | null;
  macsShare: Formula | null;
}

/**
 * @param totals of the whole network, which shares are counted from
 * @returns the formulas of the layer at an address; null when there is none
 */
export function layerFormulas(
  graph: LayerGraph,
  totals: { params: number; macs: number },
): (address: string) => LayerFormulas | null {
  const shapes = inputShapes(graph);
  const fields = receptiveFields(graph);
  return (address) => {
    const place = graph.nodes.findIndex((node) => node.address === address);
    const node = graph.nodes[place];
    if (!node) return null;
    const inputs = shapes(node);
    const params = paramsOf(node, inputs);
    const macs = macsOf(node, inputs);
    const { kept, keptFor } = keptOf(graph, node, place);
    return {
      params: params && formula(params),
      macs: macs && formula(macs),
      output: outputAxes(node, inputs).map((axis) => formula(axis)),
      activation: hasCollapsed(node) ? null : formula(product(...axesOf(node.output), bytesPerFloat), "bytes"),
      kept: kept && formula(kept, "bytes"),
      keptFor,
      receptiveField: receptiveFieldOf(
        node,
        node.sources.map((source) => fields[source]),
        fields[place],
        inputs,
      ),
      paramsShare: shareOf(params && formula(params).result, totals.params),
      macsShare: shareOf(macs && formula(macs).result, totals.macs),
    };
  };
}

const bytesPerFloat = factor("bytesPerFloat", FLOAT_BYTES);

function hasCollapsed({ output }: LayerNode): boolean {
  return output.some((size) => size < 1);
}

/** In the order channels, kernel, filters, as the papers write a layer: 3·7·7·64. */
function weightsOf(node: LayerNode, [input = []]: readonly Shape[]): Factor[] | null {
  if (node.kind === "conv2d") {
    const { filters, kernel, groups } = node.attributes;
    return [
      factor(groups === 1 ? "channels" : "channelsPerGroup", (input[0] ?? 0) / groups),
      factor("kernel", kernel),
      factor("kernel", kernel),
      factor("filters", filters),
    ];
  }
  if (node.kind !== "linear") return null;
  return [factor("inputs", elements(input)), factor("features", node.attributes.features)];
}

function paramsOf(node: LayerNode, inputs: readonly Shape[]): Expression | null {
  if (node.kind === "batchNorm" || node.kind === "groupNorm") {
    return product(factor("scaleAndShift", 2), factor("channels", inputs[0]?.[0] ?? 0));
  }
  const weights = weightsOf(node, inputs);
  if (!weights) return null;
  if (node.kind === "conv2d" && !node.attributes.bias) return product(...weights);
  return sum(product(...weights), factor("biases", node.output[0] ?? 0));
}

/** Every weight is used once at each place of the output. */
function macsOf(node: LayerNode, inputs: readonly Shape[]): Expression | null {
  const weights = weightsOf(node, inputs);
  return weights && product(...weights, ...axesOf(node.output).slice(1));
}

function keptOf(graph: LayerGraph, node: LayerNode, place: number) {
  const readers = graph.nodes.filter((reader) => LAYERS[reader.kind].keeps?.inputs && reader.sources.includes(place));
  const keeps = LAYERS[node.kind].keeps;
  const own = keeps?.output || keeps?.mask ? [node] : [];
  const keptFor = [...own, ...readers].map(({ address }) => address);
  const output = keeps?.output === true || readers.length > 0;
  if (hasCollapsed(node) || keptFor.length === 0) return { kept: null, keptFor: [] };
  const values = [...axesOf(node.output), bytesPerFloat];
  const both = output && keeps?.mask === true;
  return { kept: product(...(both ? [factor("arrays", 2)] : []), ...values), keptFor };
}

/** field + (kernel - 1) step; where paths meet, the widest, and what another sees beside it. */
function receptiveFieldOf(
  node: LayerNode,
  read: readonly (ReceptiveField | undefined)[],
  field: ReceptiveField | undefined,
  inputs: readonly Shape[],
): Formula | null {
  if (!field || !Number.isFinite(field.size)) return null;
  const followed = node.kind === "channelScale" ? read.slice(0, 1) : read;
  const before = followed.map((source, i) => factor("fieldBefore", source?.size ?? 1, node.inputs.slice(i, i + 1)));
  if (before.length === 0) return formula(factor("constant", 1), "pixels");
  const window = windowOf(node.kind, node.attributes, inputs);
  if (!window || window.kernel === 1) {
    const beside = field.size - Math.max(...before.map(({ value }) => value));
    return formula(sum(largest(...before), ...(beside > 0 ? [factor("constant", beside)] : [])), "pixels");
  }
  const growth = product(
    difference(factor("kernel", window.kernel), factor("constant", 1)),
    factor("stepBefore", read[0]?.step ?? 1),
  );
  return formula(sum(largest(...before), growth), "pixels");
}

function windowOf<K extends LayerKind>(kind: K, attributes: LayerAttributes[K], inputs: readonly Shape[]) {
  const definition: LayerDefinition<K> = LAYERS[kind];
  return definition.window?.(attributes, inputs);
}

function shareOf(part: number | null, whole: number): Formula | null {
  if (part === null || part === 0 || whole === 0) return null;
  return formula(quotient(factor("part", part), factor("whole", whole)), "share");
}
