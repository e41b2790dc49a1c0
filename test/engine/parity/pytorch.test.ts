/** Eight steps from the same weights on the same images: the engine against PyTorch, loss by loss, weight by weight. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildLayerGraph } from "../../../src-main/common/arch/build";
import { loadEngine } from "../../../src-main/engine/native";
import { createTrainingModel, type TrainingModel } from "../../../src-main/engine/training-model";
import { GOLDENS, goldenBatch, goldenWeights, tolerances, weightDistance } from "../../golden/golden";

beforeAll(() => console.log(`Engine: TensorFlow ${loadEngine().TF_Version}`));

describe.each(GOLDENS)("$name", (golden) => {
  const { architecture, mean, std, optimizer, steps, step: stepOptions } = golden;
  const tolerance = tolerances(golden);
  let model: TrainingModel;
  beforeAll(() => {
    const graph = buildLayerGraph(architecture);
    model = createTrainingModel({ graph, input: architecture.input, mean, std, optimizer, stepOptions, seed: 1 });
    model.writeWeights(goldenWeights(golden, "initial"));
  });
  afterAll(() => model?.close());

  it("gives back the weights it was given", () => {
    expect(weightDistance(model.readWeights(), goldenWeights(golden, "initial"))).toBe(0);
  });

  it("has the same loss and accuracy in every step", () => {
    const distances: number[] = [];
    for (let step = 0; step < steps; step++) {
      const { images, labels } = goldenBatch(golden, step);
      const score = model.trainStep(images, labels, optimizer.learningRate);
      const expected = golden.losses[step] ?? Number.NaN;
      distances.push(Math.abs(score.loss - expected) / expected);
      expect(score.accuracy, `accuracy of step ${step + 1}`).toBeCloseTo(golden.accuracies[step] ?? Number.NaN, 6);
    }
    console.log(`${golden.name}: losses differ by at most ${Math.max(...distances).toExponential(1)} relatively`);
    expect(Math.max(...distances)).toBeLessThan(tolerance.losses);
  });

  it("ends with the same weights and running statistics", () => {
    const distance = weightDistance(model.readWeights(), goldenWeights(golden, "final"));
    console.log(`${golden.name}: weights differ by at most ${distance.toExponential(1)}`);
    expect(distance).toBeLessThan(tolerance.weights);
  });

  it("evaluates the final weights to the same loss and accuracy", () => {
    const parts = Array.from({ length: steps }, (_, step) => {
      const { images, labels } = goldenBatch(golden, step);
      return model.evaluateBatch(images, labels);
    });
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const loss = golden.evaluation.loss ?? Number.NaN;
    // Weights already differ in their last places, and the loss with them.
    const allowed = tolerance.losses + 10 * tolerance.weights;
    expect(Math.abs(mean(parts.map((part) => part.loss)) - loss) / loss).toBeLessThan(allowed);
    expect(mean(parts.map((part) => part.accuracy))).toBeCloseTo(golden.evaluation.accuracy, 6);
  });
});
