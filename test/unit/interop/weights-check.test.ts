import { describe, expect, it } from "vitest";
import { buildLayerGraph } from "../../../src-main/common/arch/build";
import { findPreset } from "../../../src-main/common/arch/presets";
import { stateDict } from "../../../src-main/common/arch/state-dict";
import type { TensorInfo } from "../../../src-main/interop/safetensors";
import { checkWeights } from "../../../src-main/interop/weights-check";

const network = buildLayerGraph(findPreset("resnet20"));
const own: TensorInfo[] = stateDict(network);
const without = (name: string) => own.filter((tensor) => tensor.name !== name);
const check = (received: TensorInfo[]) => () =>
  checkWeights(network, received, { source: "w.safetensors", field: "init" });

describe("checkWeights", () => {
  it("takes a network's own weights in any order", () => {
    expect(check([...own].reverse())).not.toThrow();
  });

  it("does not miss num_batches_tracked", () => {
    expect(check(own.filter((tensor) => !tensor.name.endsWith("num_batches_tracked")))).not.toThrow();
  });

  it.each<[string, TensorInfo[], string]>([
    [
      "a wrong shape",
      [{ name: "conv1.weight", dtype: "F32", shape: [16, 1, 3, 3] }, ...without("conv1.weight")],
      "w.safetensors has conv1.weight with shape [16, 1, 3, 3]; the network needs [16, 3, 3, 3].",
    ],
    ["a missing tensor", without("fc.bias"), "has no tensor fc.bias; the network needs it with shape [10]."],
    [
      "an unknown tensor",
      [...own, { name: "layer9.0.conv1.weight", dtype: "F32", shape: [2] }],
      "has a tensor layer9.0.conv1.weight of shape [2]; the network has none of that name.",
    ],
    [
      "a wrong type",
      [...without("fc.bias"), { name: "fc.bias", dtype: "I64", shape: [10] }],
      "fc.bias as I64; the network needs F32.",
    ],
  ])("names the first tensor: %s", (_what, received, sentence) => {
    expect(check(received)).toThrowError(
      expect.objectContaining({ code: "WEIGHTS_MISMATCH", field: "init", message: expect.stringContaining(sentence) }),
    );
  });
});
