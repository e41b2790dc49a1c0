import { buildLayerGraph } from "../../src-main/common/arch/build";
import type { ArchSpec } from "../../src-main/common/arch/spec";
import { DataType, FLOAT, INT32 } from "../../src-main/engine/graph/attributes";
import { GraphWriter } from "../../src-main/engine/graph/graph-writer";
import { loadEngine } from "../../src-main/engine/native";
import { declareArrays, layerSeed, writeForward } from "../../src-main/engine/passes";
import { Session } from "../../src-main/engine/session";
import { declareInitialValue } from "../../src-main/engine/variables";

export interface ExecutedShape {
  address: string;
  /** Channels first, without the batch, as the layer graph has it. */
  shape: number[];
}

/** Runs the layers of a network once on black images and asks TensorFlow for the shape of every layer's output. */
export function executedShapes(spec: ArchSpec, batch: number): ExecutedShape[] {
  const layers = buildLayerGraph(spec);
  const graph = new GraphWriter();
  const arrays = declareArrays(graph, layers);
  const firstValues = [...arrays.values()]
    .flatMap((layer) => [...layer.values()])
    .map(({ variable, parameter }, index) => declareInitialValue(graph, variable, parameter.initializer, 1, index));
  graph.named("initialised", "Identity", [graph.float(1), ...firstValues.map((ref) => `^${ref}`)], { T: FLOAT });
  const [channels, height, width] = spec.input;
  const images = graph.placeholder("images", DataType.FLOAT, [-1, height, width, channels]);
  const seedOf = (layer: number) => layerSeed(graph, 1, layer, graph.int(1));
  const { emitted } = writeForward(graph, layers, arrays, images, true, seedOf);
  const fetches = layers.nodes.map(({ address }) => {
    const shape = graph.op("Shape", [emitted.get(address)?.output ?? ""], { T: FLOAT });
    return graph.op("Cast", [shape], { SrcT: INT32, DstT: FLOAT });
  });

  const session = new Session(loadEngine(), graph.nodes);
  try {
    session.run([], ["initialised"]);
    const data = new Float32Array(batch * height * width * channels);
    const shapes = session.run([{ name: images, shape: [batch, height, width, channels], data }], fetches);
    return layers.nodes.map(({ address }, i) => ({ address, shape: channelsFirst([...(shapes[i] ?? [])], batch) }));
  } finally {
    session.close();
  }
}

/** [batch, H, W, C] to [C, H, W]; [batch, F] to [F]. */
function channelsFirst([samples, ...sizes]: number[], batch: number): number[] {
  if (samples !== batch) throw new Error(`A layer gives ${samples} samples for ${batch}.`);
  return [...sizes.slice(-1), ...sizes.slice(0, -1)];
}
