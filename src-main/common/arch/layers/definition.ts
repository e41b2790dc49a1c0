import type { LayerAttributes, LayerKind, Parameter } from "../layer-graph";
import type { Shape } from "../spec";

export interface Window {
  kernel: number;
  stride: number;
  /** On the left and above; what is added behind moves no window. */
  padding: number;
}

/** `mask` is an array of the output's size that the layer draws for itself. */
export interface Kept {
  inputs?: boolean;
  output?: boolean;
  mask?: boolean;
}

/**
 * What a layer kind means, apart from TensorFlow: the shape rule, its parameters and its cost.
 * The forward and backward nodes of the same kind stand in `engine/layers/`.
 */
export interface LayerDefinition<K extends LayerKind> {
  /** Output shape for the given input shapes; a dimension under 1 means that the map has collapsed. */
  shape(attributes: LayerAttributes[K], inputs: readonly Shape[]): Shape;
  /** Arrays the layer owns, in torch's state_dict order; none when left out. */
  parameters?(attributes: LayerAttributes[K], inputs: readonly Shape[]): Parameter[];
  /** Multiply-accumulates for one sample; 0 when left out (only convolutions and linear layers count). */
  macs?(attributes: LayerAttributes[K], inputs: readonly Shape[], output: Shape): number;
  /** The window that slides over the map, for the receptive field; without it a pixel sees its own place alone. */
  window?(attributes: LayerAttributes[K], inputs: readonly Shape[]): Window;
  /** True when an output value depends on the whole map. */
  seesAll?: boolean;
  /** What the backward pass reads again and so has to be kept from the forward pass; nothing when left out. */
  keeps?: Kept;
}
