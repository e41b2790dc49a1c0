import { describe, expect, it } from "vitest";
import { explain, explanationText } from "../../../src-main/cli/inspect/explain";
import { analyse } from "../../../src-main/common/arch/analysis";
import { findPreset, PRESETS } from "../../../src-main/common/arch/presets";

const resnet34 = findPreset("resnet34");

describe("inspect --explain", () => {
  it("works out every number of a layer, by its address or torchvision's name", () => {
    const explanation = explain(resnet34, "stage2/block1/conv1");
    expect(explanation).toEqual({
      name: "stage2/block1/conv1",
      facts: {
        kind: "conv2d 3x3/2",
        torchvision: "layer2.0.conv1",
        reads: "stage1/block3/relu2, 64x56x56",
        gives: "128x28x28",
      },
      formulas: {
        output: "128; ⌊(56 + 2·1 − 3) / 2⌋ + 1 = 28; ⌊(56 + 2·1 − 3) / 2⌋ + 1 = 28",
        parameters: "64·3·3·128 = 73,728",
        MACs: "64·3·3·128·28·28 = 57,802,752",
        "share of parameters": "73,728 / 21,797,672 = 0.3 %",
        "share of MACs": "57,802,752 / 3,663,761,408 = 1.6 %",
        memory: "128·28·28·4 B = 401,408 B",
        kept: "128·28·28·4 B = 401,408 B, for the backward pass of stage2/block1/bn1",
        "receptive field": "59 + (3 − 1)·4 = 67",
      },
    });
    expect(explain(resnet34, "layer2.0.conv1")).toEqual(explanation);
    expect(explanationText(explanation)).toContain("\nparameters           64·3·3·128 = 73,728\n");
  });

  it("adds up a block and a stage", () => {
    expect(explain(resnet34, "stage2").formulas).toMatchObject({ parameters: "230,144 + 3·295,424 = 1,116,416" });
    expect(explain(resnet34, "stage2/block1").formulas).toMatchObject({
      parameters: "73,728 + 256 + 147,456 + 256 + 8,192 + 256 = 230,144",
    });
  });

  it("ends each formula in the analysis' number", () => {
    for (const preset of PRESETS.filter(({ name }) => /^(resnet20|resnext50|se_|preact_resnet110|vgg11)/.test(name))) {
      for (const { name, params } of analyse(preset).layers) {
        if (params === 0) continue;
        expect(explain(preset, name).formulas["parameters"]).toMatch(
          new RegExp(`= ${params.toLocaleString("en-US")}$`),
        );
      }
    }
  });

  it("says which name was meant", () => {
    const refused = (name: string) => {
      try {
        return explain(resnet34, name);
      } catch (thrown) {
        return thrown;
      }
    };
    expect(refused("stage2/blok1")).toMatchObject({
      code: "INVALID_VALUE",
      field: "explain",
      message: expect.stringContaining("did you mean stage2/block1?"),
    });
    expect(refused("nothing like it at all")).toMatchObject({ message: expect.stringContaining("such as") });
  });
});
