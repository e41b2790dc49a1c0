import { ResiduaError } from "../common/errors";
import type { NamedTensor } from "../common/tensors";

/** Torch's count of batches seen: a statistic that older files leave out and nothing here depends on. */
const OPTIONAL = /(^|\.)num_batches_tracked$/;

/**
 * Checks weights from outside against a network's own, by name, type and shape, so that nothing is half loaded.
 * @param given the weights' source, as the sentence names it (a path), and the form field it came from
 * @throws ResiduaError WEIGHTS_MISMATCH naming the first tensor that does not fit, with what was received and expected
 */
export function checkWeights(
  expected: readonly NamedTensor[],
  received: readonly NamedTensor[],
  given: { source: string; field: string },
): void {
  const byName = new Map(received.map((tensor) => [tensor.name, tensor]));
  for (const wanted of expected) {
    const tensor = byName.get(wanted.name);
    byName.delete(wanted.name);
    if (tensor === undefined) {
      if (OPTIONAL.test(wanted.name)) continue;
      throw mismatch(given, `has no tensor ${wanted.name}; the network needs it with shape ${text(wanted)}`);
    }
    if (text(tensor) !== text(wanted) || tensor.dtype !== wanted.dtype) {
      const needs = `the network needs ${text(wanted)} as ${wanted.dtype}`;
      throw mismatch(given, `has ${wanted.name} with shape ${text(tensor)} as ${tensor.dtype}; ${needs}`);
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

function text({ shape }: NamedTensor): string {
  return `[${shape.join(", ")}]`;
}
