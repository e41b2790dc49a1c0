import { computed } from "vue";
import { buildLayerGraph } from "../../../../src-main/common/arch/build";
import type { Expression, Formula, Unit } from "../../../../src-main/common/arch/formula/expression";
import { groupFormula } from "../../../../src-main/common/arch/formula/group";
import { type LayerFormulas, layerFormulas } from "../../../../src-main/common/arch/formula/layer";
import type { TreeRow } from "../../../../src-main/common/arch/layer-tree";
import { differenceOf } from "../../../locales/difference";
import type { MessageKey } from "../../../locales/messages";
import { useText } from "../../../locales/use-text";
import { useBaseline } from "../totals/use-baseline";
import { useEditor } from "../use-editor";

export interface ExplanationLine {
  id: "params" | "macs" | "output" | "activation" | "kept" | "field" | "share" | "baseline";
  formulas: readonly Formula[];
  /** What there is to say beside the arithmetic, or in its place. */
  note: string | null;
}

/** A line for each number of the chosen row. */
export function useExplanation(row: () => TreeRow | null) {
  const { t, format } = useText();
  const editor = useEditor();
  const baseline = useBaseline();
  /** The analysis has no attributes, so the graph is built again, and only while a layer is chosen. */
  const explain = computed(() => layerFormulas(buildLayerGraph(editor.spec.value), editor.analysis.value));

  const line = (id: ExplanationLine["id"], formulas: readonly (Formula | null)[], note: string | null) => ({
    id,
    formulas: formulas.filter((formula) => formula !== null),
    note,
  });
  const whenNone = (formula: Formula | null, key: MessageKey) => (formula === null ? t(key) : null);

  function ofLayer(layer: TreeRow, found: LayerFormulas): ExplanationLine[] {
    const { params, macs, activation, kept, keptFor, receptiveField } = found;
    const shown = distinct(found.output.filter(({ expression }) => !isPassedOn(expression)));
    const shape = layer.output.join("×");
    return [
      line("params", [params], whenNone(params, "layers.formula.noParams")),
      line("macs", [macs], whenNone(macs, "layers.formula.noMacs")),
      line("output", shown, shown.length === 0 ? t("layers.formula.sameShape", { shape }) : null),
      line("activation", [activation], null),
      line(
        "kept",
        [kept],
        kept ? t("layers.formula.keptFor", { layers: keptFor.join(", ") }) : t("layers.formula.notKept"),
      ),
      line("field", [receptiveField], whenNone(receptiveField, "layers.formula.wholeImage")),
      line("share", [found.paramsShare, found.macsShare], null),
    ].filter(({ formulas, note }) => formulas.length > 0 || note !== null);
  }

  function ofGroup(group: TreeRow): ExplanationLine[] {
    const sum = (value: (child: TreeRow) => number, unit: Unit) =>
      groupFormula(
        group.children.map((child) => ({ address: child.key, value: value(child) })),
        unit,
      );
    const params = sum((child) => child.params, "count");
    const macs = sum((child) => child.macs, "count");
    const last = t("layers.formula.ofLast", { shape: group.output.join("×") });
    const field = group.receptiveField;
    return [
      line("params", [params], whenNone(params, "layers.formula.noParams")),
      line("macs", [macs], whenNone(macs, "layers.formula.noMacs")),
      line("output", [], last),
      line("activation", [sum((child) => child.activationBytes, "bytes")], null),
      line("kept", [sum((child) => child.keptBytes, "bytes")], null),
      line("field", [], field === null ? t("layers.formula.wholeImage") : `${format.value.integer(field)} px`),
    ];
  }

  /** How far it is from what stands at the same address in the baseline. */
  function againstBaseline(chosen: TreeRow): ExplanationLine[] {
    const name = baseline.pinned.value?.name;
    if (name === undefined) return [];
    const before = baseline.rows.value?.get(chosen.key);
    if (!before) return [line("baseline", [], t("layers.formula.notIn", { name }))];
    const change = (key: "params" | "macs") =>
      differenceOf(chosen[key], before[key], "count", format.value, t("layers.totals.same")).text;
    return [
      line("baseline", [], t("layers.formula.against", { name, params: change("params"), macs: change("macs") })),
    ];
  }

  return computed((): ExplanationLine[] => {
    const chosen = row();
    if (!chosen) return [];
    const found = chosen.layer && explain.value(chosen.key);
    return [...(found ? ofLayer(chosen, found) : ofGroup(chosen)), ...againstBaseline(chosen)];
  });
}

/** An axis that is as the layer before gave it. */
function isPassedOn(expression: Expression): boolean {
  return expression.op === "factor" && ["channels", "height", "width"].includes(expression.name);
}

/** Height and width of a square map are said once. */
function distinct(formulas: readonly Formula[]): Formula[] {
  const numbers = (formula: Formula) => JSON.stringify(formula, (key, value) => (key === "name" ? undefined : value));
  return formulas.filter((formula, i) => formulas.findIndex((other) => numbers(other) === numbers(formula)) === i);
}
