import type { Attributes } from "../graph/attributes";
import { FLOAT } from "../graph/attributes";
import { arithmetic, shapeOf } from "./arithmetic";
import type { EmitContext, Emitted, LayerEmitter } from "./emitter";

/** Padding counts as minus infinity, never as zero. */
export const maxPool: LayerEmitter<"maxPool"> = ({ graph, attributes, inputs }) => {
  const [x = ""] = inputs;
  const { kernel, stride, padding } = attributes;
  const sides = [0, 0, padding, padding, padding, padding, 0, 0];
  const window: Attributes = {
    T: FLOAT,
    ksize: { ints: [1, kernel, kernel, 1] },
    strides: { ints: [1, stride, stride, 1] },
    padding: { string: padding === 0 ? "VALID" : "EXPLICIT" },
    ...(padding === 0 ? {} : { explicit_paddings: { ints: sides } }),
  };
  const output = graph.op("MaxPool", [x], window);
  return { output, backward: (gradient) => ({ inputs: [graph.op("MaxPoolGrad", [x, output, gradient], window)] }) };
};

/**
 * Torch's AvgPool2d with ceil_mode, not counting padding: windows begin at the first pixel, and the last one is smaller
 * where the map ends. SAME does the same as long as at most one pixel is missing; of two it puts one in front.
 */
export const averagePool: LayerEmitter<"averagePool"> = (context) => {
  const { graph, attributes, inputs, inputShapes } = context;
  const [x = ""] = inputs;
  const [, height = 0, width = 0] = inputShapes[0] ?? [];
  const { kernel, stride } = attributes;
  const count = (length: number) => Math.ceil(length / stride);
  const missing = (length: number) => (count(length) - 1) * stride + kernel - length;
  if (Math.max(missing(height), missing(width)) > 1) {
    const windows = (length: number) =>
      Array.from({ length: count(length) }, (_, i) => ({ start: i * stride, end: i * stride + kernel }));
    return averageWindows(context, windows(height), windows(width));
  }
  const window: Attributes = {
    T: FLOAT,
    ksize: { ints: [1, kernel, kernel, 1] },
    strides: { ints: [1, stride, stride, 1] },
    padding: { string: "SAME" },
  };
  return {
    output: graph.op("AvgPool", [x], window),
    backward: (gradient) => ({ inputs: [graph.op("AvgPoolGrad", [shapeOf(graph, x), gradient], window)] }),
  };
};

/** Mean over the map; its gradient is spread evenly over the pixels. */
export const globalAveragePool: LayerEmitter<"globalAveragePool"> = ({ graph, inputs, inputShapes }) => {
  const [x = ""] = inputs;
  const [, height = 0, width = 0] = inputShapes[0] ?? [];
  const { mean, mul, repeatLike } = arithmetic(graph);
  return {
    output: mean(x, [1, 2], { keepAxes: true }),
    backward: (gradient) => ({ inputs: [repeatLike(mul(gradient, graph.float(1 / (height * width))), x)] }),
  };
};

/** Torch's AdaptiveAvgPool2d: output pixel i is the mean of input rows floor(i H / n) to ceil((i + 1) H / n). */
export const adaptiveAveragePool: LayerEmitter<"adaptiveAveragePool"> = (context) => {
  const { size } = context.attributes;
  const [, height = 0, width = 0] = context.inputShapes[0] ?? [];
  const windows = (length: number) =>
    Array.from({ length: size }, (_, i) => ({
      start: Math.floor((i * length) / size),
      end: Math.ceil(((i + 1) * length) / size),
    }));
  return averageWindows(context, windows(height), windows(width));
};

/** Pixels from `start` to before `end`. */
interface Span {
  start: number;
  end: number;
}

/** Means over any windows are linear along each side: two products with small matrices, undone by their transposes. */
function averageWindows(
  { graph, inputs, inputShapes }: Pick<EmitContext<"averagePool">, "graph" | "inputs" | "inputShapes">,
  vertical: readonly Span[],
  horizontal: readonly Span[],
): Emitted {
  const [x = ""] = inputs;
  const [, height = 0, width = 0] = inputShapes[0] ?? [];
  const rows = graph.float2d(averagingMatrix(height, vertical));
  const columns = graph.float2d(averagingMatrix(width, horizontal));
  const product = (equation: string, a: string, b: string) =>
    graph.op("Einsum", [a, b], { T: FLOAT, N: { int: 2 }, equation: { string: equation } });
  return {
    output: product("bijc,wj->biwc", product("bijc,hi->bhjc", x, rows), columns),
    backward: (gradient) => ({
      inputs: [product("bhjc,hi->bijc", product("biwc,wj->bijc", gradient, columns), rows)],
    }),
  };
}

/** [windows, length]: row i holds what each pixel counts in window i; pixels past the end count nothing. */
function averagingMatrix(length: number, windows: readonly Span[]): number[][] {
  return windows.map(({ start, end }) => {
    const share = 1 / (Math.min(end, length) - start);
    return Array.from({ length }, (_, j) => (j >= start && j < end ? share : 0));
  });
}
