/** What a probe says, against the same quantities worked out from weights and from a net whose activations are known. */
import { describe, expect, it } from "vitest";
import { buildLayerGraph } from "../../src-main/common/arch/build";
import { PRESETS } from "../../src-main/common/arch/presets";
import type { ArchSpec, ResidualSpec } from "../../src-main/common/arch/spec";
import type { NamedTensor } from "../../src-main/common/tensors";
import { type Probed, probeLayout } from "../../src-main/common/train/probes";
import { createTrainingModel, type TrainingModel } from "../../src-main/engine/training-model";
import { batchFor, optionsOf, SGD, smallPreset } from "./testing";

const resnet20 = smallPreset("resnet20", 8) as ResidualSpec;
const SMALL: ResidualSpec = {
  ...resnet20,
  stemWidth: 8,
  stages: resnet20.stages.map((stage) => ({ ...stage, blocks: 1, width: 8 })),
};

function probed(spec: ArchSpec, model: TrainingModel, rate = 0.1) {
  const { images, labels } = batchFor(spec, 8);
  const score = model.trainStep(images, labels, rate, true);
  const layout = probeLayout(buildLayerGraph(spec));
  expect(score.probe).toHaveLength(layout.length);
  return {
    score,
    at: (quantity: Probed, address: string) =>
      score.probe?.[layout.findIndex((point) => point.quantity === quantity && point.address === address)],
  };
}

function inModel<T>(spec: ArchSpec, act: (model: TrainingModel) => T): T {
  const model = createTrainingModel({ ...optionsOf(spec), probe: true });
  try {
    return act(model);
  } finally {
    model.close();
  }
}

const named = (tensors: readonly NamedTensor[], name: string): Float32Array => {
  const tensor = tensors.find((candidate) => candidate.name === name);
  if (tensor?.dtype !== "F32") throw new Error(`There is no ${name}.`);
  return tensor.data;
};
const norm = (values: ArrayLike<number>) =>
  Math.sqrt(Array.from(values).reduce((sum, value) => sum + value * value, 0));

describe("a probe", () => {
  it("measures gradients and updates as the weights' own change says", () => {
    inModel(SMALL, (model) => {
      const before = named(model.readWeights(), "layer1.0.conv1.weight").slice();
      const { at } = probed(SMALL, model);
      const after = named(model.readWeights(), "layer1.0.conv1.weight");
      const change = after.map((value, i) => value - (before[i] ?? 0));
      expect(at("updateRatio", "stage1/block1/conv1")).toBeCloseTo(norm(change) / norm(before), 5);
      // At the first step the buffer is gradient + decay x weight.
      const buffer = named(model.readOptimizer(), "layer1.0.conv1.weight.momentum_buffer");
      const gradient = buffer.map((value, i) => value - SGD.weightDecay * (before[i] ?? 0));
      expect((at("gradientNorm", "stage1/block1/conv1") ?? 0) / norm(gradient)).toBeCloseTo(1, 4);
    });
  });

  it("measures batch against running statistics as these move", () => {
    inModel(SMALL, (model) => {
      const { at } = probed(SMALL, model);
      // They begin at mean 0 and variance 1, so the gap is the batch mean, a tenth of which is the running mean now.
      const running = named(model.readWeights(), "bn1.running_mean");
      const gap = running.reduce((sum, value) => sum + Math.abs(value) / 0.1, 0) / running.length / Math.sqrt(1 + 1e-5);
      expect(at("statisticsGap", "stem/bn")).toBeCloseTo(gap, 4);
    });
  });

  it("sees no branch where the last norm starts at zero, and a branch otherwise", () => {
    const zero: ResidualSpec = { ...SMALL, zeroInitLastGamma: true };
    inModel(zero, (model) => expect(probed(zero, model).at("residualRatio", "stage1/block1/add")).toBe(0));
    inModel(SMALL, (model) => {
      const ratio = probed(SMALL, model).at("residualRatio", "stage1/block1/add") ?? 0;
      expect(ratio).toBeGreaterThan(0.2);
      expect(ratio).toBeLessThan(5);
    });
  });

  it("finds a normalised activation's half-normal mean and deviation behind a batch norm", () => {
    inModel(SMALL, (model) => {
      // relu of a standard normal: mean 1 / sqrt(2 pi), variance 1/2 - 1 / (2 pi); real maps are only near it.
      const { at } = probed(SMALL, model);
      expect(at("activationMean", "stage1/block1/relu1")).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 1);
      expect(at("activationDeviation", "stage1/block1/relu1")).toBeCloseTo(Math.sqrt(0.5 - 1 / (2 * Math.PI)), 1);
    });
  });

  it("changes nothing: the same steps with and without it end in the same bits", () => {
    const { images, labels } = batchFor(SMALL, 8);
    const train = (probe: boolean) =>
      inModel(SMALL, (model) => {
        for (let i = 0; i < 5; i++) model.trainStep(images, labels, 0.1, probe);
        return [...model.readWeights(), ...model.readOptimizer()];
      });
    expect(train(true)).toEqual(train(false));
  });

  it.each<[string, Partial<ResidualSpec>]>([
    ["plain", { shortcut: "none" }],
    ["pre-activation", { activationOrder: "pre", shortcut: "B" }],
    ["squeeze-excitation and SiLU", { seReduction: 4, activation: "silu" }],
    ["group norm and stochastic depth", { norm: "group", normGroups: 4, stochasticDepth: 0.2 }],
    ["GELU without norms", { norm: "none", activation: "gelu" }],
  ])("gives finite values for %s", (_, changes) => {
    const spec = { ...SMALL, ...changes };
    inModel(spec, (model) => {
      const { score } = probed(spec, model, 1e-3);
      expect([...(score.probe ?? [])].filter((value) => !Number.isFinite(value))).toEqual([]);
    });
  });

  it("has points for every preset", () => {
    for (const preset of PRESETS) expect(probeLayout(buildLayerGraph(preset)).length).toBeGreaterThan(10);
  });
});
