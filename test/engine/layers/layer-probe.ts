/** One layer by itself in TensorFlow: what it gives, and the gradients that its emitter writes. */
import type { LayerAttributes, LayerKind, Parameter } from "../../../src-main/common/arch/layer-graph";
import { LAYERS, outputShape } from "../../../src-main/common/arch/layers";
import type { Shape } from "../../../src-main/common/arch/spec";
import { DataType, FLOAT, INT32 } from "../../../src-main/engine/graph/attributes";
import { GraphWriter, type Ref } from "../../../src-main/engine/graph/graph-writer";
import { EMITTERS } from "../../../src-main/engine/layers";
import { loadEngine } from "../../../src-main/engine/native";
import { type Feed, Session } from "../../../src-main/engine/session";

export type EmittedKind = Exclude<LayerKind, "input">;

export interface LayerCase<K extends EmittedKind> {
  title: string;
  attributes: LayerAttributes[K];
  /** Channels first, without the batch, as the layer graph has them. */
  inputs: readonly Shape[];
}

const BATCH = 2;

/** An array that the layer reads: one of its inputs, or one of its own. */
export interface Operand {
  /** Its placeholder. */
  name: string;
  /** In TensorFlow's layout, with the batch. */
  shape: Shape;
  /** Null for running statistics. */
  gradient: Ref | null;
}

/** Of the random layers: the same masks at every run. */
const SEED = [20151210, 7];

export class LayerProbe {
  readonly operands: readonly Operand[];
  /** Of the output, in TensorFlow's layout, with the batch. */
  readonly outputShape: Shape;
  private readonly session: Session;

  constructor(kind: EmittedKind, layerCase: LayerCase<EmittedKind>) {
    const graph = new GraphWriter();
    const { operands, shape } = writeLayer(graph, kind, layerCase);
    this.operands = operands;
    this.outputShape = shape;
    this.session = new Session(loadEngine(), graph.nodes);
  }

  /** @param values by operand name */
  output(values: ReadonlyMap<string, Float32Array>): Float32Array {
    return this.session.run(this.feeds(values), ["output"])[0] ?? new Float32Array();
  }

  executedShape(values: ReadonlyMap<string, Float32Array>): number[] {
    return [...(this.session.run(this.feeds(values), ["shape"])[0] ?? [])];
  }

  /** Of the sum of `weights` times the output, with respect to one operand. */
  gradient(operand: Operand, values: ReadonlyMap<string, Float32Array>, weights: Float32Array): Float32Array {
    if (operand.gradient === null) throw new Error(`${operand.name} has no gradient.`);
    const arriving: Feed = { name: "arriving", shape: this.outputShape, data: weights };
    return this.session.run([...this.feeds(values), arriving], [operand.gradient])[0] ?? new Float32Array();
  }

  close(): void {
    this.session.close();
  }

  private feeds(values: ReadonlyMap<string, Float32Array>): Feed[] {
    return this.operands.map(({ name, shape }) => ({ name, shape, data: values.get(name) ?? new Float32Array() }));
  }
}

function writeLayer<K extends EmittedKind>(graph: GraphWriter, kind: K, { attributes, inputs }: LayerCase<K>) {
  const outputs = outputShape(kind, attributes, inputs);
  const shape = withBatch(outputs);
  const parameters = LAYERS[kind].parameters?.(attributes, inputs) ?? [];
  const sources = inputs.map((input, i) => source(graph, `input${i}`, withBatch(input)));
  const own = parameters.map((parameter) => source(graph, parameter.name, kernelLayout(parameter)));
  const emitted = EMITTERS[kind]({
    graph,
    training: true,
    attributes,
    inputs: sources.map(({ name }) => name),
    inputShapes: inputs,
    outputShape: outputs,
    read: (name) => name,
    update: () => {},
    seed: () => graph.int(SEED),
  });
  graph.named("output", "Identity", [emitted.output], { T: FLOAT });
  const executed = graph.op("Shape", [emitted.output], { T: FLOAT });
  graph.named("shape", "Cast", [executed], { SrcT: INT32, DstT: FLOAT });
  const arriving = graph.placeholder("arriving", DataType.FLOAT, shape);
  const gradients = emitted.backward(arriving);
  // An addition hands on what arrives, and TensorFlow fetches nothing that is fed.
  const withGradient = (operand: Omit<Operand, "gradient">, gradient: Ref | undefined): Operand => {
    if (gradient === undefined) throw new Error(`${kind} gives its ${operand.name} no gradient.`);
    return { ...operand, gradient: graph.op("Identity", [gradient], { T: FLOAT }) };
  };
  const operands = [
    ...sources.map((operand, i) => withGradient(operand, gradients.inputs[i])),
    ...own.map((operand, i) => {
      const parameter = parameters[i];
      if (!parameter?.trainable) return { ...operand, gradient: null };
      return withGradient(operand, gradients.parameters?.[parameter.name]);
    }),
  ];
  return { operands, shape };
}

function source(graph: GraphWriter, name: string, shape: Shape): Omit<Operand, "gradient"> {
  graph.placeholder(name, DataType.FLOAT, shape);
  return { name, shape };
}

/** [C, H, W] to [N, H, W, C], [F] to [N, F]. */
function withBatch([first = 0, ...rest]: Shape): Shape {
  return [BATCH, ...rest, first];
}

/** OIHW to HWIO; other arrays are laid out alike. */
function kernelLayout({ shape }: Parameter): Shape {
  const [outputs = 0, inputs = 0, height = 0, width = 0] = shape;
  return shape.length === 4 ? [height, width, inputs, outputs] : shape;
}
