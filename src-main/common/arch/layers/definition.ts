import type { LayerAttributes, LayerKind, Parameter } from "../layer-graph";
import type { Shape } from "../spec";

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
}
