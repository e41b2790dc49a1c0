import { describe, expect, it } from "vitest";
import { findPreset } from "../../../../src-main/common/arch/presets";
import { runConfigSchema } from "../../../../src-main/common/train/run-config";
import { fieldOf } from "../../../../src-renderer/features/new-run/field-of-path";
import { FIRST_FORM, type RunForm, withOptimizer } from "../../../../src-renderer/features/new-run/run-form";
import { type DatasetFacts, toConfig } from "../../../../src-renderer/features/new-run/to-config";

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

  it("keeps milestones in the unit that they were typed in, whatever the budget's", () => {
    const step = { schedule: "step", milestones: "2, 4 6", gamma: ".5", batch: "100" } as const;
    expect(config({ ...step, milestoneUnit: "epochs", unit: "steps", count: "50" }).config.schedule).toEqual({
      kind: "step",
      milestones: [2, 4, 6],
      unit: "epochs",
      gamma: 0.5,
    });
    const inSteps = config({ ...step, milestoneUnit: "steps", unit: "epochs", count: "50" });
    expect(inSteps.config.schedule).toEqual({ kind: "step", milestones: [2, 4, 6], gamma: 0.5 });
    expect(inSteps.length).toEqual({ stepsPerEpoch: 10, totalSteps: 500 });
  });

  it("leaves out what is left empty", () => {
    const { config: made } = config({});
    for (const field of ["checkpointEvery", "probeEvery", "init", "warmup", "step"])
      expect(made).not.toHaveProperty(field);
    expect(Object.keys(made.data)).toEqual(["dataset", "augment", "shuffle"]);
    expect(made.optimizer).not.toHaveProperty("decayOn");
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
    ["probeEvery", ["-1", "0.5"]],
    ["labelSmoothing", ["1", "-0.1", "10%"]],
    ["clipNorm", ["0", "1000001"]],
    ["averageDecay", ["1", "2"]],
    ["accumulate", ["0", "1025", "3", "1.5"]],
    ["mean", ["1, 2", "one"]],
  ])("refuses wrong values of %s at that field", (field, values) => {
    const others: Partial<RunForm> = field === "mean" ? { std: "0.5" } : {};
    for (const value of values) expect(errors({ ...others, [field]: value })).toEqual([`${field}: ${value}`]);
  });

  it.each<[Partial<RunForm>, keyof RunForm, string[]]>([
    [{ optimizer: "adamw" }, "beta1", ["1", "-0.1", ""]],
    [{ optimizer: "adamw" }, "beta2", ["1", "x"]],
    [{ optimizer: "adamw" }, "epsilon", ["0", "2"]],
    [{ schedule: "polynomial" }, "power", ["0", "11"]],
    [{ schedule: "step" }, "milestones", ["", "0", "1.5", "2;3"]],
    [{ warmup: "linear" }, "warmupCount", ["0", "0.5", "1000001"]],
    [{ warmup: "linear" }, "warmupFrom", ["-0.1", "1.1"]],
    [{ warmup: "untilError" }, "warmupLow", ["0", "1.1"]],
    [{ warmup: "untilError" }, "warmupError", ["0", "100", ""]],
  ])("with %j refuses wrong values of %s, and doesn't look at them without", (chosen, field, values) => {
    for (const value of values) {
      expect(errors({ ...chosen, [field]: value })).toEqual([`${field}: ${value}`]);
      expect(errors({ [field]: value })).toEqual([]);
    }
  });

  it("asks for parts that the batch can be divided into, and names some", () => {
    const result = judge({ batch: "100", accumulate: "3" });
    const values = { batch: 100, near: 4 };
    expect(result).toMatchObject({ errors: [{ field: "accumulate", accepted: "newRun.accepted.divisors", values }] });
    expect(errors({ batch: "100", accumulate: "200" })).toEqual(["accumulate: 200"]);
    expect(config({ batch: "100", accumulate: "4" }).config.step).toEqual({ accumulate: 4 });
    // One fault, one sentence: a batch that is no number has no divisors.
    expect(errors({ batch: "many", accumulate: "3" })).toEqual(["batch: many"]);
  });

  it("wants mean and deviation together, one number for each channel", () => {
    expect(errors({ mean: "0.5" })).toEqual(["std: "]);
    expect(errors({ std: "0.5" })).toEqual(["mean: "]);
    expect(errors({ mean: "-0.5", std: "0" })).toEqual(["std: 0"]);
    expect(config({ mean: "-0.5", std: ".25" }).config.data).toMatchObject({ mean: [-0.5], std: [0.25] });
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
    const wrong = { milestones: "never", gamma: "2", rising: "200" };
    expect(errors({ schedule: "cosine", ...wrong })).toEqual([]);
    expect(errors({ schedule: "step", ...wrong })).toEqual(["milestones: never", "gamma: 2"]);
    expect(errors({ schedule: "onecycle", ...wrong })).toEqual(["rising: 200"]);
    expect(config({ schedule: "onecycle", rising: "25" }).config.schedule).toEqual({ kind: "onecycle", warmup: 0.25 });
  });

  it("says when the network can't be built for the data", () => {
    const tooDeep = toConfig(FIRST_FORM, findPreset("vgg11"), { ...digits, input: [1, 8, 8] });
    expect(tooDeep).toMatchObject({ ok: false, errors: [], architecture: expect.stringMatching(/\w/) });
  });
});

describe("withOptimizer", () => {
  it("gives each optimizer back the rate and decay that were typed for it", () => {
    const sgd: RunForm = { ...FIRST_FORM, learningRate: "0.2", weightDecay: "5e-4" };
    const adamw = withOptimizer(sgd, "adamw");
    expect(adamw).toMatchObject({ optimizer: "adamw", learningRate: "0.001", weightDecay: "0.01" });
    expect(withOptimizer({ ...adamw, learningRate: "0.003" }, "sgd")).toMatchObject({
      learningRate: "0.2",
      weightDecay: "5e-4",
      parked: { learningRate: "0.003" },
    });
    expect(withOptimizer(sgd, "sgd")).toBe(sgd);
  });
});

describe("fieldOf", () => {
  it.each([
    ["optimizer.learningRate", "learningRate"],
    ["optimizer.momentum", "momentum"],
    ["optimizer.beta2", "beta2"],
    ["optimizer.kind", "optimizer"],
    ["data.dir", "dir"],
    ["data.std.1", "std"],
    ["data.dataset", "dataset"],
    ["architecture.input.0", "architecture"],
    ["schedule.milestones.2", "milestones"],
    ["schedule.warmup", "rising"],
    ["schedule.power", "power"],
    ["warmup.error", "warmupError"],
    ["warmup.count", "warmupCount"],
    ["step.accumulate", "accumulate"],
    ["step.clipNorm", "clipNorm"],
    ["budget.count", "count"],
    ["init", "init"],
    ["device", "device"],
    ["devices", null],
    ["version", null],
    [undefined, null],
  ])("places %s at %s", (path, field) => expect(fieldOf(path, FIRST_FORM)).toBe(field));

  it("tells the two factors of a warm-up apart by the one that is chosen", () => {
    expect(fieldOf("warmup.factor", { warmup: "linear" })).toBe("warmupFrom");
    expect(fieldOf("warmup.factor", { warmup: "untilError" })).toBe("warmupLow");
  });

  it("has a place for everything that the form decides", () => {
    const paths = Object.keys(runConfigSchema.shape).filter((key) => key !== "version");
    expect(paths.filter((path) => fieldOf(path, FIRST_FORM) === null)).toEqual([]);
  });
});
