import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { adaptSpec } from "../../../src-main/common/arch/adapt";
import { findPreset } from "../../../src-main/common/arch/presets";
import type { StepPoint } from "../../../src-main/common/run/events";
import type { RunConfig } from "../../../src-main/common/train/run-config";
import { openStore, type Store } from "../../../src-main/store";

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), "residua-test-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A store in a folder of its own, closed after the test. */
export function temporaryStore(dir: string = temporaryFolder()): Store {
  const store = openStore(dir);
  onTestFinished(() => store.close());
  return store;
}

/** A configuration that fits the drawn data set; nothing in it has to be trained. */
export function runConfig(changes: Partial<RunConfig> = {}): RunConfig {
  return {
    version: 1,
    architecture: adaptSpec(findPreset("resnet20"), { input: [3, 32, 32], classes: 10 }),
    data: { dataset: "shapes", augment: "none", shuffle: true },
    batch: 32,
    budget: { unit: "steps", count: 10 },
    optimizer: { kind: "sgd", learningRate: 0.1, momentum: 0.9, nesterov: false, weightDecay: 1e-4 },
    schedule: { kind: "constant" },
    seed: 1,
    device: "cpu",
    ...changes,
  };
}

/** Points of the steps from..to; the loss names the step, so that points can't be mixed up unnoticed. */
export function points(from: number, to: number): StepPoint[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    step: from + index,
    loss: (from + index) / 1000,
    accuracy: 0.5,
    learningRate: 0.1,
  }));
}

export const STARTED = {
  type: "started",
  device: "Test device",
  tensorflow: "2.21.0",
  step: 0,
  parameters: 272_474,
  trainCount: 320,
  validationCount: 100,
  stepsPerEpoch: 10,
  totalSteps: 20,
} as const;
