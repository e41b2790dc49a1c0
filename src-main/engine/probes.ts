/** A probe's values as nodes: they hang on the step that is being taken and cost nothing unless they are fetched. */
import type { LayerGraph, LayerNode } from "../common/arch/layer-graph";
import { byAddress } from "../common/arch/layers";
import { type ProbePoint, probeLayout } from "../common/train/probes";
import { FLOAT, INT32 } from "./graph/attributes";
import type { GraphWriter, Ref } from "./graph/graph-writer";
import type { Forward, NetworkArrays } from "./passes";
import type { ParameterGradient, Variable } from "./variables";

export interface ProbedStep {
  layers: LayerGraph;
  arrays: NetworkArrays;
  forward: Forward;
  /** As the optimizer gets them. */
  gradients: readonly ParameterGradient[];
  /** The optimizer's updates, after which weights are read again. */
  updates: readonly Ref[];
}

/** @returns one vector with a value for each point of the layout, in its order; null where there is nothing to probe */
export function writeProbe(graph: GraphWriter, step: ProbedStep): Ref | null {
  const points = probeLayout(step.layers);
  if (points.length === 0) return null;
  const nodes = byAddress(step.layers.nodes);
  const gradients = new Map(step.gradients.map(({ variable, gradient }) => [variable, gradient]));
  const values = points.map((point) => {
    const node = nodes.get(point.address);
    if (!node) throw new Error(`There is no layer ${point.address} to probe.`);
    return graph.within(point.address, () => writeValue(graph, step, gradients, point, node));
  });
  return graph.op("Pack", values, { T: FLOAT, N: { int: values.length }, axis: { int: 0 } });
}

function writeValue(
  graph: GraphWriter,
  { arrays, forward, updates }: ProbedStep,
  gradients: ReadonlyMap<Variable, Ref>,
  { quantity }: ProbePoint,
  node: LayerNode,
): Ref {
  const op = (name: string, ...inputs: Ref[]) => graph.op(name, inputs, { T: FLOAT });
  // L2Loss is half the sum of squares.
  const norm = (ref: Ref) => op("Sqrt", op("Mul", op("L2Loss", ref), graph.float(2)));
  const mean = (ref: Ref, axes: number) => {
    const all = graph.int(Array.from({ length: axes }, (_, axis) => axis));
    return graph.op("Mean", [ref, all], { T: FLOAT, Tidx: INT32, keep_dims: { bool: false } });
  };
  const output = (address: string) => forward.emitted.get(address)?.output ?? "";
  const array = (name: "weight" | "running_mean" | "running_var") => {
    const found = arrays.get(node.address)?.get(name);
    if (!found) throw new Error(`${node.address} has no ${name}.`);
    return found.variable;
  };
  /** A map and its batch have four axes, a vector and its batch two. */
  const axes = node.output.length + 1;

  switch (quantity) {
    case "residualRatio": {
      const [branch = "", shortcut = ""] = node.inputs.map(output);
      return op("RealDiv", norm(branch), norm(shortcut));
    }
    case "activationMean":
      return mean(output(node.address), axes);
    case "activationDeviation": {
      const x = output(node.address);
      const difference = op("Sub", x, mean(x, axes));
      return op("Sqrt", mean(op("Square", difference), axes));
    }
    case "gradientNorm":
      return norm(gradients.get(array("weight")) ?? "");
    case "updateRatio": {
      const { handle, value } = array("weight");
      const after = graph.op("ReadVariableOp", [handle, ...updates.map((ref) => `^${ref}`)], { dtype: FLOAT });
      return op("RealDiv", norm(op("Sub", after, value)), norm(value));
    }
    case "statisticsGap": {
      const [running, variance] = [array("running_mean"), array("running_var")];
      const moved = forward.statistics.find(({ variable }) => variable === running)?.value ?? "";
      if (node.kind !== "batchNorm") throw new Error(`${node.address} is no batch norm.`);
      const { momentum, epsilon } = node.attributes;
      // The running mean moves by momentum x (batch mean - running mean).
      const gap = op("Mul", op("Abs", op("Sub", moved, running.value)), graph.float(1 / momentum));
      const deviation = op("Sqrt", op("AddV2", variance.value, graph.float(epsilon)));
      return mean(op("RealDiv", gap, deviation), 1);
    }
  }
}
