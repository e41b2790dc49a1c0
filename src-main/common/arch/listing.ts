/** An architecture as plain text: every layer under its stage and block, the totals, and what is wrong with it. */
import { oneLine } from "../preview";
import { bytes, count, percent, table } from "../text";
import { type Analysis, analyse } from "./analysis";
import { buildLayerGraph } from "./build";
import type { Problem } from "./diagnostics";
import { price } from "./diagnostics/price";
import type { LayerNode } from "./layer-graph";
import { layerSummary } from "./layer-summary";
import { layerTree, type TreeRow } from "./layer-tree";
import { memoryPlan, OPTIMIZER_SLOTS } from "./memory-plan";
import type { ArchSpec } from "./spec";
import { type Calibration, predictStepTime } from "./step-time";

export interface ListingOptions {
  /** Images that memory and time are counted for. */
  batch: number;
  /** Of the device to train on; null before it was calibrated. */
  calibration: Calibration | null;
}

/** @returns lines without a line feed at the end */
export function listing(spec: ArchSpec, options: ListingOptions): string {
  const analysis = analyse(spec);
  const nodes = buildLayerGraph(spec).nodes;
  const parts = [headLines(analysis, options.batch), layerLines(analysis, nodes, options.batch)];
  const problems = analysis.problems.map((problem) => problemLines(problem, analysis));
  return [...parts, totalLines(analysis, options), ...problems].join("\n\n");
}

function headLines({ name, input, classes }: Analysis, batch: number): string {
  return [
    `${oneLine(name, LINE)}: input ${input.join("x")}, ${count(classes)} classes`,
    `memory: a layer's output for ${images(batch)}; kept: what training keeps of it until the backward pass`,
    "field: pixels of the image, along one side, that a value depends on",
  ].join("\n");
}

const LAYER_HEAD = ["layer", "kind", "output", "parameters", "share", "MACs", "share", "memory", "kept", "field"];
const LAYER_SIDES = ["left", "left", ...Array<"right">(8).fill("right")] as const;

function layerLines(analysis: Analysis, nodes: readonly LayerNode[], batch: number): string {
  const summaries = new Map(nodes.map((node) => [node.address, layerSummary(node)]));
  const lines: string[][] = [];
  const add = (row: TreeRow) => {
    lines.push([
      `${"  ".repeat(row.level - 1)}${row.label}`,
      summaries.get(row.key) ?? "",
      row.output.join("x"),
      count(row.params),
      share(row.params, analysis.params),
      count(row.macs),
      share(row.macs, analysis.macs),
      bytes(batch * row.activationBytes),
      bytes(batch * row.keptBytes),
      row.receptiveField === null ? "all" : count(row.receptiveField),
    ]);
    row.children.forEach(add);
  };
  // The image is no layer to people.
  layerTree(analysis.layers.filter(({ kind }) => kind !== "input")).forEach(add);
  return table([LAYER_HEAD, ...lines], LAYER_SIDES);
}

/** Nothing rather than a column of zeros. */
function share(part: number, whole: number): string {
  if (part === 0 || whole === 0) return "";
  return part / whole < 0.0005 ? "< 0.1 %" : percent(part / whole);
}

function totalLines(analysis: Analysis, { batch, calibration }: ListingOptions): string {
  const { params, buffers, macs, depth } = analysis;
  const plan = memoryPlan(analysis, { batch, optimizerSlots: OPTIMIZER_SLOTS.momentum });
  const memory = [
    [`memory for ${images(batch)}`, "training", "inference"],
    ["  weights and running statistics", bytes(plan.weights), bytes(plan.weights)],
    ["  gradients", bytes(plan.gradients), ""],
    ["  optimizer (SGD with momentum)", bytes(plan.optimizer), ""],
    ["  activations at their most", bytes(plan.activations), bytes(plan.inferenceActivations)],
    ["  in all", bytes(plan.training), bytes(plan.inference)],
  ];
  return [
    `parameters  ${count(params)}, and ${count(buffers)} running statistics: ${count(params + buffers)} in all`,
    `MACs        ${count(macs)} for one image`,
    `depth       ${depth} layers with weights along the main path`,
    `step time   ${stepTimeText(analysis, batch, calibration)}`,
    "",
    table(memory, ["left", "right", "right"]),
  ].join("\n");
}

/** "0.42 s ± 15 % for 32 images on cpu with TensorFlow 2.21.0" */
function stepTimeText(analysis: Analysis, batch: number, calibration: Calibration | null): string {
  if (calibration === null) return "unknown until `residua bench --calibrate` has timed this machine";
  const { seconds, uncertainty } = predictStepTime(analysis, batch, calibration);
  const { device, tensorflow } = calibration;
  const time = seconds < 1 ? `${Number((1000 * seconds).toPrecision(2))} ms` : `${Number(seconds.toPrecision(2))} s`;
  return `${time} ± ${Math.ceil(100 * uncertainty)} % for ${images(batch)} on ${device} with TensorFlow ${tensorflow}`;
}

function images(batch: number): string {
  return batch === 1 ? "one image" : `${count(batch)} images`;
}

function problemLines({ severity, code, address, message, fix, fixes }: Problem, analysis: Analysis): string {
  const place = address === null ? "" : ` at ${address}`;
  const repairs = fixes.map((repair, i) => {
    const { params, macs, memory } = price(analysis, repair);
    const prices = [
      `${signed(params, count)} parameters`,
      `${signed(macs, count)} MACs`,
      `${signed(memory, bytes)} of memory`,
    ];
    return `  ${i + 1}. ${repair.label}: ${prices.join(", ")}`;
  });
  return [`${severity}${place} [${code}]`, ...wrapped(message), ...wrapped(fix), ...repairs].join("\n");
}

/** After less before: "+1,024" and "-512". */
function signed(difference: number, text: (value: number) => string): string {
  if (difference === 0) return `±${text(0)}`;
  return difference < 0 ? `-${text(-difference)}` : `+${text(difference)}`;
}

const LINE = 110;

/** A sentence in lines that are set off from their heading. */
function wrapped(sentence: string): string[] {
  const lines: string[] = [];
  let line = " ";
  for (const word of sentence.split(" ")) {
    if (line.length + word.length >= LINE && line !== " ") {
      lines.push(line);
      line = " ";
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
