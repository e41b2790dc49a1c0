/** The web host as its users have it: `residua serve` as a process of its own, over a real store. Needs the build. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { childrenOf } from "../../processes";

export const ROOT = resolve(import.meta.dirname, "../../..");

export interface HostOptions {
  /** The data folder; made when missing. */
  store: string;
  /** A free one when left out. */
  port?: number;
}

export interface Host {
  /** As printed, with the token that lets a browser in. */
  readonly url: string;
  readonly port: number;
  /** Processes that train or probe for this host, from Linux's /proc. */
  trainers(): number[];
  /** Resolves when the process is gone. SIGTERM lets it close in order; SIGKILL is its sudden death. */
  end(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts the host and waits for the address that it prints. Rejects with its own words when it ends instead. */
export async function startHost({ store, port = 0 }: HostOptions): Promise<Host> {
  const args = ["serve", "--no-open", "--store", store, "--port", String(port)];
  const child = spawn(process.execPath, [join(ROOT, "bin", "residua.mjs"), ...args], { cwd: ROOT });
  const gone = new Promise<void>((done) => child.once("close", () => done()));
  const url = await printedAddress(child);
  return {
    url,
    port: Number(new URL(url).port),
    trainers: () => childrenOf(child.pid ?? 0).filter(isTrainer),
    async end(signal = "SIGTERM") {
      child.kill(signal);
      await gone;
    },
  };
}

function printedAddress(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let printed = "";
    const read = (text: string) => {
      printed += text;
      const url = /^Residua is at (\S+)$/m.exec(printed)?.[1];
      if (url !== undefined) found(url);
    };
    child.stdout?.setEncoding("utf8").on("data", read);
    child.stderr?.setEncoding("utf8").on("data", read);
    child.once("close", (code) => failed(new Error(`The host ended with ${code} before it was there: ${printed}`)));
  });
}

function isTrainer(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("trainer.js");
  } catch {
    // It ended while we were looking.
    return false;
  }
}
