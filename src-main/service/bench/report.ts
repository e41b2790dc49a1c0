/** From measured rounds to the figures that are quoted. */
import type { BenchRound } from "../../common/contract/trainer";

/** One round of the peer: images per second in each memory layout. */
export type PeerRound = Readonly<Record<PeerLayout, number>>;
export const PEER_LAYOUTS = ["contiguous", "channels_last"] as const;
export type PeerLayout = (typeof PEER_LAYOUTS)[number];

export interface Measurement {
  net: string;
  batch: number;
  /** Timed steps of each of our rounds. */
  steps: number;
  rounds: readonly BenchRound[];
  /** Null when no peer ran, else one round for each of ours. */
  peer: { name: string; rounds: readonly PeerRound[] } | null;
  /** One-minute load average at the end of each of our rounds. */
  load: readonly number[];
}

export interface BenchReport {
  net: string;
  batch: number;
  /** Timed steps in all. */
  steps: number;
  /** Medians over the rounds. */
  imagesPerSecond: number;
  outsideTensorFlowShare: number;
  peakMemoryBytes: number;
  /** Resident memory of the last round less that of the first. */
  memoryGrowthBytes: number;
  /** In its better layout, the same one for all rounds. */
  peer: { name: string; imagesPerSecond: number; layout: PeerLayout } | null;
  /** Median over the pairs of ours over the peer's. */
  ratio: number | null;
  pairs: { imagesPerSecond: number; peerImagesPerSecond: number; ratio: number }[];
  load: number[];
}

/** @param measurement at least one round */
export function summarise({ net, batch, steps, rounds, peer, load }: Measurement): BenchReport {
  const layout = peer === null ? null : betterLayout(peer.rounds);
  const pairs =
    peer === null || layout === null
      ? []
      : rounds.flatMap(({ imagesPerSecond }, index) => {
          const peerImagesPerSecond = peer.rounds[index]?.[layout];
          if (peerImagesPerSecond === undefined) return [];
          return [{ imagesPerSecond, peerImagesPerSecond, ratio: imagesPerSecond / peerImagesPerSecond }];
        });
  return {
    net,
    batch,
    steps: steps * rounds.length,
    imagesPerSecond: median(rounds.map((round) => round.imagesPerSecond)),
    outsideTensorFlowShare: median(rounds.map((round) => round.outsideTensorFlowShare)),
    peakMemoryBytes: Math.max(...rounds.map((round) => round.peakMemoryBytes)),
    memoryGrowthBytes: (rounds.at(-1)?.memoryBytes ?? 0) - (rounds[0]?.memoryBytes ?? 0),
    peer:
      peer === null || layout === null
        ? null
        : { name: peer.name, imagesPerSecond: median(pairs.map((pair) => pair.peerImagesPerSecond)), layout },
    ratio: pairs.length === 0 ? null : median(pairs.map((pair) => pair.ratio)),
    pairs,
    load: [...load],
  };
}

/** By the median over all rounds: picking the better one anew in each would reward the peer for noise. */
function betterLayout(rounds: readonly PeerRound[]): PeerLayout {
  const speed = (layout: PeerLayout) => median(rounds.map((round) => round[layout]));
  return speed("channels_last") >= speed("contiguous") ? "channels_last" : "contiguous";
}

/** NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
