import { FLOAT, INT32 } from "../graph/attributes";
import type { GraphWriter, Ref } from "../graph/graph-writer";

/** The float operations that layers are written with; operands are broadcast against each other. */
export function arithmetic(graph: GraphWriter) {
  const binary = (op: string) => (a: Ref, b: Ref) => graph.op(op, [a, b], { T: FLOAT });
  const reduce =
    (op: string) =>
    (ref: Ref, axes: readonly number[], options: { keepAxes?: boolean } = {}) => {
      const keep = options.keepAxes ?? false;
      return graph.op(op, [ref, graph.int(axes)], { T: FLOAT, Tidx: INT32, keep_dims: { bool: keep } });
    };
  return {
    add: binary("AddV2"),
    sub: binary("Sub"),
    mul: binary("Mul"),
    /** (a - b)^2 in one pass. */
    squaredDifference: binary("SquaredDifference"),
    mean: reduce("Mean"),
    sum: reduce("Sum"),
    /** One size may be -1. */
    reshape: (ref: Ref, shape: readonly number[]) =>
      graph.op("Reshape", [ref, graph.int(shape)], { T: FLOAT, Tshape: INT32 }),
    /** Repeats `ref` along its axes of size 1 to the shape of `like`. */
    repeatLike: (ref: Ref, like: Ref) =>
      graph.op("BroadcastTo", [ref, shapeOf(graph, like)], { T: FLOAT, Tidx: INT32 }),
  };
}

/** int32. */
export function shapeOf(graph: GraphWriter, ref: Ref): Ref {
  return graph.op("Shape", [ref], { T: FLOAT });
}
