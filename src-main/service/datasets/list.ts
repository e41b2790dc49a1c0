import type { DatasetInfo } from "../../common/contract/host";
import { DATASETS, type DatasetRow } from "../../common/data/datasets";
import { findFolder, storedDir } from "./places";

/** Every set with whether it is there; files are looked for by name, not read. */
export async function listDatasets(storeDir: string): Promise<DatasetInfo[]> {
  return Promise.all(Object.values(DATASETS).map((set) => describe(set, storeDir)));
}

async function describe(set: DatasetRow, storeDir: string): Promise<DatasetInfo> {
  const dir = await findFolder(set, storeDir);
  const ready = set.format === "drawn" || dir !== null;
  const { name, title, input, classes, trainCount, testCount } = set;
  return {
    name,
    title,
    input: [...input],
    classes: [...classes],
    trainCount,
    testCount,
    state: ready ? "ready" : "missing",
    dir,
    hint: ready ? null : howToGet(set, storeDir),
    fetchBytes: fetchBytes(set),
  };
}

/** What `datasets fetch` transfers; null for sets that have no public home. */
export function fetchBytes(set: DatasetRow): number | null {
  return set.downloads.length === 0 ? null : set.downloads.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** One sentence on the ways to a missing set. */
export function howToGet(set: DatasetRow, storeDir: string): string {
  const megabytes = Math.max(1, Math.round((fetchBytes(set) ?? 0) / 1e6));
  const ways = [
    `residua datasets fetch ${set.name} (${megabytes} MB)`,
    ...(set.packageCommand === null ? [] : [`${set.packageCommand} on Debian`]),
    `put its files into ${storedDir(set.name, storeDir)}`,
  ];
  return `Get it with ${ways.slice(0, -1).join(" or ")}, or ${ways.at(-1)}.`;
}
