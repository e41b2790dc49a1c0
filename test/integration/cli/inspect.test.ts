import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { EXACT, PROJECTED, RESNET50_V1_MACS, ROUNDED } from "./numbers";
import { buildCommandLine, json, start, temporaryFolder } from "./residua";

beforeAll(buildCommandLine);

interface Preset {
  name: string;
  input: number[];
  architecture: Record<string, unknown>;
}

async function presets(): Promise<Preset[]> {
  return (await json("presets"))["presets"] as Preset[];
}

describe("residua inspect", () => {
  it("has a figure to hold every preset against", async () => {
    const names = (await presets()).map(({ name }) => name);
    expect(names.sort()).toEqual([...Object.keys(EXACT), ...Object.keys(ROUNDED)].sort());
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

  it("survives a reader that goes away", async () => {
    const { child, ended } = start("inspect", "resnet1202");
    child.stdout?.destroy();
    expect(await ended).toMatchObject({ status: 0, signal: null, err: "" });
  });
});
