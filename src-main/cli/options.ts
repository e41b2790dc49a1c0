/** Flags that many commands have, worded once. */
import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { LIMITS, SHORTCUTS } from "../common/arch/spec";
import { defaultStoreDir } from "../store/location";
import * as values from "./values";

export interface CommonOptions {
  store?: string;
  json?: true;
}

/** `--json` and `--store`. */
export function withCommon(command: Command): Command {
  return command
    .option("--json", "print machine-readable output only")
    .option("--store <dir>", `the data folder (default: ${defaultStoreDir()})`, values.path("store"));
}

/** The data folder, absolute. */
export function storeDir({ store }: CommonOptions): string {
  return resolve(store ?? defaultStoreDir());
}

export interface AdaptOptions {
  input?: [number, number, number];
  classes?: number;
  shortcut?: (typeof SHORTCUTS)[number];
}

/** What may be changed about an architecture. */
export function withAdaptation(command: Command, fallback: string): Command {
  return command
    .addOption(new Option("--input <CxHxW>", `size of the images (default: ${fallback})`).argParser(values.input))
    .addOption(
      new Option("--classes <n>", `classes to tell apart (default: ${fallback})`).argParser(
        values.integer("classes", { min: 1, max: LIMITS.classes }),
      ),
    )
    .addOption(
      new Option("--shortcut <kind>", `${SHORTCUTS.join(", ")} (default: the architecture's own)`).argParser(
        values.oneOf("shortcut", SHORTCUTS),
      ),
    );
}

export interface DataOptions {
  data?: string;
  mean?: number[];
  std?: number[];
}

/** Where a set lies and how its pixels are scaled. */
export function withData(command: Command): Command {
  return command
    .option("--data <dir>", "folder with the set's files (default: the known places are searched)", values.path("data"))
    .addOption(
      new Option("--mean <r,g,b>", "a pixel becomes (byte / 255 - mean) / std (default: the set's own)").argParser(
        values.numbers("mean", { min: -1000, max: 1000 }),
      ),
    )
    .addOption(
      new Option("--std <r,g,b>", "see --mean").argParser(values.numbers("std", { min: 0, max: 1000, above: true })),
    );
}

export const MAX_BATCH = 65_536;

export function batchOption(fallback: number): Option {
  return new Option("--batch <n>", "images per step")
    .argParser(values.integer("batch", { min: 1, max: MAX_BATCH }))
    .default(fallback);
}

export function deviceOption(fallback: string): Option {
  return new Option("--device <device>", `cpu or gpu:N (default: ${fallback})`).argParser(values.device);
}
