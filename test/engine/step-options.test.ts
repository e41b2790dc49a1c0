/** What a step does besides the optimizer's rule: each option against what it says, from the outside of the graph. */
import { describe, expect, it } from "vitest";
import { buildLayerGraph } from "../../src-main/common/arch/build";
import { findPreset } from "../../src-main/common/arch/presets";
import type { ResidualSpec } from "../../src-main/common/arch/spec";
import type { NamedTensor } from "../../src-main/common/tensors";
import type { Optimizer, StepOptions } from "../../src-main/common/train/run-config";
import { createTrainingModel, type TrainingModel } from "../../src-main/engine/training-model";
import { batchFor } from "./testing";

const resnet20 = findPreset("resnet20") as ResidualSpec;
/** Without batch statistics a batch in parts is the same as the batch in one. */
const SPEC: ResidualSpec = {
  ...resnet20,
  input: [3, 8, 8],
  norm: "group",
  normGroups: 2,
  stemWidth: 4,
  stages: resnet20.stages.map(({ stride }) => ({ blocks: 1, width: 4, stride })),
};
/** One step moves each weight by rate x gradient. */
const PLAIN: Optimizer = { kind: "sgd", learningRate: 1, momentum: 0, nesterov: false, weightDecay: 0 };
const { images, labels } = batchFor(SPEC, 8);

function within<T>(stepOptions: StepOptions, act: (model: TrainingModel) => T, optimizer = PLAIN): T {
  const model = createTrainingModel({
    graph: buildLayerGraph(SPEC),
    input: SPEC.input,
    mean: [0.5, 0.5, 0.5],
    std: [0.25, 0.25, 0.25],
    optimizer,
    stepOptions,
    seed: 1,
  });
  try {
    return act(model);
  } finally {
    model.close();
  }
}

function flat(tensors: readonly NamedTensor[]): number[] {
  return tensors.flatMap((tensor) => (tensor.dtype === "F32" ? [...tensor.data] : []));
}
const difference = (a: readonly number[], b: readonly number[]) => a.map((value, i) => value - (b[i] ?? Number.NaN));
const norm = (values: readonly number[]) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
const largest = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** The gradient, as what a step at rate 1 takes away. */
const gradientWith = (options: StepOptions, step: (model: TrainingModel) => void) =>
  within(options, (model) => {
    const before = flat(model.readWeights());
    step(model);
    return difference(before, flat(model.readWeights()));
  });
const whole = (model: TrainingModel) => model.trainStep(images, labels, 1);

