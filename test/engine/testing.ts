import { adaptSpec } from "../../src-main/common/arch/adapt";
import { buildLayerGraph } from "../../src-main/common/arch/build";
import { findPreset } from "../../src-main/common/arch/presets";
import type { ArchSpec } from "../../src-main/common/arch/spec";
import type { Optimizer } from "../../src-main/common/train/run-config";
import type { TrainingGraphOptions } from "../../src-main/engine/training-graph";
import { createTrainingModel, type TrainingModel } from "../../src-main/engine/training-model";

export const SGD: Optimizer = { kind: "sgd", learningRate: 0.1, momentum: 0.9, nesterov: false, weightDecay: 1e-4 };

/** A preset made small enough to train in a test: its layers stay, its map shrinks. */
export function smallPreset(name: string, side: number): ArchSpec {
  return adaptSpec(findPreset(name), { input: [3, side, side], classes: 10 });
}

/** Networks this wide at their first stage have so many parameters that widths only cost time. */
const WIDE = 64;
const NARROWING = 8;
/** Blocks a stage: as in ResNet-56. */
const LONGEST = 9;

/** The same blocks with an eighth of the channels where there are many, and not more of them than a test has time for. */
export function lightPreset(name: string, side: number): ArchSpec {
  const spec = smallPreset(name, side);
  const narrow = (width: number) => (width >= WIDE ? width / NARROWING : width);
  if (spec.family === "vgg") return { ...spec, stages: spec.stages.map((widths) => widths.map(narrow)) };
  const isWide = (spec.stages[0]?.width ?? 0) >= WIDE;
  const stages = spec.stages.map(({ blocks, width, stride }) => ({
    blocks: Math.min(blocks, LONGEST),
    width: isWide ? width / NARROWING : width,
    stride,
  }));
  return { ...spec, stemWidth: narrow(spec.stemWidth), stages };
}

export function modelOf(spec: ArchSpec, seed = 1, optimizer: Optimizer = SGD): TrainingModel {
  return createTrainingModel(optionsOf(spec, seed, optimizer));
}

export function optionsOf(spec: ArchSpec, seed = 1, optimizer: Optimizer = SGD): TrainingGraphOptions {
  const channels = spec.input[0];
  return {
    graph: buildLayerGraph(spec),
    input: spec.input,
    mean: Array.from({ length: channels }, () => 0.5),
    std: Array.from({ length: channels }, () => 0.25),
    optimizer,
    seed,
  };
}

/** Bytes and labels that differ from image to image, the same at every call. */
export function batchFor(spec: ArchSpec, count: number): { images: Uint8Array; labels: Int32Array } {
  const size = spec.input[0] * spec.input[1] * spec.input[2];
  const images = Uint8Array.from({ length: count * size }, (_, i) => (i * 7919 + (i >> 7) * 104729) % 251);
  return { images, labels: Int32Array.from({ length: count }, (_, i) => i % spec.classes) };
}
