/**
 * Noticing values that are not finite before they reach the weights, and finding where they come from.
 * The step's own check costs one scalar; the search through the layers runs only when it is fetched.
 */
import { FLOAT } from "./graph/attributes";
import type { GraphWriter, Ref } from "./graph/graph-writer";
import type { Forward } from "./passes";

/** In TensorFlow's words for a failed check, so that ours are told from its own. */
const MARK = /non-finite:([^;]*);/;

/** What a failed check was called; null for any other error. */
export function failedCheck(thrown: unknown): string | null {
  const texts = [thrown, (thrown as { cause?: unknown } | null)?.cause].map((error) =>
    error instanceof Error ? error.message : "",
  );
  return MARK.exec(texts.join(" "))?.[1] ?? null;
}

/** Passes the value on, or fails the whole call when it is not finite. */
export function writeFiniteCheck(graph: GraphWriter, value: Ref, name: string, before: readonly Ref[] = []): Ref {
  return graph.op("CheckNumerics", [value, ...before.map((ref) => `^${ref}`)], {
    T: FLOAT,
    message: { string: `non-finite:${name};` },
  });
}

/**
 * Checks each layer's output in order, one after the other, so that the first to fail is the first there is.
 * @returns the last check
 */
export function writeSearch(graph: GraphWriter, forward: Forward): Ref {
  let last = graph.float(1);
  for (const [address, { output }] of forward.emitted) last = writeFiniteCheck(graph, output, address, [last]);
  return last;
}
