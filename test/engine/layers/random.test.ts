/** What dropout and stochastic depth draw. PyTorch's bits can't be had, so it is their statistics that are checked. */
import { describe, expect, it } from "vitest";
import { GraphBuilder } from "../../../src-main/common/arch/graph-builder";
import type { ResidualSpec } from "../../../src-main/common/arch/spec";
import type { NamedTensor } from "../../../src-main/common/tensors";
import { DataType, FLOAT } from "../../../src-main/engine/graph/attributes";
import { GraphWriter } from "../../../src-main/engine/graph/graph-writer";
import { loadEngine } from "../../../src-main/engine/native";
import { layerSeed, writeForward } from "../../../src-main/engine/passes";
import { Session } from "../../../src-main/engine/session";
import { batchFor, modelOf, smallPreset } from "../testing";

type RandomKind = "dropout" | "stochasticDepth";
const KINDS: readonly RandomKind[] = ["dropout", "stochasticDepth"];

/** [channels, height, width]; an odd number of values. */
const SHAPE = [5, 3, 3] as const;
const VALUES = 45;
const SAMPLES = 1000;
const LAYERS = ["first", "second"] as const;

interface Draw {
  rate: number;
  seed?: number;
  pass?: number;
  training?: boolean;
}

/** What each of two layers makes of ones, [SAMPLES, VALUES]. */
function drawn(kind: RandomKind, { rate, seed = 1, pass = 1, training = true }: Draw): Float32Array[] {
  const builder = new GraphBuilder();
  const input = builder.add("input", null, "input", { shape: SHAPE }, []);
  const [, second = input] = LAYERS.map((layer) => builder.add(layer, null, kind, { rate }, [input]));
  const graph = new GraphWriter();
  const [channels, height, width] = SHAPE;
  const batch = graph.placeholder("batch", DataType.FLOAT, [-1, height, width, channels]);
  const seedOf = (layer: number) => layerSeed(graph, seed, layer, graph.int(pass));
  const { emitted } = writeForward(graph, builder.finish(second), new Map(), batch, training, seedOf);
  for (const layer of LAYERS) graph.named(`out/${layer}`, "Identity", [emitted.get(layer)?.output ?? ""], { T: FLOAT });
  const session = new Session(loadEngine(), graph.nodes);
  const ones = {
    name: batch,
    shape: [SAMPLES, height, width, channels],
    data: new Float32Array(SAMPLES * VALUES).fill(1),
  };
  const outputs = session.run(
    [ones],
    LAYERS.map((layer) => `out/${layer}`),
  );
  session.close();
  return outputs;
}

/** True per draw: per value with dropout, per sample with stochastic depth. */
function kept(kind: RandomKind, output: Float32Array | undefined): boolean[] {
  const every = kind === "dropout" ? 1 : VALUES;
  return [...(output ?? [])].flatMap((value, i) => (i % every === 0 ? [value !== 0] : []));
}

function share(flags: readonly boolean[]): number {
  return flags.filter(Boolean).length / flags.length;
}

/** Five standard deviations of the share of so many independent draws. */
function margin(probability: number, draws: number): number {
  return 5 * Math.sqrt((probability * (1 - probability)) / draws);
}

describe.each(KINDS)("%s", (kind) => {
  it.each([0.1, 0.5, 0.9])("keeps 1 - rate of all and scales it by the inverse: rate %d", (rate) => {
    const [output] = drawn(kind, { rate });
    const flags = kept(kind, output);
    expect(Math.abs(share(flags) - (1 - rate))).toBeLessThan(margin(rate, flags.length));
    const others = new Set([...(output ?? [])].filter((value) => value !== 0));
    expect(others.size).toBe(1);
    // 1 - rate is rounded to 16 bits.
    expect((1 - rate) * ([...others][0] ?? 0)).toBeCloseTo(1, 3);
  });

  it("gives the same bits for the same seed, layer and pass", () => {
    expect(drawn(kind, { rate: 0.3 })).toEqual(drawn(kind, { rate: 0.3 }));
  });

  it("draws anew for every layer, pass and seed", () => {
    const rate = 0.3;
    const draws = [{ rate }, { rate, pass: 2 }, { rate, seed: 2 }, { rate, seed: 2 ** 32 - 1 }];
    const masks = draws.flatMap((draw) => drawn(kind, draw).map((output) => kept(kind, output)));
    expect(masks.length).toBe(8);
    const agreement = rate ** 2 + (1 - rate) ** 2;
    masks.forEach((mask, a) => {
      for (const other of masks.slice(a + 1)) {
        const agreeing = share(mask.map((flag, i) => flag === other[i]));
        expect(Math.abs(agreeing - agreement)).toBeLessThan(margin(agreement, mask.length));
      }
    });
  });

  it("does nothing in evaluation", () => {
    for (const output of drawn(kind, { rate: 0.9, training: false })) expect(new Set(output)).toEqual(new Set([1]));
  });
});

it("stochastic depth drops whole samples, dropout single values", () => {
  const mixed = (output: Float32Array | undefined) =>
    Array.from({ length: SAMPLES }, (_, i) => new Set(output?.subarray(i * VALUES, (i + 1) * VALUES)).size).filter(
      (values) => values > 1,
    ).length;
  expect(mixed(drawn("stochasticDepth", { rate: 0.5 })[0])).toBe(0);
  expect(mixed(drawn("dropout", { rate: 0.5 })[0])).toBe(SAMPLES);
});

describe("a network that drops", () => {
  const preset = smallPreset("resnet20", 8) as ResidualSpec;
  const still: ResidualSpec = { ...preset, stages: preset.stages.map((stage) => ({ ...stage, blocks: 1 })) };
  const spec: ResidualSpec = { ...still, dropout: 0.2, stochasticDepth: 0.3, headDropout: 0.2 };
  const { images, labels } = batchFor(spec, 8);

  /** Three steps that change nothing, so that only what is dropped differs. */
  function losses(seed: number, start: readonly NamedTensor[]): number[] {
    const model = modelOf(spec, seed);
    model.writeWeights(start);
    const seen = [0, 0, 0].map((learningRate) => model.trainStep(images, labels, learningRate).loss);
    model.close();
    return seen;
  }

  it("drops other values in every step, the same for the same seed", () => {
    const model = modelOf(spec);
    const start = model.readWeights();
    model.close();
    const first = losses(1, start);
    expect(new Set(first).size).toBe(3);
    expect(losses(1, start)).toEqual(first);
    expect(losses(2, start)).not.toEqual(first);
  });

  it("evaluates as if it dropped nothing", () => {
    const [dropping, plain] = [spec, still].map((each) => {
      const model = modelOf(each);
      const logits = model.logits(images, labels.length);
      model.close();
      return logits;
    });
    expect(dropping).toEqual(plain);
  });
});
