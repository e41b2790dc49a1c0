/** The command line as it ships: built from the present sources and run as a process. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "vite";
import { onTestFinished } from "vitest";
import { findPreset } from "../../../src-main/common/arch/presets";
import type { ArchSpec, ResidualSpec } from "../../../src-main/common/arch/spec";

export const ROOT = resolve(import.meta.dirname, "../../..");
/** Below the checkout, so that the built files find node_modules; beside dist/renderer, which `serve` shows. */
const OUT = join(ROOT, "dist", "test-cli");

/** Builds what is in the sources now: a stale dist/main must not be what is tested. */
export async function buildCommandLine(): Promise<void> {
  await build({
    root: ROOT,
    configFile: join(ROOT, "vite.config.main.ts"),
    logLevel: "error",
    build: { outDir: OUT },
  });
}

export interface Running {
  child: ChildProcess;
  /** JSON lines so far. */
  lines: Line[];
  /** Resolves to the first line that `matches`; rejects when the process ends without. */
  until(matches: (line: Line) => boolean): Promise<Line>;
  ended: Promise<Ended>;
}

export type Line = Readonly<Record<string, unknown>>;

export interface Ended {
  status: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

/** Starts a command; it is ended with the test, should it still run. */
export function start(...args: string[]): Running {
  const child = spawn(process.execPath, [join(OUT, "residua.js"), ...args], { cwd: ROOT });
  const lines: Line[] = [];
  const waiting = new Set<() => void>();
  let [out, err, partial] = ["", "", ""];
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    const parts = (partial + text).split("\n");
    partial = parts.pop() ?? "";
    for (const part of parts) if (part.startsWith("{")) lines.push(JSON.parse(part) as Line);
    for (const look of waiting) look();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (status, signal) => resolve({ status, signal, out, err }));
  });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  const until = (matches: (line: Line) => boolean) =>
    new Promise<Line>((resolve, reject) => {
      const look = () => {
        const found = lines.find(matches);
        if (found !== undefined) resolve(found);
      };
      waiting.add(look);
      look();
      void ended.then(({ status }) => reject(new Error(`The command ended with ${status}: ${out} ${err}`)));
    });
  return { child, lines, until, ended };
}

/** Runs a command to its end. */
export function residua(...args: string[]): Promise<Ended> {
  return start(...args).ended;
}

/** Runs a command that must succeed, and gives its one JSON object. */
export async function json(...args: string[]): Promise<Line> {
  const { status, out, err } = await residua(...args, "--json");
  if (status !== 0) throw new Error(`residua ${args.join(" ")} ended with ${status}: ${out} ${err}`);
  return JSON.parse(out) as Line;
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), "residua-cli-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A network so small that scoring the whole test split takes a second; one block of 4, 8 and 16 channels each. */
export const TINY: ArchSpec = {
  ...(findPreset("resnet20") as ResidualSpec),
  name: "tiny",
  family: "residual",
  stem: "cifar",
  stemWidth: 4,
  block: "basic",
  expansion: 1,
  stages: [4, 8, 16].map((width, index) => ({ blocks: 1, width, stride: index === 0 ? 1 : 2 })),
  shortcut: "A",
  groups: 1,
  widthPerGroup: 64,
  bottleneckStride: "3x3",
};

/** The tiny network as an architecture file. */
export function tinyFile(folder: string): string {
  const path = join(folder, "tiny.json");
  writeFileSync(path, JSON.stringify(TINY));
  return path;
}
