import { fileURLToPath } from "node:url";
import type { TrainJob } from "../../../src-main/common/contract/trainer";
import { runConfig } from "../../unit/store/helpers";

export const FAKE_TRAINER = fileURLToPath(new URL("fixtures/fake-trainer.mjs", import.meta.url));

/** What the fake trainer does, by the run's seed. */
export const DOES = {
  complete: 1,
  crash: 2,
  exitWith3: 3,
  talkNonsense: 4,
  ignoreStop: 5,
  waitForStop: 6,
  fail: 7,
  completeUnstarted: 8,
} as const;

export type Behaviour = keyof typeof DOES;

export function configThat(does: Behaviour, device = "cpu") {
  return runConfig({ seed: DOES[does], device });
}

export function jobThat(does: Behaviour): TrainJob {
  return { kind: "train", config: configThat(does), runDir: "/nowhere" };
}
