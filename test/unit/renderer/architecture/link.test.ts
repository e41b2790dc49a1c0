import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPreset, PRESETS } from "../../../../src-main/common/arch/presets";
import { SAMPLES } from "../../../../src-main/common/arch/samples";
import type { ResidualSpec, VggSpec } from "../../../../src-main/common/arch/spec";
import { decodeLink, encodeLink } from "../../../../src-renderer/features/architecture/model/link";
import { residualSpec } from "../../../arbitrary-spec";

const resnet20 = findPreset("resnet20") as ResidualSpec;

describe("links", () => {
  it.each(PRESETS)("of $name say its name alone and lead back to it", (preset) => {
    const link = encodeLink(preset, preset.name);
    expect(link).toEqual({ preset: preset.name });
    expect(decodeLink(link)).toEqual({ spec: preset, base: preset.name });
  });

  it("say only what was edited, readably", () => {
    const edited: ResidualSpec = { ...resnet20, shortcut: "B", input: [1, 28, 28] };
    expect(encodeLink(edited, "resnet20")).toEqual({ preset: "resnet20", shortcut: "B", input: "1x28x28" });
  });

  it("lead back to any residual spec", () => {
    fc.assert(
      fc.property(residualSpec(), (spec) => {
        expect(decodeLink(encodeLink(spec, "resnet20"))).toEqual({ spec, base: "resnet20" });
      }),
    );
  });

  it("stay short enough for every browser and chat, also with the longest block and all fields edited", () => {
    const conv = { kernel: 11, padding: 5, strided: false, grouped: false };
    const spec: ResidualSpec = {
      ...(findPreset("preact_resnet164") as ResidualSpec),
      name: "x".repeat(100),
      block: { convs: Array.from({ length: 8 }, () => conv), projection: "unstrided", merge: "replace" },
      stages: Array.from({ length: 8 }, () => ({ blocks: 512, width: 16384, stride: 8 })),
    };
    const link = encodeLink(spec, "resnet20");
    expect(new URLSearchParams(link).toString().length).toBeLessThan(2000);
    expect(decodeLink(link).spec).toEqual(spec);
  });

  it("lead back to a sample", () => {
    for (const { spec } of SAMPLES) {
      expect(encodeLink(spec, spec.name)).toEqual({ preset: spec.name });
      expect(decodeLink({ preset: spec.name, classes: "7" })).toEqual({
        spec: { ...spec, classes: 7 },
        base: spec.name,
      });
    }
  });

  it("lead back to an edited VGG", () => {
    const spec: VggSpec = { ...(findPreset("vgg11") as VggSpec), batchNorm: true, stages: [[8, 16], [32]] };
    expect(decodeLink(encodeLink(spec, "vgg11")).spec).toEqual(spec);
  });

  it.each([
    [{ preset: "resnet21" }, "UNKNOWN_PRESET"],
    [{}, "UNKNOWN_PRESET"],
    [{ preset: "resnet20", classes: "-1" }, "INVALID_ARCHITECTURE"],
    [{ preset: "resnet20", classes: "" }, "INVALID_ARCHITECTURE"],
    [{ preset: "resnet20", stages: "3x16" }, "INVALID_ARCHITECTURE"],
    [{ preset: "resnet20", stages: "1x16s1.".repeat(2000) }, "INVALID_ARCHITECTURE"],
    [{ preset: "resnet20", colour: "red" }, "INVALID_ARCHITECTURE"],
    [{ preset: "resnet20", __proto__x: "1" }, "INVALID_ARCHITECTURE"],
    [{ preset: "vgg11", batchNorm: "maybe" }, "INVALID_ARCHITECTURE"],
    [{ preset: "resnet20", input: "3x0x32" }, "INVALID_VALUE"],
  ])("refuse %o with %s", (query, code) => {
    expect(() => decodeLink(query as Record<string, string>)).toThrow(expect.objectContaining({ code }));
  });
});
