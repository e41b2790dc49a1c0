/** Where PyTorch keeps other tensors for the backward pass than TensorFlow, which the analysis counts. */
import type { LayerRow } from "../../../src-main/common/arch/analysis";
import type { LayerKind } from "../../../src-main/common/arch/layer-graph";

/** make_counts.py ran this many images: a batch norm's means and deviations are of the whole batch. */
const BATCH = 4;

/** TensorFlow's gradients of averages ask for the input's shape alone. */
const READ_AGAIN: readonly LayerKind[] = ["averagePool", "adaptiveAveragePool", "globalAveragePool"];
/** Their backward pass reads a layer's inputs, in both. */
const READ: readonly LayerKind[] = [
  "conv2d",
  "linear",
  "batchNorm",
  "groupNorm",
  "maxPool",
  "silu",
  "gelu",
  "channelScale",
];

/** Bytes per sample that PyTorch would keep of a layer's output, and beside it, by what the analysis says. */
export function torchSaves(
  row: LayerRow,
  rows: readonly LayerRow[],
  normGroups: number,
): { output: number; own: number } {
  const readers = rows.filter(({ inputs }) => inputs.includes(row.name)).map(({ kind }) => kind);
  const mask = row.kind === "dropout" ? row.activationBytes : 0;
  return { output: outputBytes(row, row.keptBytes - mask, readers), own: ownBytes(row, normGroups, mask) };
}

function outputBytes({ kind, activationBytes }: LayerRow, kept: number, readers: readonly LayerKind[]): number {
  if (readers.some((reader) => READ_AGAIN.includes(reader))) return activationBytes;
  // A max-pool's gradient finds the maxima by comparing with the output; PyTorch keeps their places instead.
  if (kind === "maxPool" && !readers.some((reader) => READ.includes(reader))) return 0;
  return kept;
}

function ownBytes({ kind, output, activationBytes }: LayerRow, normGroups: number, mask: number): number {
  const channels = output[0] ?? 0;
  switch (kind) {
    case "maxPool":
      // Places are int64.
      return 2 * activationBytes;
    case "batchNorm":
      return (2 * 4 * channels) / BATCH;
    case "groupNorm":
      return 2 * 4 * normGroups;
    case "scale":
      // The factor, as a float64 of its own.
      return 8 / BATCH;
    case "stochasticDepth":
      return 4;
    default:
      return mask;
  }
}
