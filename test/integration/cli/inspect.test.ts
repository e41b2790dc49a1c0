import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readCounts } from "../../golden/counts/counted";
import { EXACT, PROJECTED, RESNET50_V1_MACS, ROUNDED } from "./numbers";
import { buildCommandLine, json, residua, start, temporaryFolder } from "./residua";

beforeAll(buildCommandLine);

const COUNTS = readCounts("counts");

interface Preset {
  name: string;
  input: number[];
  architecture: Record<string, unknown>;
}

async function presets(): Promise<Preset[]> {
  return (await json("presets"))["presets"] as Preset[];
}

describe("residua inspect", () => {
  it("has PyTorch's counts for the presets that no table gives exactly", async () => {
    const names = (await presets()).map(({ name }) => name);
    const others = names.filter((name) => !(name in EXACT) && !(name in ROUNDED));
    expect(others).toContain("wrn_28_10");
    for (const name of others) {
      const counted = COUNTS.find(({ spec }) => spec.name === name);
      if (!counted) throw new Error(`Nothing is known of ${name}.`);
      const path = join(temporaryFolder(), "net.json");
      writeFileSync(path, JSON.stringify(counted.spec));
      expect(await json("inspect", path)).toMatchObject({ name, params: counted.params, macs: counted.macs });
    }
  });

  it.each(Object.entries(EXACT))("%s has the paper's counts", async (name, { params, macs }) => {
    const { layers, ...head } = await json("inspect", name);
    expect(head).toMatchObject({ name, params, macs, problems: [] });
    const sum = (key: string) =>
      (layers as Record<string, number>[]).reduce((total, row) => total + (row[key] ?? 0), 0);
    expect([sum("params"), sum("macs")]).toEqual([params, macs]);
  });

  it.each(Object.entries(ROUNDED))("%s has torchvision's counts", async (name, { params, gigaMacs }) => {
    const head = await json("inspect", name);
    expect(head).toMatchObject({ name, params, problems: [] });
    expect(Math.round(Number(head["macs"]) / 1e6) / 1e3).toBeCloseTo(gigaMacs, 3);
  });

  it.each(Object.entries(PROJECTED))("%s with shortcut B counts its projections", async (name, params) => {
    expect(await json("inspect", name, "--shortcut", "B")).toMatchObject({ params });
  });

  it("reads an architecture file, here ResNet-50 with the paper's stride", async () => {
    const { architecture } = (await presets()).find(({ name }) => name === "resnet50") ?? {};
    const path = join(temporaryFolder(), "my net.json");
    writeFileSync(path, JSON.stringify({ ...architecture, name: "v1", bottleneckStride: "1x1" }));
    expect(await json("inspect", path)).toMatchObject({ name: "v1", params: 25_557_032, macs: RESNET50_V1_MACS });
  });

  it("follows an odd input through every halving", async () => {
    const { layers, params } = await json("inspect", "resnet34", "--input", "3x97x113", "--classes", "7");
    const outputs = (layers as { torchName: string | null; output: number[] }[]).filter(({ torchName }) =>
      ["conv1", "maxpool", "layer2.0.conv1", "layer3.0.conv1", "layer4.0.downsample.0", "fc"].includes(torchName ?? ""),
    );
    expect(outputs.map(({ output }) => output)).toEqual([
      [64, 49, 57],
      [64, 25, 29],
      [128, 13, 15],
      [256, 7, 8],
      [512, 4, 4],
      [7],
    ]);
    expect(params).toBe(21_797_672 - 993 * 513);
  });

  it("says what is wrong and what to do, for an input that is too small", async () => {
    const { problems } = await json("inspect", "vgg16", "--input", "3x16x16");
    expect(problems).toMatchObject([
      { code: "MAP_COLLAPSED", severity: "error", fix: expect.stringContaining("input") },
    ]);
  });

  it("names the four slips of the notebook's block", async () => {
    const { problems } = await json("inspect", "notebook-block");
    expect(problems).toMatchObject([
      { code: "SHORTCUT_REPLACES", severity: "error", fixes: [{ label: expect.any(String) }] },
      { code: "STRIDE_REPEATED" },
      { code: "PROJECTION_STRIDE" },
      { code: "PADDED_1X1" },
    ]);
  });

  it("works a number out", async () => {
    const { formulas } = await json("inspect", "resnet34", "--explain", "layer2.0.conv1", "--classes", "7");
    expect(formulas).toMatchObject({ parameters: "64·3·3·128 = 73,728" });
  });

  it("says no step time, and why, where the store can't be read", async () => {
    const store = temporaryFolder();
    writeFileSync(join(store, "residua.sqlite"), "this is a shopping list and not a database".repeat(30));
    const { status, out, err } = await residua("inspect", "resnet20", "--store", store);
    expect(status).toBe(0);
    expect(err).toMatch(/^No step time is predicted: .*residua\.sqlite.*\n$/);
    expect(out).toContain("269,722");
  });

  it.each([["resnet1202"], ["resnet1202", "--csv"], ["resnet1202", "--json"]])(
    "survives a reader that goes away: %j",
    async (...args) => {
      const { child, ended } = start("inspect", ...args);
      child.stdout?.destroy();
      expect(await ended).toMatchObject({ status: 0, signal: null, err: "" });
    },
  );
});
