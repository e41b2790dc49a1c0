import type { Leaf } from "./parts";

/**
 * The same text for blocks that are drawn the same: kinds, attributes, shapes and wiring. The rates of stochastic depth,
 * which rise from block to block, don't count.
 */
export function blockSignature(key: string, layers: readonly Leaf[]): string {
  const relative = (address: string) => (address.startsWith(`${key}/`) ? address.slice(key.length) : "input");
  const parts = layers.map(({ node }) => [
    relative(node.address),
    node.kind,
    node.kind === "stochasticDepth" ? null : node.attributes,
    node.output,
    node.inputs.map(relative),
  ]);
  return JSON.stringify(parts);
}
