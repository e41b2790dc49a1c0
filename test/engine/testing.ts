import { adaptSpec } from "../../src-main/common/arch/adapt";
import { buildLayerGraph } from "../../src-main/common/arch/build";
import { findPreset } from "../../src-main/common/arch/presets";
import type { ArchSpec } from "../../src-main/common/arch/spec";
import type { Optimizer } from "../../src-main/common/train/run-config";
import { createTrainingModel, type TrainingModel } from "../../src-main/engine/training-model";

export const SGD: Optimizer = { kind: "sgd", learningRate: 0.1, momentum: 0.9, nesterov: false, weightDecay: 1e-4 };

/** A preset made small enough to train in a test: its layers stay, its map shrinks. */
export function smallPreset(name: string, side: number): ArchSpec {
  return adaptSpec(findPreset(name), { input: [3, side, side], classes: 10 });
}

export function modelOf(spec: ArchSpec, seed = 1): TrainingModel {
  const channels = spec.input[0];
  return createTrainingModel({
    graph: buildLayerGraph(spec),
    input: spec.input,
    mean: Array.from({ length: channels }, () => 0.5),
    std: Array.from({ length: channels }, () => 0.25),
    optimizer: SGD,
    seed,
  });
}

/** Bytes and labels that differ from image to image, the same at every call. */
export function batchFor(spec: ArchSpec, count: number): { images: Uint8Array; labels: Int32Array } {
  const size = spec.input[0] * spec.input[1] * spec.input[2];
  const images = Uint8Array.from({ length: count * size }, (_, i) => (i * 7919 + (i >> 7) * 104729) % 251);
  return { images, labels: Int32Array.from({ length: count }, (_, i) => i % spec.classes) };
}
