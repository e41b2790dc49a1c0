import { describe, expect, it } from "vitest";
import { designOf } from "../../../../src-main/common/arch/block-design";
import { findPreset } from "../../../../src-main/common/arch/presets";
import type { ResidualSpec } from "../../../../src-main/common/arch/spec";
import {
  type DesignDraft,
  withConv,
  withConvAdded,
  withConvMoved,
  withConvRemoved,
} from "../../../../src-renderer/features/architecture/model/design-edits";
import { withBlock } from "../../../../src-renderer/features/architecture/model/spec-edits";
import { createEditor } from "../../../../src-renderer/features/architecture/use-editor";

const resnet50 = findPreset("resnet50") as ResidualSpec;
const bottleneck: DesignDraft = designOf(resnet50);
const kernels = ({ convs }: DesignDraft) => convs.map(({ kernel }) => kernel);

describe("a block written by hand", () => {
  it("starts as the block it is written from, and is the same network", () => {
    const editor = createEditor({ ...resnet50, bottleneckStride: "1x1" });
    const { params, macs } = editor.analysis.value;
    editor.editResidual("block", (draft) => withBlock(draft, "custom"));
    expect(editor.spec.value).toMatchObject({ block: designOf({ block: "bottleneck", bottleneckStride: "1x1" }) });
    expect(editor.analysis.value).toMatchObject({ params, macs });
    editor.editResidual("block", (draft) => withBlock(draft, "bottleneck"));
    expect(editor.spec.value).toEqual(resnet50);
  });

  it("keeps its width on the way to a bottleneck that widens already", () => {
    const wide = withBlock({ ...resnet50, block: bottleneck, expansion: 2 }, "bottleneck");
    expect(wide.expansion).toBe(2);
    expect(withBlock({ ...resnet50, block: bottleneck, expansion: 1 }, "bottleneck").expansion).toBe(4);
  });

  it("keeps the map's size with another kernel, if it did before", () => {
    expect(withConv(bottleneck, 1, { kernel: 5 }).convs[1]).toMatchObject({ kernel: 5, padding: 2 });
    const bordered = withConv(bottleneck, 0, { padding: 1 });
    expect(withConv(bordered, 0, { kernel: 3 }).convs[0]).toMatchObject({ kernel: 3, padding: 1 });
    expect(withConv(bottleneck, 1, { kernel: 4 }).convs[1]).toMatchObject({ kernel: 4, padding: 1 });
    expect(withConv(bottleneck, 1, { kernel: 5, padding: 0 }).convs[1]).toMatchObject({ padding: 0 });
  });

  it("can be added to, taken from and put in another order", () => {
    expect(kernels(withConvAdded(bottleneck))).toEqual([1, 3, 1, 3]);
    expect(kernels(withConvRemoved(bottleneck, 1))).toEqual([1, 1]);
    expect(kernels(withConvMoved(bottleneck, 1, -1))).toEqual([3, 1, 1]);
    expect(kernels(withConvMoved(bottleneck, 1, 1))).toEqual([1, 1, 3]);
  });

  it("has its faults at the convolution they are in", () => {
    const editor = createEditor({ ...resnet50, block: designOf(resnet50) });
    editor.setResidual({ block: withConv(bottleneck, 1, { kernel: null }) });
    expect([...editor.faults.value]).toEqual([["block.convs.1.kernel", { kind: "number" }]]);
    editor.setResidual({ block: withConv(bottleneck, 1, { padding: 9 }) });
    expect([...editor.faults.value]).toEqual([["block.convs.1.padding", { kind: "max", limit: 5 }]]);
  });
});
