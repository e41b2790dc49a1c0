import type { LayerAttributes, LayerKind, Parameter } from "../../common/arch/layer-graph";
import type { Shape } from "../../common/arch/spec";
import type { GraphWriter, Ref } from "../graph/graph-writer";

/** What a layer needs to write its TensorFlow nodes. Maps are NHWC, float32, with an open batch dimension. */
export interface EmitContext<K extends LayerKind> {
  graph: GraphWriter;
  /** Batch statistics and dropout when true, running statistics when false. */
  training: boolean;
  attributes: LayerAttributes[K];
  inputs: readonly Ref[];
  /** Channels first, without the batch, as the layer graph has them. */
  inputShapes: readonly Shape[];
  outputShape: Shape;
  /** Value of one of the layer's own arrays, in TensorFlow's layout (HWIO for convolutions, [out, in] for linear). */
  read(name: Parameter["name"]): Ref;
  /** Replaces a running statistic when the step is done. */
  update(name: Parameter["name"], value: Ref): void;
  /** Seed pair of this layer and step, int32 [2], for random layers. */
  seed(): Ref;
}

export interface Gradients {
  /** With respect to each input, in order. */
  inputs: readonly Ref[];
  /** With respect to the layer's trainable arrays, in TensorFlow's layout. */
  parameters?: Partial<Record<Parameter["name"], Ref>>;
}

/** A layer's forward nodes, and how to write its backward nodes once the gradient of its output is known. */
export interface Emitted {
  output: Ref;
  backward(gradient: Ref): Gradients;
}

export type LayerEmitter<K extends LayerKind> = (context: EmitContext<K>) => Emitted;
