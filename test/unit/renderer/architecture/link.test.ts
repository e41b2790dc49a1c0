import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPreset, PRESETS } from "../../../../src-main/common/arch/presets";
import type { ResidualSpec, VggSpec } from "../../../../src-main/common/arch/spec";
import { decodeLink, encodeLink } from "../../../../src-renderer/features/architecture/model/link";

const resnet20 = findPreset("resnet20") as ResidualSpec;

const stage = fc.record({
  blocks: fc.integer({ min: 1, max: 512 }),
  width: fc.integer({ min: 1, max: 4096 }),
  stride: fc.integer({ min: 1, max: 8 }),
});
const size = fc.integer({ min: 1, max: 4096 });
const residual: fc.Arbitrary<ResidualSpec> = fc.record({
  version: fc.constant(1 as const),
  family: fc.constant("residual" as const),
  name: fc.string({ minLength: 1, maxLength: 100 }),
  input: fc.tuple(size, size, size),
  classes: fc.integer({ min: 1, max: 100_000 }),
  stem: fc.constantFrom("imagenet" as const, "cifar" as const),
  stemWidth: size,
  block: fc.constantFrom("basic" as const, "bottleneck" as const),
  expansion: fc.double({ min: 0.01, max: 16, noNaN: true }),
  stages: fc.array(stage, { minLength: 1, maxLength: 8 }),
  shortcut: fc.constantFrom("A" as const, "B" as const, "C" as const, "none" as const),
  groups: fc.integer({ min: 1, max: 1024 }),
  widthPerGroup: fc.integer({ min: 1, max: 1024 }),
  bottleneckStride: fc.constantFrom("3x3" as const, "1x1" as const),
});

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
      fc.property(residual, (spec) => {
        expect(decodeLink(encodeLink(spec, "resnet20"))).toEqual({ spec, base: "resnet20" });
      }),
    );
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
