import type { Initializer } from "../common/arch/layer-graph";
import type { Shape } from "../common/arch/spec";
import { DataType, FLOAT, INT32 } from "./graph/attributes";
import type { GraphWriter, Ref } from "./graph/graph-writer";

/** An array that lives in TensorFlow, seen from outside under torch's name and in torch's layout. */
export interface Variable {
  /** `layer1.0.conv1.weight`. */
  name: string;
  /** In torch's layout. */
  shape: Shape;
  handle: Ref;
  /** Its value in TensorFlow's layout, for the layers. */
  value: Ref;
  /** Fetching this gives the value in torch's layout. */
  fetch: Ref;
  /** Feeding this, in torch's layout, and waiting for `assign` replaces the value. */
  feed: Ref;
  /** What was fed, in TensorFlow's layout. */
  fed: Ref;
  assign: Ref;
}

/** A trainable variable with the gradient of the loss in TensorFlow's layout. */
export interface ParameterGradient {
  variable: Variable;
  gradient: Ref;
}

/** OIHW to HWIO and back; arrays of fewer axes are laid out alike on both sides. */
const TO_TENSORFLOW = [2, 3, 1, 0];
const TO_TORCH = [3, 2, 0, 1];

/** Writes the variable's nodes: handle, reading, and the ways in and out. */
export function declareVariable(graph: GraphWriter, name: string, shape: Shape): Variable {
  const isKernel = shape.length === 4;
  const reorder = (ref: Ref, order: number[]) =>
    isKernel ? graph.op("Transpose", [ref, graph.int(order)], { T: FLOAT, Tperm: INT32 }) : ref;
  return graph.within(`variable/${name}`, () => {
    const handle = graph.op("VarHandleOp", [], {
      dtype: FLOAT,
      shape: { shape: tensorflowShape(shape) },
      shared_name: { string: name },
    });
    const value = graph.op("ReadVariableOp", [handle], { dtype: FLOAT });
    const fetch = graph.named(`save/${name}`, "Identity", [reorder(value, TO_TORCH)], { T: FLOAT });
    const feed = graph.placeholder(`restore/${name}`, DataType.FLOAT, shape);
    const fed = reorder(feed, TO_TENSORFLOW);
    const assign = graph.op("AssignVariableOp", [handle, fed], { dtype: FLOAT });
    return { name, shape, handle, value, fetch, feed, fed, assign };
  });
}

/**
 * Writes the nodes that give the variable its first value. Random values come from TensorFlow's counter-based Philox
 * generator, so `seed` and `index` alone decide them, on every machine.
 * @returns the assignment, to wait for
 */
export function declareInitialValue(
  graph: GraphWriter,
  variable: Variable,
  initializer: Initializer,
  seed: number,
  index: number,
): Ref {
  return graph.within(`initial/${variable.name}`, () => {
    const shape = graph.int(tensorflowShape(variable.shape));
    const draw = (op: string) =>
      graph.op(op, [shape, graph.int([seed | 0, index])], { dtype: FLOAT, T: INT32, Tseed: INT32 });
    const scaled = (ref: Ref, factor: number) => graph.op("Mul", [ref, graph.float(factor)], { T: FLOAT });
    const value = (): Ref => {
      switch (initializer.kind) {
        case "heNormal":
          return scaled(draw("StatelessRandomNormal"), Math.sqrt(2 / initializer.fanOut));
        case "normal":
          return scaled(draw("StatelessRandomNormal"), initializer.deviation);
        case "uniform": {
          const centred = graph.op("Sub", [draw("StatelessRandomUniform"), graph.float(0.5)], { T: FLOAT });
          return scaled(centred, 2 * initializer.bound);
        }
        case "constant":
          return graph.op("Fill", [shape, graph.float(initializer.value)], { T: FLOAT, index_type: INT32 });
      }
    };
    return graph.op("AssignVariableOp", [variable.handle, value()], { dtype: FLOAT });
  });
}

function tensorflowShape(shape: Shape): number[] {
  return shape.length === 4 ? TO_TENSORFLOW.map((axis) => shape[axis] ?? 0) : [...shape];
}
