import { describe, expect, it } from "vitest";
import { analyse } from "../../../../src-main/common/arch/analysis";
import { buildLayerGraph } from "../../../../src-main/common/arch/build";
import { PLAN_PARTS, planFormulas } from "../../../../src-main/common/arch/formula/plan";
import { memoryPlan, OPTIMIZER_SLOTS, usualBatch } from "../../../../src-main/common/arch/memory-plan";
import { findPreset, PRESETS } from "../../../../src-main/common/arch/presets";
import { stateDict } from "../../../../src-main/common/arch/state-dict";

const MIB = 1024 * 1024;

describe.each(PRESETS)("the memory plan of $name", (spec) => {
  const analysis = analyse(spec);
  const plan = memoryPlan(analysis, { batch: 8, optimizerSlots: OPTIMIZER_SLOTS.momentum });

  it("counts in the weights every float of the state that torch saves", () => {
    const floats = stateDict(buildLayerGraph(spec)).filter(({ dtype }) => dtype === "F32");
    const bytes = floats.reduce((sum, { shape }) => sum + 4 * shape.reduce((product, size) => product * size, 1), 0);
    expect(plan.weights).toBe(bytes);
  });

  it("is the sum of its parts", () => {
    expect(plan.training).toBe(plan.weights + plan.gradients + plan.optimizer + plan.activations);
    expect(plan.inference).toBe(plan.weights + plan.inferenceActivations);
    expect(plan.inference).toBeLessThan(plan.training);
  });

  it("comes out of its formulas", () => {
    const formulas = planFormulas(analysis, { batch: 8, optimizerSlots: OPTIMIZER_SLOTS.momentum });
    expect(PLAN_PARTS.map((part) => formulas[part].result)).toEqual(PLAN_PARTS.map((part) => plan[part]));
  });
});

describe("a memory plan", () => {
  const resnet50 = analyse(findPreset("resnet50"));
  const at = (batch: number, optimizerSlots: number) => memoryPlan(resnet50, { batch, optimizerSlots });

  it("has four bytes per parameter for gradients and for each of the optimizer's slots", () => {
    const parameters = 4 * 25_557_032;
    expect(at(1, OPTIMIZER_SLOTS.sgd)).toMatchObject({ gradients: parameters, optimizer: 0 });
    expect(at(1, OPTIMIZER_SLOTS.momentum).optimizer).toBe(parameters);
    expect(at(1, OPTIMIZER_SLOTS.adamw).optimizer).toBe(2 * parameters);
  });

  it("grows with the batch by the activations alone", () => {
    expect(at(64, 1).training - at(32, 1).training).toBe(at(32, 1).activations);
    expect(at(64, 1).weights).toBe(at(32, 1).weights);
    // 85 MiB of kept activations per image are known of ResNet-50's training; gradients come on top at the worst moment.
    expect(at(1, 1).activations / MIB).toBeGreaterThan(80);
    expect(at(1, 1).activations / MIB).toBeLessThan(120);
  });
});

describe("the usual batch", () => {
  it("is the papers' for small images and less for large ones", () => {
    expect([usualBatch([3, 32, 32]), usualBatch([3, 64, 64]), usualBatch([3, 224, 224])]).toEqual([128, 128, 32]);
  });
});
