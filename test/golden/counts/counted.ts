/** PyTorch's counts, as make_counts.py left them. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { findPreset } from "../../../src-main/common/arch/presets";
import { type ArchSpec, archSpecSchema } from "../../../src-main/common/arch/spec";

const fileSchema = z.strictObject({
  lines: z.array(z.string()),
  /** Each a list of numbers of lines. */
  blocks: z.array(z.array(z.int())),
  cases: z.array(
    z.strictObject({
      preset: z.string(),
      change: z.record(z.string(), z.unknown()),
      /** Stage (0 is outside of all), first and last block, the block that they all are. */
      parts: z.array(z.tuple([z.int(), z.int(), z.int(), z.int()])),
      params: z.int().optional(),
      macs: z.int().optional(),
    }),
  ),
});

export interface Counted {
  title: string;
  spec: ArchSpec;
  params: number | undefined;
  macs: number | undefined;
  /** `name what is said of it`, in order; the name is torchvision's, or the address where torchvision has none. */
  lines: string[];
}

export function readCounts(name: "counts" | "weights" | "fields" | "saved"): Counted[] {
  const file = fileSchema.parse(JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), "utf8")));
  return file.cases.map(({ preset, change, parts, params, macs }) => ({
    title: `${preset} ${JSON.stringify(change)}`,
    spec: archSpecSchema.parse({ ...findPreset(preset), ...change }),
    params,
    macs,
    lines: parts.flatMap(([stage, first, last, block]) => {
      const lines = (file.blocks[block] ?? []).map((line) => file.lines[line] ?? "");
      const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
      return numbers.flatMap((number) => lines.map((line) => `${prefix(stage, number, line)}${line}`));
    }),
  }));
}

function prefix(stage: number, block: number, line: string): string {
  if (stage === 0) return "";
  if (line.startsWith("/")) return `stage${stage}/block${block + 1}`;
  return line.startsWith(".") ? `stage${stage}.block${block + 1}` : `layer${stage}.${block}.`;
}

/** The first lines that differ, both sides of each, so that a failure names the layer and not the whole network. */
export function differences(actual: readonly string[], expected: readonly string[]): string[] {
  const length = Math.max(actual.length, expected.length);
  return Array.from({ length }, (_, i) => [actual[i] ?? "nothing", expected[i] ?? "nothing"] as const)
    .filter(([here, there]) => here !== there)
    .slice(0, 5)
    .map(([here, there]) => `${here}; PyTorch: ${there}`);
}
