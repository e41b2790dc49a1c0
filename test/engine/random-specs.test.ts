/** Random architectures in which the diagnostics find no error: TensorFlow does what was inferred, and all of it learns. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { analyse } from "../../src-main/common/arch/analysis";
import { elements } from "../../src-main/common/arch/layers/shapes";
import type { ResidualSpec } from "../../src-main/common/arch/spec";
import type { NamedTensor } from "../../src-main/common/tensors";
import { residualSpec } from "../arbitrary-spec";
import { executedShapes } from "./executed-shapes";
import { differs, floats, type PromisedArray, promisedArrays } from "./promised";
import { batchFor, modelOf, SGD } from "./testing";

const SEED = 1512_03385;
const RUNS = 100;
const BATCH = 8;
const STEPS = 3;
/** Large enough to change weights of size one in their last place, small enough for nets without norms. */
const LEARNING_RATE = 1e-3;
const NOTICEABLE = 1e-3;

const BOUNDS = { size: 24, channels: 8, blocks: 2, stages: 3, groups: 4 };
/** More, and all eight samples of a batch would be dropped now and then. */
const HIGHEST_RATE = 0.3;

const legalSpec = residualSpec(BOUNDS)
  .map((spec) => ({
    ...spec,
    // A single class is always right.
    classes: Math.max(2, spec.classes),
    dropout: Math.min(spec.dropout, HIGHEST_RATE),
    stochasticDepth: Math.min(spec.stochasticDepth, HIGHEST_RATE),
    headDropout: Math.min(spec.headDropout, HIGHEST_RATE),
  }))
  .filter((spec) => analyse(spec).problems.every(({ severity }) => severity !== "error"));

/**
 * Whether a gradient of exactly zero would be a mistake. Dead units stop gradients: those of ReLU, and without norms far
 * below zero those of any activation. A block written by hand may look past the map; a filter of a single weight only
 * scales what the norm behind it scales back; a group norm over single values gives zeros whatever it reads.
 */
function alwaysLearns(spec: ResidualSpec, { shape }: PromisedArray): boolean {
  if (spec.activation === "relu" || spec.norm === "none" || typeof spec.block !== "string") return false;
  if (shape.length === 4 && elements(shape.slice(1)) === 1) return false;
  const normalised = analyse(spec).layers.filter(({ kind }) => kind === "groupNorm");
  return normalised.every(({ output }) => elements(output) > spec.normGroups);
}

/** Largest absolute value; NaN where there is no array. */
function largest(tensor: { data: Float32Array } | undefined): number {
  return tensor?.data.reduce((max, value) => Math.max(max, Math.abs(value)), 0) ?? Number.NaN;
}

function checkTraining(spec: ResidualSpec): void {
  // Decay would move weights that no gradient reaches.
  const model = modelOf(spec, 1, { ...SGD, weightDecay: 0 });
  try {
    const promised = promisedArrays(spec);
    const before = floats(model.readWeights());
    expect([...before.values()].map(({ name, shape }) => ({ name, shape }))).toEqual(
      promised.map(({ name, shape }) => ({ name, shape })),
    );
    for (const { data, shape } of before.values()) expect(data.length).toBe(elements(shape));
    expect(model.parameters).toBe(analyse(spec).params);

    const { images, labels } = batchFor(spec, BATCH);
    // With the probe, so that what it reads is there in every network.
    expect(model.trainStep(images, labels, LEARNING_RATE, true).loss).toSatisfy(Number.isFinite);
    const between = floats(model.readWeights());
    for (let step = 1; step < STEPS; step++) model.trainStep(images, labels, LEARNING_RATE, true);
    checkLearning(spec, [before, between, floats(model.readWeights())], floats(model.readOptimizer()));
  } finally {
    model.close();
  }
}

type Floats = ReadonlyMap<string, NamedTensor & { dtype: "F32" }>;

/**
 * Every trainable array has summed up gradients, and those that are not tiny have moved it.
 * @param weights before, after the first step, and at the end, where an array may happen to be back
 */
function checkLearning(spec: ResidualSpec, weights: readonly Floats[], gradients: Floats): void {
  const trainable = promisedArrays(spec).filter((array) => array.trainable);
  const pushOf = ({ name }: PromisedArray) => largest(gradients.get(`${name}.momentum_buffer`));
  expect(trainable.filter((array) => Number.isNaN(pushOf(array)))).toEqual([]);
  const [before, between, after] = weights.map(
    (floats) =>
      ({ name }: PromisedArray) =>
        floats.get(name)?.data,
  );
  const unmoved = (array: PromisedArray) =>
    !differs(before?.(array), between?.(array)) && !differs(between?.(array), after?.(array));
  expect(trainable.filter((array) => pushOf(array) > NOTICEABLE && unmoved(array))).toEqual([]);
  expect(trainable.filter((array) => pushOf(array) === 0 && alwaysLearns(spec, array))).toEqual([]);
}

it(`executes what is inferred and trains all of it, in ${RUNS} random networks`, () => {
  fc.assert(
    fc.property(legalSpec, (spec) => {
      const inferred = analyse(spec).layers.map(({ name, output }) => ({ address: name, shape: [...output] }));
      expect(executedShapes(spec, BATCH)).toEqual(inferred);
      checkTraining(spec);
    }),
    // Shrinking would take a quarter of an hour; seed and path are enough to run the case again.
    { seed: SEED, numRuns: RUNS, endOnFailure: true },
  );
});
