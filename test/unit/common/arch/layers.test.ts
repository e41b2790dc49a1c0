/** What the op table says where PyTorch would refuse, or says nothing. */
import { describe, expect, it } from "vitest";
import { analyse } from "../../../../src-main/common/arch/analysis";
import { buildLayerGraph } from "../../../../src-main/common/arch/build";
import { findPreset } from "../../../../src-main/common/arch/presets";
import { receptiveFields } from "../../../../src-main/common/arch/receptive-field";
import { archSpecSchema } from "../../../../src-main/common/arch/spec";

describe("a map that has collapsed", () => {
  const narrow = archSpecSchema.parse({
    ...findPreset("resnet20"),
    input: [3, 5, 5],
    shortcut: "none",
    block: { convs: [{ kernel: 7, padding: 0 }] },
  });

  it("costs nothing, though both its sides be negative", () => {
    const { layers, problems } = analyse(narrow);
    const row = layers.find(({ name }) => name === "stage1/block1/conv1");
    expect(row).toMatchObject({ output: [16, -1, -1], macs: 0, activationBytes: 0, keptBytes: 0 });
    expect(problems).toContainEqual(expect.objectContaining({ code: "MAP_COLLAPSED", severity: "error" }));
  });
});

describe("the receptive field", () => {
  const last = (name: string, address: string) => {
    const graph = buildLayerGraph(findPreset(name));
    return receptiveFields(graph)[graph.nodes.findIndex((node) => node.address === address)]?.size;
  };

  // VGG-16's is Araujo et al. 2019, table 1; the others follow from equation 2, with the stride in the 3x3.
  it.each([
    ["vgg16", "stage5/pool", 212],
    ["resnet18", "stage4/block2/add", 435],
    ["resnet34", "stage4/block3/add", 899],
    ["resnet50", "stage4/block3/add", 427],
    ["resnet101", "stage4/block3/add", 971],
    ["resnet152", "stage4/block3/add", 1451],
  ])("of %s at %s is %i pixels", (name, address, size) => {
    expect(last(name, address)).toBe(size);
  });

  it("stays what it was where VGG's adaptive pool has nothing to do, and ends in the whole image", () => {
    expect(last("vgg16", "head/pool")).toBe(212);
    expect(last("vgg16", "head/linear1")).toBe(Number.POSITIVE_INFINITY);
  });
});
