import { describe, expect, it } from "vitest";
import { adaptSpec } from "../../../../src-main/common/arch/adapt";
import { analyse } from "../../../../src-main/common/arch/analysis";
import { listing } from "../../../../src-main/common/arch/listing";
import { findPreset, PRESETS } from "../../../../src-main/common/arch/presets";
import { SAMPLES } from "../../../../src-main/common/arch/samples";
import type { ArchSpec } from "../../../../src-main/common/arch/spec";
import type { Calibration } from "../../../../src-main/common/arch/step-time";

const CALIBRATION: Calibration = {
  device: "cpu",
  tensorflow: "2.21.0",
  at: 0,
  costs: { macs: 1e-11, bytes: 5e-11, launches: 9e-5, weights: 6e-10 },
  uncertainty: 0.142,
  points: [],
};

const lines = (spec: ArchSpec, batch = 1, calibration: Calibration | null = null) =>
  listing(spec, { batch, calibration }).split("\n");

/** A layer's line without its columns' spaces. */
function lineOf(all: readonly string[], start: string): string {
  return (all.find((line) => line.startsWith(start)) ?? "").trim().replaceAll(/ {2,}/g, " | ");
}

describe("the listing", () => {
  it("sets each layer under its block and stage, with their sums", () => {
    const resnet18 = lines(findPreset("resnet18"));
    expect(resnet18[0]).toBe("resnet18: input 3x224x224, 1,000 classes");
    expect(lineOf(resnet18, "stem")).toBe(
      "stem | 64x56x56 | 9,536 | 0.1 % | 118,013,952 | 6.5 % | 10.0 MiB | 6.9 MiB | 11",
    );
    expect(lineOf(resnet18, "  conv ")).toBe(
      "conv | conv2d 7x7/2 | 64x112x112 | 9,408 | 0.1 % | 118,013,952 | 6.5 % | 3.1 MiB | 3.1 MiB | 7",
    );
    expect(lineOf(resnet18, "stage1")).toBe(
      "stage1 | 64x56x56 | 147,968 | 1.3 % | 462,422,016 | 25.5 % | 10.7 MiB | 6.1 MiB | 43",
    );
    expect(lineOf(resnet18, "    shortcut/conv")).toContain("conv2d 1x1/2 | 128x28x28 | 8,192");
    expect(lineOf(resnet18, "  linear")).toContain("| 1000 | 513,000 | 4.4 % | 512,000 | < 0.1 % |");
  });

  it("ends in the totals, for the batch that was asked for", () => {
    const totals = lines(findPreset("resnet20"), 128);
    expect(totals).toContain("parameters  269,722, and 1,376 running statistics: 271,098 in all");
    expect(totals).toContain("MACs        40,551,040 for one image");
    expect(totals).toContain("depth       20 layers with weights along the main path");
    expect(lineOf(totals, "memory for 128 images")).toBe("memory for 128 images | training | inference");
    expect(lineOf(totals, "  weights and")).toBe("weights and running statistics | 1.0 MiB | 1.0 MiB");
    const { memory } = analyse(findPreset("resnet20"));
    const mebibytes = (128 * memory.training) / 2 ** 20;
    expect(lineOf(totals, "  activations")).toContain(`${mebibytes.toFixed(1)} MiB`);
  });

  it("predicts a step's time where the machine is calibrated, with its uncertainty, and says how to get there", () => {
    const line = (batch: number, calibration: Calibration | null) =>
      lineOf(lines(findPreset("resnet20"), batch, calibration), "step time");
    expect(line(128, null)).toContain("residua bench --calibrate");
    expect(line(128, CALIBRATION)).toMatch(
      /^step time \| \d{3} ms ± 15 % for 128 images on cpu with TensorFlow 2.21.0$/,
    );
    expect(line(2048, CALIBRATION)).toMatch(/\| \d\.\d s ± /);
  });

  it("explains problems, with the price of each repair", () => {
    const [sample] = SAMPLES;
    const all = sample ? lines(sample.spec) : [];
    const start = all.indexOf("warning at stage2/block1/shortcut/conv [PROJECTION_STRIDE]");
    expect(start).toBeGreaterThan(0);
    expect(all.slice(start).join("\n")).toMatch(
      /\n {2}1\. Give the shortcut the block's stride: ±0 parameters, -28,\d{3},\d{3},\d{3} MACs, -158\.\d MiB of memory\n/,
    );
    expect(Math.max(...all.slice(start).map((line) => line.length))).toBeLessThan(125);
  });

  it("has every layer of every preset, and survives an architecture that collapses", () => {
    for (const preset of PRESETS.filter(({ name }) => name !== "resnet1202")) {
      const text = listing(preset, { batch: 1, calibration: null });
      for (const { kind, output } of analyse(preset).layers) {
        if (kind !== "input") expect(text).toContain(` ${output.join("x")} `);
      }
    }
    const collapsed = adaptSpec(findPreset("vgg16"), { input: [3, 16, 16] });
    expect(lines(collapsed).join("\n")).toContain("[MAP_COLLAPSED]");
  });

  it("keeps a name from outside on its one line", () => {
    const named = { ...findPreset("resnet20"), name: "a\nb\u001b[31m" };
    expect(lines(named)[0]).toBe("a\\u000ab\\u001b[31m: input 3x32x32, 10 classes");
  });
});
