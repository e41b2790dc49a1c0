/** What this machine gives: one report for the window and the command line, made by looking and writing nothing. */
import { availableParallelism, freemem, totalmem } from "node:os";
import type { DatasetInfo, DoctorReport } from "../common/contract/host";
import type { ProbeResult } from "../common/contract/trainer";
import { type ErrorData, toErrorData } from "../common/errors";
import type { WorkContext } from "./context";
import { listDatasets } from "./datasets";
import { probe } from "./devices";
import { readCpu } from "./doctor/cpu";
import { findDesktop } from "./doctor/desktop";
import { inspectFolder } from "./doctor/folder";
import { VERSION } from "./version";

export type Check = DoctorReport["checks"][number];

const GIB = 2 ** 30;
/** A run of a large network keeps two checkpoints of a few hundred megabytes each. */
const ENOUGH_DISK = 2 * GIB;
/** TensorFlow alone takes about half of it. */
const ENOUGH_MEMORY = GIB;

/** Never throws for what it finds: a part that is missing is a line of the report. */
export async function doctorReport(context: WorkContext): Promise<DoctorReport> {
  const [engine, cpu, folder, datasets] = await Promise.all([
    probe(context).catch((thrown: unknown) => ({ error: toErrorData(thrown) })),
    readCpu(),
    inspectFolder(context.dir),
    listDatasets(context.dir),
  ]);
  const memoryBytes = usableMemory();
  const needed = [engineCheck(engine), cpuCheck(cpu), memoryCheck(memoryBytes), storeCheck(context.dir, folder)];
  const found = "error" in engine ? null : engine;
  return {
    version: VERSION,
    ok: needed.every(({ ok }) => ok),
    tensorflow: found?.tensorflow ?? null,
    devices: found?.devices ?? [],
    cpu: { ...cpu, cores: availableParallelism() },
    memoryBytes,
    store: { dir: context.dir, freeBytes: folder.freeBytes },
    host: context.host,
    checks: [nodeCheck(), ...needed, hostCheck(context), ...datasets.map(datasetCheck)],
  };
}

/** What a container may use where that is less than the machine has. */
function usableMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

function nodeCheck(): Check {
  return { id: "node", ok: true, detail: `Node ${process.versions.node}`, remedy: null };
}

/** Sentences of ENGINE_UNAVAILABLE end with what to do; other failures have no remedy of their own. */
export function engineCheck(engine: ProbeResult | { error: ErrorData }): Check {
  if ("error" in engine) {
    const [detail = "", remedy] = engine.error.message.split(/(?<=\.) (?=Run `)/);
    return { id: "engine", ok: false, detail, remedy: remedy ?? "Run `npm run setup`, then `residua doctor` again." };
  }
  const devices = engine.devices.map(({ id, name }) => `${id} (${name})`).join(", ");
  return { id: "engine", ok: true, detail: `TensorFlow ${engine.tensorflow} on ${devices}`, remedy: null };
}

/** TensorFlow's x86-64 builds stop at once on a processor without AVX. */
export function cpuCheck({ model, features }: { model: string; features: readonly string[] }): Check {
  const detail = features.length > 0 ? `${model}: ${features.join(" ")}` : model;
  const ok = process.arch !== "x64" || features.length === 0 || features.includes("avx");
  const remedy = ok ? null : "TensorFlow needs a processor with AVX. Use another machine.";
  return { id: "cpu", ok, detail, remedy };
}

function memoryCheck(memoryBytes: number): Check {
  const ok = memoryBytes >= ENOUGH_MEMORY;
  const detail = `${gib(memoryBytes)}, ${gib(freemem())} of it free now`;
  return { id: "memory", ok, detail, remedy: ok ? null : `At least ${gib(ENOUGH_MEMORY)} are needed for training.` };
}

export function storeCheck(dir: string, { freeBytes, writable }: { freeBytes: number; writable: boolean }): Check {
  const detail = `${dir}, ${gib(freeBytes)} free`;
  if (!writable) {
    return { id: "store", ok: false, detail, remedy: "It can't be written to. Name another folder with --store." };
  }
  const ok = freeBytes >= ENOUGH_DISK;
  const remedy = ok ? null : "Checkpoints may not fit. Free some space, or name another folder with --store.";
  return { id: "store", ok, detail, remedy };
}

function hostCheck({ host }: WorkContext): Check {
  if (host === "electron") return { id: "host", ok: true, detail: "a window of its own (Electron)", remedy: null };
  const desktop = findDesktop();
  const detail = desktop.found ? "browser, and Electron is there" : `browser; ${desktop.reason}`;
  return { id: "host", ok: true, detail, remedy: null };
}

function datasetCheck({ name, title, state, dir, hint, trainCount, testCount }: DatasetInfo): Check {
  const ok = state === "ready";
  const place = dir === null ? "" : ` in ${dir}`;
  const detail = ok ? `${title}: ${trainCount} + ${testCount} images${place}` : `${title} is not here`;
  return { id: `dataset ${name}`, ok, detail, remedy: ok ? null : hint };
}

function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}
