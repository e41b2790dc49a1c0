import { describe, expect, it } from "vitest";
import { findPreset } from "../../../../src-main/common/arch/presets";
import { runConfigSchema } from "../../../../src-main/common/train/run-config";
import { FIRST_FORM, type RunForm } from "../../../../src-renderer/features/new-run/run-form";
import { type DatasetFacts, fieldOf, toConfig } from "../../../../src-renderer/features/new-run/to-config";

const digits: DatasetFacts = { input: [1, 28, 28], classes: [..."0123456789"], trainCount: 1000 };
const judge = (changes: Partial<RunForm>) => toConfig({ ...FIRST_FORM, ...changes }, findPreset("resnet20"), digits);

function config(changes: Partial<RunForm>) {
  const result = judge(changes);
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result;
}

function errors(changes: Partial<RunForm>) {
  const result = judge(changes);
  return result.ok ? [] : result.errors.map(({ field, received }) => `${field}: ${received}`);
}

describe("toConfig", () => {
  it("gives what the contract accepts, with the network fitted to the data", () => {
    const { config: made, length } = config({ batch: "128" });
    expect(runConfigSchema.parse(made)).toEqual(made);
    expect(made.architecture).toMatchObject({ name: "resnet20", input: [1, 28, 28], classes: 10 });
    expect(length).toEqual({ stepsPerEpoch: 7, totalSteps: 70 });
  });

  it("counts milestones in the budget's unit and keeps them in steps", () => {
    const step = { schedule: "step", milestones: "2, 4 6", gamma: ".5", batch: "100" } as const;
    expect(config({ ...step, unit: "epochs" }).config.schedule).toEqual({
      kind: "step",
      milestones: [20, 40, 60],
      gamma: 0.5,
    });
    expect(config({ ...step, unit: "steps", count: "50" }).config.schedule).toMatchObject({ milestones: [2, 4, 6] });
    expect(config({ ...step, unit: "steps", count: "50" }).length.totalSteps).toBe(50);
  });

  it("leaves out what is left empty", () => {
    expect(config({}).config).not.toHaveProperty("checkpointEvery");
    expect(config({}).config.data).not.toHaveProperty("dir");
    expect(config({ checkpointEvery: "50", dataset: "mnist", dir: " /data " }).config).toMatchObject({
      checkpointEvery: 50,
      data: { dir: "/data" },
    });
  });

  it.each<[keyof RunForm, string[]]>([
    ["batch", ["0", "-1", "1.5", "abc", "", "0x10", "65537", "1001", "1,000", "Infinity"]],
    ["count", ["0", "1e9", "ten"]],
    ["learningRate", ["abc", "-0.1", "1001", "", "0,1", "NaN"]],
    ["momentum", ["1", "-0.1", "x"]],
    ["weightDecay", ["-1", "11"]],
    ["seed", ["-1", "4294967296", "0.5"]],
    ["device", ["tpu", "gpu:", ""]],
    ["checkpointEvery", ["0", "x"]],
  ])("refuses wrong values of %s at that field", (field, values) => {
    for (const value of values) expect(errors({ [field]: value })).toEqual([`${field}: ${value}`]);
  });

  it.each<[keyof RunForm, string[]]>([
    ["learningRate", ["0", "1e-3", ".5", "1000", " 0.1 "]],
    ["momentum", ["0", "0.999"]],
    ["seed", ["0", "4294967295"]],
    ["batch", ["1", "1000"]],
    ["device", ["cpu", "gpu:0", "gpu:12"]],
  ])("accepts the bounds of %s", (field, values) => {
    for (const value of values) expect(errors({ [field]: value })).toEqual([]);
  });

  it("says everything that is wrong at once", () => {
    expect(errors({ batch: "0", learningRate: "abc", seed: "", momentum: "2" })).toEqual([
      "batch: 0",
      "learningRate: abc",
      "momentum: 2",
      "seed: ",
    ]);
  });

  it("judges only the fields of the chosen schedule", () => {
    const wrong = { milestones: "never", gamma: "2", warmup: "200" };
    expect(errors({ schedule: "cosine", ...wrong })).toEqual([]);
    expect(errors({ schedule: "step", ...wrong })).toEqual(["milestones: never", "gamma: 2"]);
    expect(errors({ schedule: "onecycle", ...wrong })).toEqual(["warmup: 200"]);
    expect(config({ schedule: "onecycle", warmup: "25" }).config.schedule).toEqual({ kind: "onecycle", warmup: 0.25 });
  });

  it("says when the network can't be built for the data", () => {
    const tooDeep = toConfig(FIRST_FORM, findPreset("vgg11"), { ...digits, input: [1, 8, 8] });
    expect(tooDeep).toMatchObject({ ok: false, errors: [], architecture: expect.stringMatching(/\w/) });
  });
});

describe("fieldOf", () => {
  it.each([
    ["optimizer.learningRate", "learningRate"],
    ["optimizer.momentum", "momentum"],
    ["data.dir", "dir"],
    ["data.dataset", "dataset"],
    ["architecture.input.0", "architecture"],
    ["schedule.milestones.2", "milestones"],
    ["budget.count", "count"],
    ["device", "device"],
    ["devices", null],
    ["init", null],
    [undefined, null],
  ])("places %s at %s", (path, field) => expect(fieldOf(path)).toBe(field));
});
