import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { report } from "../../../src-main/cli/errors";
import { placesFrom } from "../../../src-main/cli/places";
import { createProgram } from "../../../src-main/cli/program";
import { analyse } from "../../../src-main/common/arch/analysis";
import { layersCsv } from "../../../src-main/common/arch/layers-csv";
import { listing } from "../../../src-main/common/arch/listing";
import { memoryPlan } from "../../../src-main/common/arch/memory-plan";
import { findPreset, PRESETS } from "../../../src-main/common/arch/presets";

let stdout: MockInstance<typeof process.stdout.write>;
let stderr: MockInstance<typeof process.stderr.write>;

beforeEach(() => {
  stdout = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => vi.restoreAllMocks());

/** Runs a command in this process. */
async function residua(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const program = createProgram(placesFrom("file:///nowhere/dist/main/residua.js"));
  let status = 0;
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (thrown) {
    status = report(thrown, { json: args.includes("--json") });
  }
  const written = (spy: typeof stdout) => spy.mock.calls.map(([text]) => String(text)).join("");
  return { status, out: written(stdout), err: written(stderr) };
}

describe("the command line's usage errors", () => {
  const WRONG: readonly [string[], string, string][] = [
    [["inspekt", "resnet18"], "USAGE", "inspect"],
    [["inspect", "resnet18", "--jsn"], "USAGE", "--json"],
    [["inspect"], "USAGE", "arch"],
    [["inspect", "resnet18", "resnet34"], "USAGE", "Too many"],
    [["inspect", "resnet19"], "UNKNOWN_PRESET", "resnet18"],
    [["inspect", "resnet18", "--input"], "USAGE", "--input"],
    [["inspect", "resnet18", "--input", "3x0x32"], "INVALID_VALUE", "3x32x32"],
    [["inspect", "vgg11", "--shortcut", "A"], "INVALID_ARCHITECTURE", "no shortcuts"],
    [["inspect", "./nowhere.json"], "FILE_NOT_FOUND", "./nowhere.json"],
    [["runs", "shw", "x"], "USAGE", "show"],
    [["train", "--preset", "resnet20", "--batch", "0"], "INVALID_VALUE", "65536"],
    [["train", "--preset", "resnet20", "--lr", "abc"], "INVALID_VALUE", "from 0"],
    [["train", "--dataset", "shapes", "--steps", "1"], "USAGE", "--preset"],
    [["train", "--preset", "resnet20", "--dataset", "shapes"], "USAGE", "--epochs"],
    [["train", "run.json", "--lr", "1"], "USAGE", "--lr"],
    [["eval"], "USAGE", "--weights"],
    [["eval", "--weights", "w", "--preset", "resnet20"], "USAGE", "--dataset"],
    [["eval", "--run", "x", "--weights", "w"], "USAGE", "--run"],
    [["export", "--run", "x", "--out", "y"], "USAGE", "--format"],
    [["export", "--run", "x", "--format", "onnx", "--out", "y"], "NOT_SUPPORTED", "onnx"],
    [["resume"], "USAGE", "--run"],
    [["import", "w.safetensors", "--preset", "resnet20"], "NOT_SUPPORTED", "later"],
    [["datasets", "import", "/tmp"], "NOT_SUPPORTED", "later"],
    [["datasets", "fetch", "folder"], "NOT_SUPPORTED", "folder"],
    [["datasets", "fetch", "mnits"], "UNKNOWN_DATASET", "mnist"],
    [["inspect", "resnet18", "--explain", "stem/con"], "INVALID_VALUE", "stem/conv?"],
    [["inspect", "resnet18", "--csv", "--explain", "fc"], "USAGE", "--csv"],
    [["bench", "--peer", "jax"], "INVALID_VALUE", "torch"],
    [["bench", "--calibrate", "--net", "resnet20"], "USAGE", "--net"],
    [["serve", "--port", "70000"], "INVALID_VALUE", "65535"],
  ];
  it.each(WRONG)("%j is %s", async (args, code, mentions) => {
    const { status, out, err } = await residua(...args);
    expect(err).toMatch(new RegExp(`^residua: \\S.* \\[${code}\\]\n$`));
    expect(err).toContain(mentions);
    expect(out).toBe("");
    expect(status).toBe(2);
  });

  it("are a JSON object too when that is asked for", async () => {
    const { out, status } = await residua("inspect", "resnet18", "--input", "3x0x32", "--json");
    expect(JSON.parse(out)).toEqual({
      error: { code: "INVALID_VALUE", message: expect.stringContaining("3x0x32"), field: "input" },
    });
    expect(status).toBe(2);
  });

  it("do not include asking for help", async () => {
    const { out, err, status } = await residua("train", "--help");
    expect([status, err]).toEqual([0, ""]);
    expect(out).toContain("--weight-decay <w>");
    expect(out).toContain("default: 0.0001");
  });
});

describe("inspect", () => {
  it("prints the contract's object, and no key more", async () => {
    const { out, status } = await residua("inspect", "resnet18", "--json");
    const { layers, ...head } = JSON.parse(out);
    expect(status).toBe(0);
    expect(head).toEqual({
      name: "resnet18",
      input: [3, 224, 224],
      classes: 1000,
      params: 11_689_512,
      macs: 1_814_073_344,
      problems: [],
    });
    expect(layers[0]).toEqual({
      name: "stem/conv",
      torchName: "conv1",
      kind: "conv2d",
      output: [64, 112, 112],
      params: 9408,
      macs: 118_013_952,
    });
    expect(layers.at(-1)).toMatchObject({ torchName: "fc", output: [1000] });
  });

  it("prints the listing for people", async () => {
    const { out, err } = await residua("inspect", "resnet20", "--batch", "2", "--store", "/nowhere");
    expect(out).toBe(`${listing(findPreset("resnet20"), { batch: 2, calibration: null })}\n`);
    expect(err).toBe("");
  });

  it("adds memory, depth and time when a batch is named", async () => {
    const { out } = await residua("inspect", "resnet20", "--batch", "2", "--json", "--store", "/nowhere");
    const { layers, ...head } = JSON.parse(out);
    const map = 2 * 16 * 32 * 32 * 4;
    expect(layers[0]).toMatchObject({
      output: [16, 32, 32],
      activationBytes: map,
      keptBytes: map,
      receptiveField: 3,
    });
    expect(head).toMatchObject({ batch: 2, depth: 20, buffers: 1376, stepTime: null });
    expect(head.memory).toEqual(memoryPlan(analyse(findPreset("resnet20")), { batch: 2, optimizerSlots: 1 }));
  });

  it("tells a repair by its price instead of the whole repaired architecture", async () => {
    const { out } = await residua("inspect", "notebook-block", "--json");
    const { problems } = JSON.parse(out);
    const slip = problems.find(({ code }: { code: string }) => code === "PROJECTION_STRIDE");
    expect(slip).toMatchObject({ severity: "warning", address: "stage2/block1/shortcut/conv", values: { stride: 2 } });
    expect(slip.fixes[0]).toEqual({
      id: "strideProjection",
      label: "Give the shortcut the block's stride",
      params: 0,
      macs: expect.any(Number),
      memory: expect.any(Number),
    });
    expect(slip.fixes[0].macs).toBeLessThan(-1e9);
  });

  it("prints the layers as CSV, for the batch", async () => {
    const { out } = await residua("inspect", "resnet20", "--csv", "--batch", "2");
    expect(out).toBe(layersCsv(analyse(findPreset("resnet20")), 2));
  });
});

describe("presets", () => {
  it("names each kind's paper above its presets, and the samples at the end", async () => {
    const { out } = await residua("presets");
    const lines = out.split("\n");
    const start = lines.indexOf("ResNeXt (Xie et al. 2016, arXiv 1611.05431)");
    expect(lines[start + 1]).toMatch(/^ {2}resnext50_32x4d +3,4,6,3 bottleneck blocks +3x224x224 +50 +25,028,904 +4,/);
    expect(out).toMatch(/\nSamples.*\n {2}notebook-block +3,4,6,3 custom blocks +3x224x224 +34 /);
  });

  it("has them all as JSON", async () => {
    const { presets, samples } = JSON.parse((await residua("presets", "--json")).out);
    expect(presets).toHaveLength(PRESETS.length);
    expect(presets[0]).toMatchObject({ name: "resnet20", params: 269_722, architecture: { version: 1 } });
    expect(samples).toMatchObject([{ name: "notebook-block", family: "residual" }]);
  });
});