describe("a step's options", () => {
  it("accumulation over parts gives the whole batch's gradient, step after step", () => {
    const size = images.length / 4;
    const inParts = (model: TrainingModel) => {
      for (let i = 0; i < 4; i++) {
        const part = [images.subarray(i * size, (i + 1) * size), labels.subarray(2 * i, 2 * i + 2)] as const;
        if (i < 3) model.accumulate(...part);
        else model.trainStep(...part, 1);
      }
    };
    const once = gradientWith({}, whole);
    expect(largest(difference(gradientWith({ accumulate: 4 }, inParts), once)) / largest(once)).toBeLessThan(1e-5);
    // The sums are empty again after the step: a second one at rate 0 and a third make what two whole steps make.
    const twice = gradientWith({}, (model) => [whole(model), whole(model)]);
    const parts = gradientWith({ accumulate: 4 }, (model) => [inParts(model), inParts(model)]);
    expect(largest(difference(parts, twice)) / largest(twice)).toBeLessThan(1e-4);
  });

  it("clipping scales all gradients together to the limit, and leaves shorter ones alone", () => {
    const free = gradientWith({}, whole);
    const limit = norm(free) / 3;
    const clipped = gradientWith({ clipNorm: limit }, whole);
    expect(norm(clipped) / limit).toBeCloseTo(1, 4);
    const scaled = free.map((value) => value / 3);
    expect(largest(difference(clipped, scaled)) / largest(scaled)).toBeLessThan(1e-3);
    expect(largest(difference(gradientWith({ clipNorm: 10 * norm(free) }, whole), free))).toBeLessThan(1e-6);
  });

  it("label smoothing gives the loss of smoothed targets", () => {
    const smoothing = 0.2;
    const [plain, smooth] = [{}, { labelSmoothing: smoothing }].map((options) =>
      within(options, (model) => model.trainStep(images, labels, 0).loss),
    );
    // Without norms that depend on the mode, evaluation's logits are the training pass's.
    const logits = within({}, (model) => model.logits(images, labels.length));
    const classes = SPEC.classes;
    let hard = 0;
    let expected = 0;
    labels.forEach((label, i) => {
      const row = [...logits.subarray(i * classes, (i + 1) * classes)];
      const top = Math.max(...row);
      const logSum = top + Math.log(row.reduce((sum, value) => sum + Math.exp(value - top), 0));
      const losses = row.map((value) => logSum - value);
      const mean = losses.reduce((sum, value) => sum + value, 0) / classes;
      hard += (losses[label] ?? 0) / labels.length;
      expected += ((1 - smoothing) * (losses[label] ?? 0) + smoothing * mean) / labels.length;
    });
    expect(plain).toBeCloseTo(hard, 5);
    expect(smooth).toBeCloseTo(expected, 5);
  });

  it("averages follow the weights in training, are what is scored and saved, and go on after a restore", () => {
    const decay = 0.9;
    within({ averageDecay: decay }, (model) => {
      const names = model.readWeights().map(({ name }) => name);
      let expected = flat(model.readWeights());
      for (let step = 0; step < 3; step++) {
        whole(model);
        const trained = flat(model.readOptimizer().filter(({ name }) => name.endsWith(".in_training")));
        expected = expected.map((average, i) => average + (1 - decay) * ((trained[i] ?? Number.NaN) - average));
        expect(largest(difference(flat(model.readWeights()), expected))).toBeLessThan(1e-5);
      }
      expect(names).not.toContain("fc.weight.in_training");
      const saved = { weights: model.readWeights(), state: model.readOptimizer() };
      whole(model);
      const ahead = [flat(model.readWeights()), flat(model.readOptimizer())];
      model.writeWeights(saved.weights);
      model.writeOptimizer(saved.state);
      whole(model);
      expect([flat(model.readWeights()), flat(model.readOptimizer())]).toEqual(ahead);
    });
  });

  it("weights from a file are where training and averages both begin", () => {
    within({ averageDecay: 0.5 }, (model) => {
      const weights = model
        .readWeights()
        .map(
          (tensor): NamedTensor =>
            tensor.dtype === "F32" ? { ...tensor, data: tensor.data.map((value) => value + 1) } : tensor,
        );
      model.writeWeights(weights);
      const inTraining = model.readOptimizer().filter(({ name }) => name.endsWith(".in_training"));
      expect(flat(inTraining)).toEqual(flat(weights));
    });
  });

  it("decay on weights alone spares biases and norms", () => {
    const decaying: Optimizer = { ...PLAIN, weightDecay: 0.5 };
    const taken = (optimizer: Optimizer) =>
      within(
        {},
        (model) => {
          const before = model.readWeights();
          whole(model);
          const after = new Map(model.readWeights().map((tensor) => [tensor.name, tensor]));
          return new Map(
            before.map((tensor) => [tensor.name, difference(flat([tensor]), flat([after.get(tensor.name) ?? tensor]))]),
          );
        },
        optimizer,
      );
    const [none, all, weights] = [PLAIN, decaying, { ...decaying, decayOn: "weights" as const }].map(taken);
    for (const [name, free] of none ?? []) {
      const isWeight = name.includes("conv") || name === "fc.weight";
      const moved = (other: ReadonlyMap<string, number[]> | undefined) =>
        largest(difference(other?.get(name) ?? [], free)) > 1e-4;
      expect([name, moved(weights)]).toEqual([name, isWeight]);
      if (isWeight) expect([name, moved(all)]).toEqual([name, true]);
    }
    // A norm's scale starts at 1, so its decay shows.
    expect(all?.get("bn1.weight")?.[0]).toBeCloseTo((none?.get("bn1.weight")?.[0] ?? 0) + 0.5, 4);
  });
});

describe("a step whose loss is not finite", () => {
  /** Two convolutions' weights made so large that the second one's output overflows. */
  function broken(model: TrainingModel, ...names: string[]): NamedTensor[] {
    return model
      .readWeights()
      .map(
        (tensor): NamedTensor =>
          tensor.dtype === "F32" && names.includes(tensor.name)
            ? { ...tensor, data: tensor.data.map((value) => Math.sign(value) * 1e38) }
            : tensor,
      );
  }

  it("changes nothing and names the first layer that overflowed", () => {
    within({}, (model) => {
      model.writeWeights(broken(model, "layer2.0.conv1.weight", "layer3.0.conv1.weight"));
      const before = flat(model.readWeights());
      const score = whole(model);
      expect(score).toMatchObject({ loss: Number.NaN, nonFinite: "stage2/block1/conv1" });
      expect(flat(model.readWeights())).toEqual(before);
    });
  });

  it("names the layer of an array that is not finite, and can go on", () => {
    within({}, (model) => {
      const weights = model.readWeights();
      const bias = weights.find(({ name }) => name === "layer3.0.bn2.bias");
      if (bias?.dtype === "F32") bias.data[1] = Number.NaN;
      model.writeWeights(weights);
      expect(whole(model).nonFinite).toBe("stage3/block1/gn2");
      // The next call is not spoilt.
      expect(whole(model).nonFinite).toBe("stage3/block1/gn2");
    });
  });
});
