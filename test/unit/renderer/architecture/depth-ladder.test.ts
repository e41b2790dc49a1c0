import { describe, expect, it } from "vitest";
import { designOf } from "../../../../src-main/common/arch/block-design";
import { depthOf } from "../../../../src-main/common/arch/depth";
import { findPreset } from "../../../../src-main/common/arch/presets";
import type { ArchSpec, ResidualSpec } from "../../../../src-main/common/arch/spec";
import {
  depthBeside,
  depthLadder,
  nearestDepth,
  withDepth,
} from "../../../../src-renderer/features/architecture/model/depth-ladder";
import { createEditor } from "../../../../src-renderer/features/architecture/use-editor";

const resnet20 = findPreset("resnet20") as ResidualSpec;
const bottleneck: ResidualSpec = { ...resnet20, block: "bottleneck", expansion: 4 };
const designed: ResidualSpec = {
  ...resnet20,
  block: { ...designOf(resnet20), convs: Array.from({ length: 4 }, () => designOf(resnet20).convs[1] ?? []) as never },
};

/** What the form does with a depth that is typed. */
function typed(spec: ArchSpec, wished: number): ArchSpec {
  const editor = createEditor(spec);
  const ladder = depthLadder(spec);
  editor.edit("depth", (draft) => withDepth(ladder, draft, nearestDepth(ladder, wished)));
  return editor.spec.value;
}

describe("a CIFAR net's depth", () => {
  it.each([
    ["6n + 2", resnet20, 21, 20],
    ["6n + 2", resnet20, 24, 26],
    ["9n + 2 with bottlenecks", bottleneck, 30, 29],
    ["6n + 2 with pre-activation", findPreset("preact_resnet110"), 100, 98],
    ["9n + 2 with pre-activated bottlenecks", findPreset("preact_resnet164"), 1000, 1001],
    ["12n + 2 with four convolutions of one's own", designed, 30, 26],
    ["plain too", findPreset("plain20"), 33, 32],
    ["at least one block a stage", resnet20, 1, 8],
    ["at most the schema's blocks", resnet20, 1e9, 6 * 512 + 2],
  ])("snaps to %s", (_, spec, wished, depth) => {
    expect(nearestDepth(depthLadder(spec), wished)).toBe(depth);
    expect(depthOf(typed(spec, wished))).toBe(depth);
  });

  it("steps by a block in every stage, down to one", () => {
    const ladder = depthLadder(resnet20);
    expect([depthBeside(ladder, 20, 1), depthBeside(ladder, 20, -1), depthBeside(ladder, 8, -1)]).toEqual([
      26,
      14,
      null,
    ]);
  });

  it("steps from unequal stages to the next depth of equal ones", () => {
    const uneven: ResidualSpec = {
      ...resnet20,
      stages: resnet20.stages.map((s, i) => ({ ...s, blocks: 3 + (i % 2) })),
    };
    const ladder = depthLadder(uneven);
    expect(ladder).toMatchObject({ kind: "rule", n: null });
    expect(depthOf(uneven)).toBe(22);
    expect([depthBeside(ladder, 22, -1), depthBeside(ladder, 22, 1)]).toEqual([20, 26]);
  });
});

describe("an ImageNet net's depth", () => {
  const depths = (spec: ArchSpec) => {
    const ladder = depthLadder(spec);
    return ladder.kind === "named" ? ladder.steps.map(({ depth }) => depth) : [];
  };

  it("is one of the paper's, each with its own block", () => {
    expect(depths(findPreset("resnet34"))).toEqual([18, 34, 50, 101, 152]);
    for (const depth of [18, 34, 50, 101, 152]) {
      expect(typed(findPreset("resnet34"), depth)).toEqual(findPreset(`resnet${depth}`));
    }
    expect(typed(findPreset("resnet152"), 34)).toEqual(findPreset("resnet34"));
  });

  it("snaps to the nearest, of two to the shallower, and steps from any", () => {
    const ladder = depthLadder(findPreset("resnet50"));
    expect([1, 26, 27, 42, 43, 1e6].map((wished) => nearestDepth(ladder, wished))).toEqual([18, 18, 34, 34, 50, 152]);
    expect([depthBeside(ladder, 152, 1), depthBeside(ladder, 60, -1), depthBeside(ladder, 60, 1)]).toEqual([
      null,
      50,
      101,
    ]);
  });

  it("keeps a block written by hand, with which the same stages are as deep as it is", () => {
    const resnet50 = findPreset("resnet50") as ResidualSpec;
    const own: ResidualSpec = { ...resnet50, block: designOf(resnet50) };
    expect(depths(own)).toEqual([26, 50, 101, 152]);
    expect(typed(own, 27)).toMatchObject({ block: own.block, stages: [2, 2, 2, 2].map((blocks) => ({ blocks })) });
  });

  it("keeps what makes a net wide, and is ResNet-D's too", () => {
    expect(typed(findPreset("wide_resnet50_2"), 101)).toEqual(findPreset("wide_resnet101_2"));
    expect(depths(findPreset("resnet50d"))).toHaveLength(5);
  });

  it("is VGG's 11 to 19, with and without norms", () => {
    expect(depths(findPreset("vgg16"))).toEqual([11, 13, 16, 19]);
    expect(typed(findPreset("vgg16_bn"), 19)).toEqual(findPreset("vgg19_bn"));
  });
});
