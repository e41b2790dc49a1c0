import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { report } from "../../../src-main/cli/errors";
import { placesFrom } from "../../../src-main/cli/places";
import { createProgram } from "../../../src-main/cli/program";

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
    [["bench", "--peer", "jax"], "INVALID_VALUE", "torch"],
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

  it("prints an aligned table with totals for people", async () => {
    const { out } = await residua("inspect", "resnet20", "--batch", "2");
    const lines = out.trimEnd().split("\n");
    expect(lines[0]).toBe("resnet20: input 3x32x32, 10 classes; activations for 2 images");
    expect(lines.at(-1)).toMatch(/^total +269,722 +40,551,040 +[\d.]+ MiB$/);
    expect(new Set(lines.slice(2).map((line) => line.length)).size).toBe(1);
  });

  it("adds each layer's memory when a batch is named", async () => {
    const { out } = await residua("inspect", "resnet20", "--batch", "2", "--json");
    expect(JSON.parse(out).layers[0]).toMatchObject({ output: [16, 32, 32], activationBytes: 2 * 16 * 32 * 32 * 4 });
  });
});
