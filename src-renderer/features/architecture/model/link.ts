/**
 * Deep links: a preset and the fields that were edited, readable in the address bar:
 * `?preset=resnet20&shortcut=B&stages=3x16s1.3x32s2.3x64s2`.
 */
import { parseArchSpec, parseInput } from "../../../../src-main/common/arch/adapt";

import type { ArchSpec } from "../../../../src-main/common/arch/spec";
import { ResiduaError } from "../../../../src-main/common/errors";
import { differingFields } from "./naming";
import { findStart } from "./starts";

export type Query = Readonly<Record<string, string>>;

/** @param base name of a preset of the spec's family. */
export function encodeLink(spec: ArchSpec, base: string): Query {
  const preset = findStart(base);
  const fields = new Map<string, unknown>(Object.entries(spec));
  const edits = differingFields(spec, preset).map(
    (field) => [field, encodeField(spec, field, fields.get(field))] as const,
  );
  return { preset: base, ...Object.fromEntries(edits) };
}

/** @throws ResiduaError UNKNOWN_PRESET, INVALID_ARCHITECTURE or INVALID_VALUE when the address was not made by us. */
export function decodeLink(query: Query): { spec: ArchSpec; base: string } {
  const { preset, ...edits } = query;
  const base = findStart(preset ?? "");
  const known = new Set(Object.keys(base));
  const stranger = Object.keys(edits).find((field) => !known.has(field));
  if (stranger) {
    throw new ResiduaError(
      "INVALID_ARCHITECTURE",
      `The address has "${stranger}", which ${base.name} has no field for.`,
    );
  }
  const fields = Object.entries(edits).map(([field, text]) => [field, decodeField(base, field, text)] as const);
  return { spec: parseArchSpec({ ...base, ...Object.fromEntries(fields) }), base: base.name };
}

function encodeField(spec: ArchSpec, field: string, value: unknown): string {
  if (field === "input") return spec.input.join("x");
  if (field !== "stages") return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
  if (spec.family === "vgg") return spec.stages.map((widths) => widths.join("-")).join(".");
  return spec.stages.map(({ blocks, width, stride }) => `${blocks}x${width}s${stride}`).join(".");
}

/** What the schema then checks; text that has no sense stays text, for the schema to refuse. */
function decodeField(base: ArchSpec, field: string, text: string): unknown {
  if (field === "input") return parseInput(text);
  if (field === "stages") return text.split(".").map(base.family === "vgg" ? decodeVggStage : decodeStage);
  const current = new Map<string, unknown>(Object.entries(base)).get(field);
  if (text === "null") return null;
  if (text.startsWith("{")) return readJson(text);
  if (typeof current === "number" || current === null) return text === "" ? text : Number(text);
  if (typeof current === "boolean") return text === "true" ? true : text === "false" ? false : text;
  return text;
}

/** A block's design; what is no JSON stays text, for the schema to refuse. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function decodeStage(text: string): unknown {
  const match = /^(\d+)x(\d+)s(\d+)$/.exec(text);
  return match ? { blocks: Number(match[1]), width: Number(match[2]), stride: Number(match[3]) } : text;
}

function decodeVggStage(text: string): unknown {
  return text.split("-").map(Number);
}
