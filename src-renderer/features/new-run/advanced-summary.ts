/** What of the folded fields differs from how a run is when they are left alone, in a few words each. */
import { ADAMW_DEFAULTS } from "../../../src-main/common/train/defaults";
import type { Translate } from "../../locales/use-text";
import type { RunForm } from "./run-form";

const FILLED = ["labelSmoothing", "clipNorm", "averageDecay", "accumulate"] as const;
const KEPT = ["checkpointEvery", "probeEvery"] as const;

export function advancedSummary(form: RunForm, t: Translate): string[] {
  const given = (text: string) => text.trim() !== "";
  const values = (fields: typeof FILLED | typeof KEPT) =>
    fields.filter((field) => given(form[field])).map((field) => t(`newRun.summary.${field}`, { value: form[field] }));
  return [
    ...warmupPart(form, t),
    ...(form.decayOn === "weights" ? [t("newRun.summary.decayOn")] : []),
    ...optimizerPart(form, t),
    ...values(FILLED),
    ...(form.shuffle ? [] : [t("newRun.summary.fileOrder")]),
    ...(given(form.dir) && form.dataset !== "shapes" ? [t("newRun.summary.dir")] : []),
    ...(given(form.mean) || given(form.std) ? [t("newRun.summary.normalisation")] : []),
    ...(given(form.init) ? [t("newRun.summary.init")] : []),
    ...values(KEPT),
  ];
}

function warmupPart({ warmup, warmupCount, warmupUnit, warmupError }: RunForm, t: Translate): string[] {
  switch (warmup) {
    case "none":
      return [];
    case "linear":
      return [t("newRun.summary.linear", { count: warmupCount, unit: t(`newRun.unit.${warmupUnit}`) })];
    case "untilError":
      return [t("newRun.summary.untilError", { error: warmupError })];
  }
}

function optimizerPart({ optimizer, nesterov, beta1, beta2, epsilon }: RunForm, t: Translate): string[] {
  if (optimizer === "sgd") return nesterov ? [t("newRun.summary.nesterov")] : [];
  const usual = Number(beta1) === ADAMW_DEFAULTS.beta1 && Number(beta2) === ADAMW_DEFAULTS.beta2;
  return [
    ...(usual ? [] : [t("newRun.summary.betas", { beta1, beta2 })]),
    ...(Number(epsilon) === ADAMW_DEFAULTS.epsilon ? [] : [t("newRun.summary.epsilon", { epsilon })]),
  ];
}
