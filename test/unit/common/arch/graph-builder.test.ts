import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildLayerGraph } from "../../../../src-main/common/arch/build";
import { GraphBuilder } from "../../../../src-main/common/arch/graph-builder";
import type { LayerGraph } from "../../../../src-main/common/arch/layer-graph";
import { PRESETS } from "../../../../src-main/common/arch/presets";
import { residualSpec } from "../../../arbitrary-spec";

function holdTogether({ nodes, output }: LayerGraph): void {
  const addresses = nodes.map(({ address }) => address);
  expect(new Set(addresses).size).toBe(nodes.length);
  expect(addresses).toContain(output);
  nodes.forEach(({ inputs, sources }, place) => {
    expect(sources.every((source) => source < place)).toBe(true);
    expect(sources.map((source) => addresses[source])).toEqual(inputs);
  });
}

describe("a layer graph", () => {
  it("has unique addresses, and reads only what stands before, for every preset", () => {
    for (const preset of PRESETS) {
      if (preset.name !== "resnet1202") holdTogether(buildLayerGraph(preset));
    }
  });

  it("does so for any spec that the schema accepts", () => {
    const bounds = { size: 64, channels: 64, blocks: 4, stages: 8, groups: 8 };
    fc.assert(fc.property(residualSpec(bounds), (spec) => holdTogether(buildLayerGraph(spec))));
  });

  it("can't read a layer that isn't there", () => {
    const builder = new GraphBuilder();
    expect(() => builder.add("relu", null, "relu", {}, [0])).toThrow("0 layers");
  });
});
