import { ResiduaError } from "../errors";
import type { DataConfig } from "../train/run-config";
import { DATASETS } from "./datasets";

/**
 * Mean and standard deviation that a run's pixels are normalised by, one per channel: its own, else the set's.
 * @throws ResiduaError DATA_MISMATCH when their number is not that of the channels
 */
export function pixelStatistics(config: DataConfig): { mean: number[]; std: number[] } {
  const set = DATASETS[config.dataset];
  const channels = set.input[0];
  const statistics = { mean: config.mean ?? [...set.mean], std: config.std ?? [...set.std] };
  for (const name of ["mean", "std"] as const) {
    const received = statistics[name].length;
    if (received !== channels) {
      const message = `${name} has ${received} ${received === 1 ? "value" : "values"}, and ${set.title} has ${channels} ${channels === 1 ? "channel" : "channels"}; give one for each channel.`;
      throw new ResiduaError("DATA_MISMATCH", message, { field: `data.${name}` });
    }
  }
  return statistics;
}
