/** Softmax cross-entropy in nats, and the share of correct answers. */
import { DataType, FLOAT, INT32 } from "./graph/attributes";
import type { GraphWriter, Ref } from "./graph/graph-writer";

export interface Loss {
  /** [mean loss, accuracy] */
  metrics: Ref;
  /** Of the mean loss, with respect to the logits. */
  gradient: Ref;
}

/**
 * Mean over the batch. With smoothing e and K classes each target is 1 - e + e/K, and e/K for the other classes, as torch's
 * CrossEntropyLoss(label_smoothing=e) has it.
 */
export function writeLoss(graph: GraphWriter, logits: Ref, labels: Ref, classes: number, smoothing = 0): Loss {
  const entropy =
    smoothing === 0 ? hardEntropy(graph, logits, labels) : softEntropy(graph, logits, labels, classes, smoothing);
  const mean = (ref: Ref) =>
    graph.op("Mean", [ref, graph.int([0])], { T: FLOAT, Tidx: INT32, keep_dims: { bool: false } });
  const predicted = graph.op("ArgMax", [logits, graph.int(1)], { T: FLOAT, Tidx: INT32, output_type: INT32 });
  const correct = graph.op("Equal", [predicted, labels], { T: INT32 });
  const accuracy = mean(graph.op("Cast", [correct], { SrcT: { type: DataType.BOOL }, DstT: FLOAT }));
  const metrics = graph.op("Pack", [mean(entropy), accuracy], { T: FLOAT, N: { int: 2 }, axis: { int: 0 } });
  const size = graph.op("Size", [labels], { T: INT32, out_type: INT32 });
  const count = graph.op("Cast", [size], { SrcT: INT32, DstT: FLOAT });
  return { metrics, gradient: graph.op("RealDiv", [`${entropy}:1`, count], { T: FLOAT }) };
}

function hardEntropy(graph: GraphWriter, logits: Ref, labels: Ref): Ref {
  return graph.op("SparseSoftmaxCrossEntropyWithLogits", [logits, labels], { T: FLOAT, Tlabels: INT32 });
}

function softEntropy(graph: GraphWriter, logits: Ref, labels: Ref, classes: number, smoothing: number): Ref {
  const share = smoothing / classes;
  const values = [graph.float(1 - smoothing + share), graph.float(share)];
  const targets = graph.op("OneHot", [labels, graph.int(classes), ...values], {
    T: FLOAT,
    TI: INT32,
    axis: { int: -1 },
  });
  return graph.op("SoftmaxCrossEntropyWithLogits", [logits, targets], { T: FLOAT });
}
