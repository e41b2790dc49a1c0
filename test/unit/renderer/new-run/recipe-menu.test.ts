import { describe, expect, it } from "vitest";
import { RECIPE_NAMES, RECIPES } from "../../../../src-main/common/train/recipes";
import { advancedSummary } from "../../../../src-renderer/features/new-run/advanced-summary";
import { withRecipe } from "../../../../src-renderer/features/new-run/from-config";
import { recipeIn } from "../../../../src-renderer/features/new-run/recipe-menu";
import { FIRST_FORM, type RunForm } from "../../../../src-renderer/features/new-run/run-form";

describe("recipeIn", () => {
  it.each(RECIPE_NAMES)("recognises %s once it is chosen, whatever was there before", (name) => {
    const before: RunForm = { ...FIRST_FORM, optimizer: "adamw", warmup: "linear", clipNorm: "1", decayOn: "weights" };
    expect(recipeIn(withRecipe(RECIPES[name].config, FIRST_FORM))).toBe(name);
    expect(recipeIn(withRecipe(RECIPES[name].config, before))).toBe(name);
  });

  const form = withRecipe(RECIPES["resnet-cifar"].config, FIRST_FORM);

  it("reads numbers, not texts, and minds nothing that no recipe decides", () => {
    expect(recipeIn({ ...form, weightDecay: "1e-4", milestones: "32000 48000" })).toBe("resnet-cifar");
    expect(recipeIn({ ...form, seed: "5", dataset: "mnist", beta1: "never" })).toBe("resnet-cifar");
  });

  it("is nobody's once a value differs or is wrong", () => {
    expect(recipeIn({ ...form, batch: "64" })).toBeNull();
    expect(recipeIn({ ...form, clipNorm: "1" })).toBeNull();
    expect(recipeIn({ ...form, clipNorm: "one" })).toBeNull();
    expect(recipeIn(FIRST_FORM)).toBeNull();
  });
});

describe("advancedSummary", () => {
  const summary = (changes: Partial<RunForm>) => advancedSummary({ ...FIRST_FORM, ...changes }, (key) => key);

  it("says nothing while all of it is left alone", () => {
    expect(summary({})).toEqual([]);
    expect(summary({ optimizer: "adamw", nesterov: true, dir: "/d", warmupCount: "9" })).toEqual([]);
  });

  it("names what is set", () => {
    const set = summary({
      nesterov: true,
      warmup: "untilError",
      labelSmoothing: "0.1",
      shuffle: false,
      probeEvery: "0",
    });
    expect(set).toEqual(
      ["untilError", "nesterov", "labelSmoothing", "fileOrder", "probeEvery"].map((part) => `newRun.summary.${part}`),
    );
  });
});
