/** The contract's object of `inspect --json`, and what has been added to it since. */
import type { Analysis, LayerRow } from "../../common/arch/analysis";
import type { Problem } from "../../common/arch/diagnostics";
import { price } from "../../common/arch/diagnostics/price";
import { memoryPlan, OPTIMIZER_SLOTS } from "../../common/arch/memory-plan";
import { type Calibration, predictStepTime } from "../../common/arch/step-time";

/**
 * Without a batch exactly the contract's object; naming one asks for memory, time and what else there is to know.
 * @param calibration of the device to train on; null before it was calibrated
 */
export function inspectJson(analysis: Analysis, batch: number | undefined, calibration: Calibration | null) {
  const { name, input, classes, params, macs, buffers, depth } = analysis;
  // The image is no layer in torchvision, and none to people.
  const rows = analysis.layers.filter(({ kind }) => kind !== "input");
  const problems = analysis.problems.map((problem) => problemJson(problem, analysis));
  const head = { name, input, classes, params, macs };
  if (batch === undefined) return { ...head, layers: rows.map(layerJson), problems };
  const memory = memoryPlan(analysis, { batch, optimizerSlots: OPTIMIZER_SLOTS.momentum });
  const stepTime = stepTimeJson(analysis, batch, calibration);
  const layers = rows.map((row) => ({
    ...layerJson(row),
    activationBytes: batch * row.activationBytes,
    keptBytes: batch * row.keptBytes,
    receptiveField: row.receptiveField,
  }));
  return { ...head, batch, depth, buffers, memory, stepTime, layers, problems };
}

function layerJson({ name, torchName, kind, output, params, macs }: LayerRow) {
  return { name, torchName, kind, output, params, macs };
}

function stepTimeJson(analysis: Analysis, batch: number, calibration: Calibration | null) {
  if (calibration === null) return null;
  const { device, tensorflow } = calibration;
  return { ...predictStepTime(analysis, batch, calibration), device, tensorflow };
}

/** A repair is told by what it costs: after less before, per image. */
function problemJson({ fixes, ...problem }: Problem, analysis: Analysis) {
  return { ...problem, fixes: fixes.map((fix) => ({ id: fix.id, label: fix.label, ...price(analysis, fix) })) };
}
