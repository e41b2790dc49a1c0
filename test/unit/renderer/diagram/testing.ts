/** Diagrams for tests: English words, and letters of one width each, since there is no browser to measure them. */
import { analyse } from "../../../../src-main/common/arch/analysis";
import { buildLayerGraph } from "../../../../src-main/common/arch/build";
import type { LayerGraph } from "../../../../src-main/common/arch/layer-graph";
import { findPreset } from "../../../../src-main/common/arch/presets";
import { type ArchSpec, residualSpecSchema } from "../../../../src-main/common/arch/spec";
import { type Detail, type Folding, groupsRuns } from "../../../../src-renderer/diagram/model/folding";
import type { Words } from "../../../../src-renderer/diagram/model/labels";
import type { Layout } from "../../../../src-renderer/diagram/model/layout";
import type { Measure } from "../../../../src-renderer/diagram/model/metrics";
import { layNetwork } from "../../../../src-renderer/diagram/model/network-layout";
import { outlineOf } from "../../../../src-renderer/diagram/model/outline";
import type { Part } from "../../../../src-renderer/diagram/model/parts";

export const measure: Measure = (text, size) => text.length * size * 0.62;

export const words: Words = {
  conv: "conv",
  maxPool: "max-pool",
  averagePool: "avg-pool",
  pad: "pad",
  flatten: "flatten",
  dropout: "drop",
  stochasticDepth: "drop path",
  unused: "not added",
  lines: { identity: "identity", projection: "projection", gate: "gate" },
  title: ({ kind, key }) => `${kind} ${key}`,
  blocks: (count) => `x ${count}`,
  like: ({ blocks }) => `${blocks} more`,
  params: (count) => `${count} parameters`,
  compact: (count) => `${count}`,
};

export interface Drawn {
  graph: LayerGraph;
  parts: Part[];
  layout: Layout;
}

export function drawn(spec: ArchSpec, detail: Detail, toggled: readonly string[] = []): Drawn {
  const graph = buildLayerGraph(spec);
  const parts = outlineOf(graph, analyse(spec), groupsRuns(detail));
  const folding: Folding = { detail, toggled: new Set(toggled) };
  return { graph, parts, layout: layNetwork(parts, { folding, words, measure }) };
}

/** A preset with some of its fields changed. */
export function residual(name: string, change: object): ArchSpec {
  return residualSpecSchema.parse({ ...findPreset(name), ...change });
}
