/** PyTorch's answers for small nets, as make_goldens.py left them. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { archSpecSchema } from "../../src-main/common/arch/spec";
import { scoreSchema } from "../../src-main/common/run/events";
import type { NamedTensor } from "../../src-main/common/tensors";
import { optimizerSchema, stepOptionsSchema } from "../../src-main/common/train/run-config";
import { decodeSafetensors } from "../../src-main/interop/safetensors";

const caseSchema = z.strictObject({
  architecture: archSpecSchema,
  optimizer: optimizerSchema,
  step: stepOptionsSchema.optional(),
  batch: z.int(),
  steps: z.int(),
  mean: z.array(z.number()),
  std: z.array(z.number()),
  losses: z.array(z.number()),
  accuracies: z.array(z.number()),
  /** Of the final weights in eval mode, over all images. */
  evaluation: scoreSchema,
  /** Between float32 and float64 in PyTorch itself: relative for losses, absolute for weights. */
  spread: z.strictObject({ losses: z.number(), weights: z.number() }),
});

export type Golden = z.infer<typeof caseSchema> & { name: string; initialPath: string };

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));

export const GOLDENS: readonly Golden[] = readdirSync(pathOf("cases"))
  .filter((file) => file.endsWith(".json"))
  .map((file) => {
    const golden = caseSchema.parse(JSON.parse(readFileSync(pathOf(`cases/${file}`), "utf8")));
    const { name } = golden.architecture;
    return { ...golden, name, initialPath: pathOf(`cases/${name}.initial.safetensors`) };
  });

export function goldenWeights(golden: Golden, moment: "initial" | "final"): NamedTensor[] {
  return decodeSafetensors(readFileSync(pathOf(`cases/${golden.name}.${moment}.safetensors`))).tensors;
}

/** CIFAR-10 records: a label, then 3x32x32 bytes, channel by channel. */
export const RECORD_BYTES = 1 + 3 * 32 * 32;
export const RECORDS: Uint8Array = readFileSync(pathOf("images.bin"));

/** A step's batch as the engine takes it: NHWC, cut to the case's input from the top left. */
export function goldenBatch({ architecture, batch }: Golden, step: number): { images: Uint8Array; labels: Int32Array } {
  const [channels, height, width] = architecture.input;
  const images = new Uint8Array(batch * height * width * channels);
  const labels = new Int32Array(batch);
  let at = 0;
  for (let i = 0; i < batch; i++) {
    const record = RECORDS.subarray((step * batch + i) * RECORD_BYTES, (step * batch + i + 1) * RECORD_BYTES);
    labels[i] = record[0] ?? 0;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let c = 0; c < channels; c++) images[at++] = record[1 + (c * 32 + y) * 32 + x] ?? 0;
      }
    }
  }
  return { images, labels };
}

/**
 * How far apart two float32 implementations may end: a multiple of the distance between PyTorch's own float32 and
 * float64, and never less than a few units in the last place of numbers near one.
 */
export function tolerances({ spread }: Golden): { losses: number; weights: number } {
  return { losses: Math.max(20 * spread.losses, 2e-6), weights: Math.max(20 * spread.weights, 4e-6) };
}

/** Largest absolute difference over all tensors; throws when names, order of names aside, or shapes differ. */
export function weightDistance(actual: readonly NamedTensor[], expected: readonly NamedTensor[]): number {
  const byName = new Map(actual.map((tensor) => [tensor.name, tensor]));
  if (byName.size !== expected.length) throw new Error(`${byName.size} tensors, expected ${expected.length}`);
  let distance = 0;
  for (const { name, dtype, shape, data } of expected) {
    const tensor = byName.get(name);
    if (tensor?.dtype !== dtype || tensor.shape.join() !== shape.join()) throw new Error(`${name} is not alike`);
    for (let i = 0; i < data.length; i++) {
      const difference = Math.abs(Number(tensor.data[i]) - Number(data[i]));
      if (!(difference <= distance)) distance = difference;
    }
  }
  return distance;
}
