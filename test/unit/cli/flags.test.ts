import { describe, expect, it } from "vitest";
import { runConfigFromFlags, type TrainFlags } from "../../../src-main/cli/train/flags";
import { findPreset } from "../../../src-main/common/arch/presets";
import { RUN_DEFAULTS } from "../../../src-main/common/train/defaults";
import { runConfigSchema } from "../../../src-main/common/train/run-config";

const resnet20 = findPreset("resnet20");
const config = (flags: TrainFlags) => runConfigFromFlags({ dataset: "shapes", steps: 8, ...flags }, resnet20);

describe("runConfigFromFlags", () => {
  it("fills in the defaults, and only them", () => {
    const { dataset: _, ...data } = RUN_DEFAULTS.data;
    expect(config({})).toEqual({
      version: 1,
      architecture: resnet20,
      data: { dataset: "shapes", ...data },
      batch: 128,
      budget: { unit: "steps", count: 8 },
      optimizer: { kind: "sgd", learningRate: 0.1, momentum: 0.9, nesterov: false, weightDecay: 1e-4 },
      schedule: { kind: "constant" },
      seed: 0,
      device: "cpu",
    });
  });

  it("lets the rate of a run over epochs fall, unless told otherwise", () => {
    const overEpochs = (flags: TrainFlags) => runConfigFromFlags({ dataset: "shapes", epochs: 1, ...flags }, resnet20);
    expect(overEpochs({}).schedule).toEqual({ kind: "cosine" });
    expect(overEpochs({ schedule: "constant" }).schedule).toEqual({ kind: "constant" });
  });

  const CASES: readonly [string, TrainFlags, object][] = [
    ["--batch", { batch: 4 }, { batch: 4 }],
    ["--lr", { lr: 0 }, { optimizer: { learningRate: 0 } }],
    ["--momentum", { momentum: 0 }, { optimizer: { momentum: 0 } }],
    ["--nesterov", { nesterov: true }, { optimizer: { nesterov: true } }],
    ["--weight-decay", { weightDecay: 0 }, { optimizer: { weightDecay: 0 } }],
    ["--schedule cosine", { schedule: "cosine" }, { schedule: { kind: "cosine" } }],
    [
      "--schedule step",
      { schedule: "step", milestones: [4, 6] },
      { schedule: { kind: "step", milestones: [4, 6], gamma: 0.1 } },
    ],
    ["--gamma", { schedule: "step", milestones: [4], gamma: 0.5 }, { schedule: { gamma: 0.5 } }],
    ["--schedule onecycle", { schedule: "onecycle" }, { schedule: { kind: "onecycle", warmup: 0.3 } }],
    ["--warmup", { schedule: "onecycle", warmup: 0 }, { schedule: { warmup: 0 } }],
    ["--seed", { seed: 7 }, { seed: 7 }],
    ["--no-shuffle", { shuffle: false }, { data: { shuffle: false } }],
    ["--augment", { augment: "standard" }, { data: { augment: "standard" } }],
    ["--data", { data: "/some/where" }, { data: { dir: "/some/where" } }],
    ["--mean --std", { mean: [1, 2, 3], std: [4, 5, 6] }, { data: { mean: [1, 2, 3], std: [4, 5, 6] } }],
    ["--init", { init: "w.safetensors" }, { init: "w.safetensors" }],
    ["--checkpoint-every", { checkpointEvery: 5 }, { checkpointEvery: 5 }],
    ["--device", { device: "gpu:0" }, { device: "gpu:0" }],
    ["--shortcut", { shortcut: "B" }, { architecture: { shortcut: "B" } }],
    ["the data set's size", { dataset: "fashion-mnist" }, { architecture: { input: [1, 28, 28], classes: 10 } }],
    ["--input and --classes", { input: [3, 16, 16], classes: 4 }, { architecture: { input: [3, 16, 16], classes: 4 } }],
  ];
  it.each(CASES)("%s", (_, flags, expected) => {
    const made = config(flags);
    expect(made).toMatchObject(expected);
    expect(runConfigSchema.parse(made)).toEqual(made);
  });

  it("takes epochs in place of steps", () => {
    const made = runConfigFromFlags({ dataset: "shapes", epochs: 3 }, resnet20);
    expect(made.budget).toEqual({ unit: "epochs", count: 3 });
  });

  const WRONG: readonly [string, TrainFlags, string, string][] = [
    ["no data set", { steps: 8 }, "USAGE", "dataset"],
    ["an unknown data set", { dataset: "fashion-mnits", steps: 8 }, "UNKNOWN_DATASET", "dataset"],
    ["a data set to come", { dataset: "cifar100", steps: 8 }, "NOT_SUPPORTED", "dataset"],
    ["a folder of images", { dataset: "folder", steps: 8 }, "NOT_SUPPORTED", "dataset"],
    ["no budget", { dataset: "shapes" }, "USAGE", "steps"],
    ["two budgets", { dataset: "shapes", steps: 8, epochs: 1 }, "USAGE", "steps"],
    ["a mean without a deviation", { dataset: "shapes", steps: 8, mean: [0, 0, 0] }, "USAGE", "std"],
    ["milestones missing", { dataset: "shapes", steps: 8, schedule: "step" }, "USAGE", "milestones"],
    ["another schedule's flag", { dataset: "shapes", steps: 8, schedule: "cosine", gamma: 0.5 }, "USAGE", "gamma"],
    ["a flag of no schedule", { dataset: "shapes", steps: 8, warmup: 0.5 }, "USAGE", "warmup"],
  ];
  it.each(WRONG)("refuses %s", (_, flags, code, field) => {
    expect(() => runConfigFromFlags(flags, resnet20)).toThrow(expect.objectContaining({ code, field }));
  });
});
