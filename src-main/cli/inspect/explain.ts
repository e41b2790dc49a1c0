/** `inspect --explain LAYER`: every number of a layer, or of a block or stage, with what it is worked out from. */
import { type Analysis, analyse } from "../../common/arch/analysis";
import { buildLayerGraph } from "../../common/arch/build";
import type { Formula } from "../../common/arch/formula/expression";
import { groupFormula } from "../../common/arch/formula/group";
import { layerFormulas } from "../../common/arch/formula/layer";
import { formulaText } from "../../common/arch/formula/tokens";
import type { LayerGraph, LayerNode } from "../../common/arch/layer-graph";
import { layerSummary } from "../../common/arch/layer-summary";
import { layerTree, type TreeRow } from "../../common/arch/layer-tree";
import type { ArchSpec } from "../../common/arch/spec";
import { ResiduaError } from "../../common/errors";
import { nearestName } from "../../common/nearest";
import { count, percent, table } from "../../common/text";

export interface Explanation {
  /** The layer's or group's address. */
  name: string;
  /** What it is, and what it reads. */
  facts: Readonly<Record<string, string>>;
  /** "64·3·3·64 = 36,864", by what the number is; for one image. */
  formulas: Readonly<Record<string, string>>;
}

/**
 * @param wanted an address, of a layer or of a block or stage, or torchvision's name of a layer
 * @throws ResiduaError INVALID_VALUE with the nearest name
 */
export function explain(spec: ArchSpec, wanted: string): Explanation {
  const graph = buildLayerGraph(spec);
  const analysis = analyse(spec);
  // Torchvision gives a block's activations one name: the first is meant.
  const node = graph.nodes.find(({ address, torchName }) => address === wanted || torchName === wanted);
  if (node) return explainLayer(graph, node, analysis);
  const groups = groupsOf(layerTree(analysis.layers));
  const group = groups.find(({ key }) => key === wanted);
  if (group) return explainGroup(group);
  const known = [...graph.nodes, ...groups.map(({ key: address }) => ({ address, torchName: null }))];
  throw unknownLayer(
    spec,
    wanted,
    known.flatMap(({ address, torchName }) => [address, torchName ?? address]),
  );
}

export function explanationText({ name, facts, formulas }: Explanation): string {
  const lines = [...Object.entries(facts), ...Object.entries(formulas)];
  return [name, table(lines, ["left", "left"])].join("\n\n");
}

function explainLayer(graph: LayerGraph, node: LayerNode, analysis: Analysis): Explanation {
  const formulas = layerFormulas(graph, analysis)(node.address);
  if (!formulas) throw new Error(`${node.address} has no formulas.`);
  const { params, macs, output, activation, kept, keptFor, receptiveField, paramsShare, macsShare } = formulas;
  const reads = node.sources.flatMap((source) => graph.nodes[source] ?? []);
  return {
    name: node.address,
    facts: stated({
      kind: layerSummary(node),
      torchvision: node.torchName,
      reads: reads.map(({ address, output }) => `${address}, ${output.join("x")}`).join("; ") || null,
      gives: node.output.join("x"),
    }),
    formulas: stated({
      output: output.map(text).join("; "),
      parameters: text(params),
      MACs: text(macs),
      "share of parameters": text(paramsShare),
      "share of MACs": text(macsShare),
      memory: text(activation),
      kept: kept && `${text(kept)}, for the backward pass of ${keptFor.join(", ")}`,
      "receptive field": text(receptiveField) ?? "the whole image",
    }),
  };
}

function explainGroup(row: TreeRow): Explanation {
  const sum = (value: (child: TreeRow) => number, unit: "count" | "bytes" = "count") =>
    text(
      groupFormula(
        row.children.map((child) => ({ address: child.key, value: value(child) })),
        unit,
      ),
    );
  return {
    name: row.key,
    facts: { layers: count(row.layers), gives: row.output.join("x") },
    formulas: stated({
      parameters: sum((child) => child.params),
      MACs: sum((child) => child.macs),
      memory: sum((child) => child.activationBytes, "bytes"),
      kept: sum((child) => child.keptBytes, "bytes"),
    }),
  };
}

/** A value that comes from nothing else stands for itself. */
function text(formula: Formula | null): string | null {
  if (formula?.expression.op === "factor") return count(formula.result);
  return formula && formulaText(formula, count, percent);
}

/** Without what there is nothing to say of. */
function stated(entries: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}

function groupsOf(rows: readonly TreeRow[]): TreeRow[] {
  return rows.flatMap((row) => (row.layer === null ? [row, ...groupsOf(row.children)] : []));
}

function unknownLayer(spec: ArchSpec, wanted: string, known: readonly string[]): ResiduaError {
  const nearest = nearestName(wanted, known);
  const hint = nearest === null ? `such as ${known[1]}; \`residua inspect\` lists them` : `did you mean ${nearest}?`;
  const message = `--explain was given "${wanted}"; accepted is the name of a layer, block or stage of ${spec.name} (${hint})`;
  return new ResiduaError("INVALID_VALUE", `${message}.`, { field: "explain" });
}
