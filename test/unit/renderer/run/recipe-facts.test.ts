import { describe, expect, it } from "vitest";
import type { RunConfig } from "../../../../src-main/common/train/run-config";
import { recipeFacts } from "../../../../src-renderer/features/run/recipe-facts";
import { formatters } from "../../../../src-renderer/locales/format";
import { config } from "../live/builders";

/** Texts as their keys with the values, as JSON. */
const words = {
  t: (key: string, values: object = {}) => `${key.replace("run.made.", "")}${JSON.stringify(values)}`,
  format: formatters("en-US"),
};

function facts(changes: Partial<RunConfig>): Record<string, string> {
  const entries = recipeFacts({ ...config, ...changes }, words);
  return Object.fromEntries(entries.map(([label, value]) => [label.replace("run.made.", ""), value]));
}

describe("recipeFacts", () => {
  it("leaves out what is off", () => {
    const plain = ["batch", "budget", "optimizer", "learningRate", "weightDecay", "schedule"];
    expect(Object.keys(facts({}))).toEqual(plain);
  });

  it("shows every option that is set", () => {
    const found = facts({
      batch: 96,
      optimizer: {
        kind: "adamw",
        learningRate: 1e-3,
        weightDecay: 0.05,
        decayOn: "weights",
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-8,
      },
      warmup: { kind: "untilError", factor: 0.1, error: 0.8 },
      step: { labelSmoothing: 0.1, clipNorm: 5, accumulate: 4, averageDecay: 0.99999 },
    });
    expect(found).toMatchObject({
      optimizer: 'adamw{"beta1":"0.9","beta2":"0.999","epsilon":"1e-8"}',
      weightDecay: 'decayOnWeights{"value":"0.05"}',
      warmup: 'untilError{"factor":"0.1","error":"80%"}',
      labelSmoothing: "0.1",
      clipNorm: 'clipNormValue{"norm":"5"}',
      accumulate: 'accumulateValue{"parts":"4","images":"24"}',
      averageDecay: 'averageDecayValue{"decay":"0.99999"}',
    });
  });

  it("counts milestones and warm-ups in their own units", () => {
    const { schedule, warmup } = facts({
      schedule: { kind: "step", milestones: [60, 120], unit: "epochs", gamma: 0.2 },
      warmup: { kind: "linear", unit: "steps", count: 400, factor: 0.1 },
    });
    expect(schedule).toBe('stepEpochs{"gamma":"0.2","milestones":"60, 120"}');
    expect(warmup).toBe('linear{"factor":"0.1","length":"steps{\\"n\\":\\"400\\"}"}');
  });
});
