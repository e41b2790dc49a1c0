import { describe, expect, it } from "vitest";
import type { NamedTensor } from "../../../src-main/common/tensors";
import { checkWeights } from "../../../src-main/trainer/weights-check";

const f32 = (name: string, shape: number[]): NamedTensor => ({
  name,
  dtype: "F32",
  shape,
  data: new Float32Array(shape.reduce((product, size) => product * size, 1)),
});
const tracked: NamedTensor = { name: "bn1.num_batches_tracked", dtype: "I64", shape: [], data: BigInt64Array.of(3n) };
const NETWORK = [f32("conv1.weight", [4, 3, 3, 3]), f32("bn1.weight", [4]), tracked, f32("fc.bias", [10])];

const check = (received: NamedTensor[]) => () =>
  checkWeights(NETWORK, received, { source: "w.safetensors", field: "init" });

describe("checkWeights", () => {
  it("takes a network's own weights in any order", () => {
    expect(check([...NETWORK].reverse())).not.toThrow();
  });

  it("does not miss num_batches_tracked", () => {
    expect(check(NETWORK.filter((tensor) => tensor !== tracked))).not.toThrow();
  });

  it.each([
    [
      "a wrong shape",
      [f32("conv1.weight", [4, 1, 3, 3]), ...NETWORK.slice(1)],
      "w.safetensors has conv1.weight with shape [4, 1, 3, 3] as F32; the network needs [4, 3, 3, 3] as F32.",
    ],
    ["a missing tensor", NETWORK.slice(0, 3), "has no tensor fc.bias; the network needs it with shape [10]."],
    [
      "an unknown tensor",
      [...NETWORK, f32("layer9.0.conv1.weight", [2])],
      "has a tensor layer9.0.conv1.weight of shape [2]; the network has none of that name.",
    ],
    [
      "a wrong type",
      [...NETWORK.slice(0, 3), { name: "fc.bias", dtype: "I64", shape: [10], data: new BigInt64Array(10) } as const],
      "fc.bias with shape [10] as I64; the network needs [10] as F32.",
    ],
  ])("names the first tensor: %s", (_what, received, sentence) => {
    expect(check(received)).toThrowError(
      expect.objectContaining({ code: "WEIGHTS_MISMATCH", field: "init", message: expect.stringContaining(sentence) }),
    );
  });
});
