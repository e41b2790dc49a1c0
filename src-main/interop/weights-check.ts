import type { LayerGraph } from "../common/arch/layer-graph";
import { stateDict } from "../common/arch/state-dict";
import { ResiduaError } from "../common/errors";
import type { TensorInfo } from "./safetensors-header";

/** Torch's count of batches seen: a statistic that older files leave out and nothing here depends on. */
const OPTIONAL = ".num_batches_tracked";

/**
 * Checks weights from outside against a network, by name, type and shape, so that nothing is ever half loaded.
 * @param received tensors, or just a file's header
 * @param given where they came from, as the sentence names it (a path), and the form field or flag that said so
 * @throws ResiduaError WEIGHTS_MISMATCH naming the first tensor that does not fit, with what was received and expected
 */
export function checkWeights(
  network: LayerGraph,
  received: readonly TensorInfo[],
  given: { source: string; field: string },
): void {
  const byName = new Map(received.map((tensor) => [tensor.name, tensor]));
  for (const wanted of stateDict(network)) {
    const tensor = byName.get(wanted.name);
    byName.delete(wanted.name);
    if (tensor === undefined) {
      if (wanted.name.endsWith(OPTIONAL)) continue;
      throw mismatch(given, `has no tensor ${wanted.name}; the network needs it with shape ${text(wanted)}`);
    }
    if (text(tensor) !== text(wanted)) {
      throw mismatch(given, `has ${wanted.name} with shape ${text(tensor)}; the network needs ${text(wanted)}`);
    }
    if (tensor.dtype !== wanted.dtype) {
      throw mismatch(given, `has ${wanted.name} as ${tensor.dtype}; the network needs ${wanted.dtype}`);
    }
  }
  const [extra] = byName.values();
  if (extra !== undefined) {
    throw mismatch(given, `has a tensor ${extra.name} of shape ${text(extra)}; the network has none of that name`);
  }
}

function mismatch({ source, field }: { source: string; field: string }, finding: string): ResiduaError {
  const remedy = "Choose the architecture that the weights were made for";
  return new ResiduaError("WEIGHTS_MISMATCH", `${source} ${finding}. ${remedy}.`, { field });
}

function text({ shape }: Pick<TensorInfo, "shape">): string {
  return `[${shape.join(", ")}]`;
}
