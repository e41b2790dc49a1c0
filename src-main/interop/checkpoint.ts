/**
 * Checkpoints as they lie on disk: RUN/checkpoints/step-00000100/ with the weights, the optimizer's state and a manifest
 * that is written last and holds the checksum of both. The trainer writes them (trainer/checkpoint.ts); export,
 * evaluation and resuming read them through this file.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ResiduaError } from "../common/errors";
import { isMissing, readError } from "./file-errors";

/** Torchvision's names and layout: what `export --format safetensors` hands out as it is. */
export const MODEL_FILE = "model.safetensors";
/** The optimizer's slots, under the names of their parameters. */
export const OPTIMIZER_FILE = "optimizer.safetensors";
export const MANIFEST_FILE = "manifest.json";

const fileSchema = z.object({ bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

export const checkpointManifestSchema = z.object({
  version: z.literal(1),
  /** Training steps done. */
  step: z.int().min(0),
  /** The epoch in progress, from 1. */
  epoch: z.int().min(1),
  seed: z.int(),
  /** Batches of `epoch` already trained on: with the seed, where the data goes on. */
  batchesOfEpoch: z.int().min(0),
  /** The last step that was scored on the test split; before `step` when scoring was interrupted. */
  scoredStep: z.int().min(0),
  /** Sums over these batches, for the epoch's means. */
  epochSums: z.object({ loss: z.number(), accuracy: z.number() }),
  /** How far a warm-up is that waits for the training error. */
  warmUp: z.object({ done: z.boolean(), errors: z.array(z.number()) }),
  /** Seconds of training so far. */
  elapsed: z.number().min(0),
  /** SHA-256 of the run configuration's JSON, its length left out: a checkpoint continues this configuration only. */
  configSha256: z.string(),
  versions: z.object({ node: z.string(), tensorflow: z.string() }),
  files: z.object({ [MODEL_FILE]: fileSchema, [OPTIMIZER_FILE]: fileSchema }),
});
export type CheckpointManifest = z.infer<typeof checkpointManifestSchema>;

export interface Checkpoint {
  dir: string;
  manifest: CheckpointManifest;
  model: string;
  optimizer: string;
}

/** Where a run keeps its checkpoints. */
export function checkpointsDir(runDir: string): string {
  return join(runDir, "checkpoints");
}

/** Folder names sort by step, in any file manager too. */
export function checkpointName(step: number): string {
  return `step-${String(step).padStart(8, "0")}`;
}

/** Steps that have a finished folder below `dir`, newest first; unfinished ones have other names. */
export async function checkpointSteps(dir: string): Promise<number[]> {
  let names: string[];
  try {
    names = await readdir(dir);
  } catch (thrown) {
    if (isMissing(thrown)) return [];
    throw readError(thrown, dir);
  }
  return names
    .flatMap((name) => /^step-(\d{8,})$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a);
}

/**
 * The newest checkpoint whose files are all there with the right checksums; older ones stand in for damaged ones.
 * @returns `skipped` says, newest first, which were passed over and why
 * @throws ResiduaError NO_CHECKPOINT when the run has none, CHECKPOINT_CORRUPT when none is intact
 */
export async function newestValidCheckpoint(runDir: string): Promise<{ checkpoint: Checkpoint; skipped: string[] }> {
  const steps = await checkpointSteps(checkpointsDir(runDir));
  if (steps.length === 0) {
    const message = `There is no checkpoint in ${runDir}: the run ended before its first one. Train it again.`;
    throw new ResiduaError("NO_CHECKPOINT", message);
  }
  const skipped: string[] = [];
  for (const step of steps) {
    try {
      return { checkpoint: await verifyCheckpoint(join(checkpointsDir(runDir), checkpointName(step))), skipped };
    } catch (thrown) {
      skipped.push(thrown instanceof Error ? thrown.message : String(thrown));
    }
  }
  throw new ResiduaError("CHECKPOINT_CORRUPT", `No checkpoint of the run is intact. ${skipped.join(" ")}`);
}

/**
 * Where a run goes on: its newest intact checkpoint, or null when it has none at all.
 * @throws ResiduaError CHECKPOINT_CORRUPT when it has some and none is intact
 */
export async function resumableCheckpoint(runDir: string): Promise<Checkpoint | null> {
  if ((await checkpointSteps(checkpointsDir(runDir))).length === 0) return null;
  return (await newestValidCheckpoint(runDir)).checkpoint;
}

/** @throws ResiduaError CHECKPOINT_CORRUPT naming the file that is missing or damaged */
export async function verifyCheckpoint(dir: string): Promise<Checkpoint> {
  const manifest = await readManifest(dir);
  for (const name of [MODEL_FILE, OPTIMIZER_FILE] as const) {
    const path = join(dir, name);
    const expected = manifest.files[name];
    const actual = await measure(path);
    if (actual.bytes !== expected.bytes || actual.sha256 !== expected.sha256) {
      const message = `${path} is damaged: it has ${actual.bytes} bytes with SHA-256 ${actual.sha256}, and its manifest says ${expected.bytes} and ${expected.sha256}.`;
      throw new ResiduaError("CHECKPOINT_CORRUPT", message);
    }
  }
  return { dir, manifest, model: join(dir, MODEL_FILE), optimizer: join(dir, OPTIMIZER_FILE) };
}

async function readManifest(dir: string): Promise<CheckpointManifest> {
  const path = join(dir, MANIFEST_FILE);
  try {
    return checkpointManifestSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (thrown) {
    throw new ResiduaError("CHECKPOINT_CORRUPT", `${path} is missing or no valid manifest.`, { cause: thrown });
  }
}

async function measure(path: string): Promise<{ bytes: number; sha256: string }> {
  try {
    const { size: bytes } = await stat(path);
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(path)) hash.update(chunk);
    return { bytes, sha256: hash.digest("hex") };
  } catch (thrown) {
    throw new ResiduaError("CHECKPOINT_CORRUPT", readError(thrown, path).message, { cause: thrown });
  }
}
