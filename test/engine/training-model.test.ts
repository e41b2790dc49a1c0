import { describe, expect, it } from "vitest";
import { loadEngine } from "../../src-main/engine/native";
import { batchFor, modelOf, smallPreset } from "./testing";

const spec = smallPreset("resnet20", 16);
const { images, labels } = batchFor(spec, 16);

/** Losses of a few steps from the seed's first weights. */
function losses(seed: number, steps: number): number[] {
  const model = modelOf(spec, seed);
  const seen = Array.from({ length: steps }, () => model.trainStep(images, labels, 0.05).loss);
  model.close();
  return seen;
}

describe("a training model", () => {
  it("learns a batch by heart, with running statistics following", () => {
    const model = modelOf(spec);
    for (let step = 0; step < 60; step++) model.trainStep(images, labels, 0.05);
    const score = model.evaluateBatch(images, labels);
    model.close();
    expect(score.accuracy).toBe(1);
    expect(score.loss).toBeLessThan(0.5);
  });

  it("gives the same bits for the same seed, and others for another", () => {
    const first = losses(1, 4);
    expect(losses(1, 4)).toEqual(first);
    expect(losses(2, 4)).not.toEqual(first);
  });

  it("goes on to the same bits from its own weights and optimizer state", () => {
    const model = modelOf(spec);
    for (let step = 0; step < 3; step++) model.trainStep(images, labels, 0.05);
    const weights = model.readWeights();
    const optimizer = model.readOptimizer();
    const expected = model.trainStep(images, labels, 0.05);
    const expectedWeights = model.readWeights();
    model.close();

    const other = modelOf(spec, 99);
    other.writeWeights(weights);
    other.writeOptimizer(optimizer);
    expect(other.trainStep(images, labels, 0.05)).toEqual(expected);
    expect(other.readWeights()).toEqual(expectedWeights);
    other.close();
  });

  it("evaluates without changing anything", () => {
    const model = modelOf(spec);
    const before = model.readWeights();
    const logits = model.logits(images, labels.length);
    model.evaluateBatch(images, labels);
    expect(model.readWeights()).toEqual(before);
    expect(model.logits(images, labels.length)).toEqual(logits);
    model.close();
  });

  it("takes a last batch of another size", () => {
    const model = modelOf(spec);
    const size = images.length / labels.length;
    expect(model.evaluateBatch(images.slice(0, 3 * size), labels.slice(0, 3)).count).toBe(3);
    model.close();
  });

  it("leaves no tensor behind", () => {
    const model = modelOf(spec);
    model.trainStep(images, labels, 0.05);
    const before = loadEngine().getNumOfTensors();
    model.trainStep(images, labels, 0.05);
    model.evaluateBatch(images, labels);
    model.writeWeights(model.readWeights());
    expect(loadEngine().getNumOfTensors()).toBe(before);
    model.close();
  });
});
