/** Which recipe the form holds: read back from its values, so that a changed one is nobody's recipe any more. */
import { RECIPE_NAMES, RECIPES, type RecipeName } from "../../../src-main/common/train/recipes";
import { FieldReader } from "./field-rules";
import { withRecipe } from "./from-config";
import type { RunForm } from "./run-form";
import { toRecipe } from "./to-recipe";

/** The first whose values are all in the form; null when it holds other values. */
export function recipeIn(form: RunForm): RecipeName | null {
  const held = valuesOf(form);
  return RECIPE_NAMES.find((name) => valuesOf(withRecipe(RECIPES[name].config, form)) === held) ?? null;
}

/** As numbers, so that 1e-4 is 0.0001. */
function valuesOf(form: RunForm): string {
  const read = new FieldReader(form);
  return JSON.stringify([toRecipe(form, read), read.errors.length]);
}
