/** The PyTorch script that runs in turn with ours: a Python child that times a round for each line it is sent. */
import { type ChildProcess, spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { ArchSpec } from "../../common/arch/spec";
import { ResiduaError } from "../../common/errors";
import type { PeerRound } from "./report";

/** The one on the PATH may be an environment without torch; Debian's package belongs to the system's Python. */
const PYTHONS = ["python3", "/usr/bin/python3"] as const;

export interface PeerOptions {
  /** resources/bench/torch_peer.py */
  script: string;
  architecture: ArchSpec;
  batch: number;
  steps: number;
}

export interface Peer {
  /** Such as "PyTorch 1.13.0". */
  readonly name: string;
  /** Times `steps` steps in each layout. @throws ResiduaError PEER_UNAVAILABLE when it died */
  round(): Promise<PeerRound>;
  close(): void;
}

const readySchema = z.object({ torch: z.string() });
const roundSchema = z.object({ contiguous: z.number().positive(), channels_last: z.number().positive() });

/**
 * Starts the peer and resolves when it has built and warmed up the same network.
 * @throws ResiduaError PEER_UNAVAILABLE saying what is missing
 */
export async function startTorchPeer({ script, architecture, batch, steps }: PeerOptions): Promise<Peer> {
  if (architecture.family !== "residual") {
    throw unavailable(`The PyTorch peer builds residual and plain networks, and ${architecture.name} is neither`);
  }
  const python = await findPython();
  // TensorFlow takes every core it may use unless told otherwise; the peer gets the same number.
  const threads = Number(process.env["TF_NUM_INTRAOP_THREADS"]) || availableParallelism();
  const job = JSON.stringify({ architecture, batch, steps, threads });
  const child = spawn(python, [script, job], { stdio: ["pipe", "pipe", "pipe"] });
  const lines = readLines(child);
  const { torch } = await lines.next(readySchema);
  return {
    name: `PyTorch ${torch}`,
    round() {
      child.stdin.write("round\n");
      return lines.next(roundSchema);
    },
    close() {
      child.stdin.end();
      child.kill();
    },
  };
}

async function findPython(): Promise<string> {
  for (const python of PYTHONS) if (await importsTorch(python)) return python;
  throw unavailable(`No Python here has PyTorch (tried ${PYTHONS.join(" and ")})`);
}

function importsTorch(python: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(python, ["-c", "import torch"], { stdio: "ignore" });
    child.on("error", () => resolve(false));
    child.on("close", (code) => resolve(code === 0));
  });
}

/** The peer's answers in order, each parsed; once it has ended, asking for another is an error with its last words. */
function readLines(child: ChildProcess): { next<T>(schema: z.ZodType<T>): Promise<T> } {
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) throw unavailable("The PyTorch peer has no pipes");
  let lastWords = "";
  stderr.setEncoding("utf8").on("data", (text: string) => {
    lastWords = (lastWords + text).slice(-2000);
  });
  // Writing to a peer that has just died: its end is told below.
  stdin.on("error", () => undefined);
  child.on("error", (error) => {
    lastWords = error.message;
  });
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return {
    async next(schema) {
      const { value, done } = await lines.next();
      if (done) {
        const said = lastWords.trim().split("\n").at(-1) || "nothing";
        throw unavailable(`The PyTorch peer ended early, and its last words were: ${said}`);
      }
      return schema.parse(JSON.parse(value));
    },
  };
}

function unavailable(finding: string): ResiduaError {
  const remedy = "Install PyTorch (Debian: apt install python3-torch), or leave --peer out.";
  return new ResiduaError("PEER_UNAVAILABLE", `${finding}. ${remedy}`, { field: "peer" });
}
