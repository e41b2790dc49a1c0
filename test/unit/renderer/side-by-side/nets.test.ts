import { describe, expect, it } from "vitest";
import { findPreset } from "../../../../src-main/common/arch/presets";
import { EDITED, PAPERS_NETS, readNets, specOf, withNet } from "../../../../src-renderer/features/side-by-side/nets";

describe("the networks of an address", () => {
  it.each([
    ["vgg19,plain34,resnet34", ["vgg19", "plain34", "resnet34"]],
    ["WRN-28-10,edited", ["wrn_28_10", EDITED]],
    ["resnet50", ["resnet50", "vgg19"]],
    ["", ["vgg19", "plain34"]],
    ["resnet18,resnet18", ["resnet18", "resnet18"]],
    ["resnet18,resnet34,resnet50,resnet101,resnet152", ["resnet18", "resnet34", "resnet50", "resnet101"]],
    ["notebook-block,resnet34", ["notebook-block", "resnet34"]],
  ])("%j are %j", (text, names) => {
    expect(readNets(text)).toEqual(names);
  });

  it("are refused by name when one isn't known", () => {
    expect(() => readNets("resnet34,resnet35")).toThrow('"resnet35"');
  });
});

describe("a network", () => {
  it("is a preset, or what is being edited", () => {
    const edited = findPreset("resnet20");
    expect(specOf("vgg16", edited)).toEqual(findPreset("vgg16"));
    expect(specOf(EDITED, edited)).toBe(edited);
  });

  it("more is the paper's next, then the edited one, up to four", () => {
    expect(withNet(["vgg19", "resnet34"])).toEqual(["vgg19", "resnet34", "plain34"]);
    expect(withNet(PAPERS_NETS)).toEqual([...PAPERS_NETS, EDITED]);
    expect(withNet([...PAPERS_NETS, EDITED])).toHaveLength(4);
  });
});
