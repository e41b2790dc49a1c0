/**
 * Training throughput on this machine, in rounds. With a peer the rounds go in turn, ours then the peer's, and each pair
 * is compared by itself: what else the machine does meanwhile falls on both.
 */
import { loadavg } from "node:os";
import type { ArchSpec } from "../../common/arch/spec";
import type { BenchRound } from "../../common/contract/trainer";
import type { WorkContext } from "../context";
import { checkArchitecture } from "../preflight";
import { type Peer, startTorchPeer } from "./peer";
import { type BenchReport, type PeerRound, summarise } from "./report";

/** An odd number, so that the median is a round that happened. */
export const ROUNDS = 5;

export interface BenchOptions {
  architecture: ArchSpec;
  batch: number;
  /** Timed steps in all; spread over the rounds, rounded up. */
  steps: number;
  device: string;
  /** The peer's script, or null to run alone. */
  peerScript: string | null;
  /** Told after every round. */
  onRound(round: { number: number; of: number; ours: BenchRound; peer: PeerRound | null; load: number }): void;
}

/**
 * @throws ResiduaError INVALID_ARCHITECTURE, PEER_UNAVAILABLE, ENGINE_UNAVAILABLE, DEVICE_UNAVAILABLE, TRAINER_CRASHED
 */
export async function runBench({ runJob }: Pick<WorkContext, "runJob">, options: BenchOptions): Promise<BenchReport> {
  const { architecture, batch, device, peerScript } = options;
  checkArchitecture(architecture);
  const of = Math.min(ROUNDS, options.steps);
  const steps = Math.ceil(options.steps / of);
  // The peer first: without it there is nothing to wait minutes for.
  const peer: Peer | null =
    peerScript === null ? null : await startTorchPeer({ script: peerScript, architecture, batch, steps });
  const rounds: BenchRound[] = [];
  const peerRounds: PeerRound[] = [];
  const load: number[] = [];
  try {
    await runJob(
      { kind: "bench", architecture, batch, steps, device },
      {
        async onRound(round) {
          const loadNow = loadavg()[0] ?? 0;
          rounds.push(round);
          load.push(loadNow);
          const peerRound = peer === null ? null : await peer.round();
          if (peerRound !== null) peerRounds.push(peerRound);
          options.onRound({ number: rounds.length, of, ours: round, peer: peerRound, load: loadNow });
          return rounds.length < of;
        },
      },
    );
  } finally {
    peer?.close();
  }
  const measuredPeer = peer === null ? null : { name: peer.name, rounds: peerRounds };
  return summarise({ net: architecture.name, batch, steps, rounds, peer: measuredPeer, load });
}
