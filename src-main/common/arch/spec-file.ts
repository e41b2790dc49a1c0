/** Architecture files: the spec as JSON, with the address of its schema for editors. */
import type { ArchSpec } from "./spec";

/** The published JSON Schema, beside the file. */
export const SCHEMA_FILE = "arch-spec.schema.json";

/** A file's text. */
export function specFileText(spec: ArchSpec): string {
  return `${JSON.stringify({ $schema: `./${SCHEMA_FILE}`, ...spec }, null, 2)}\n`;
}

/** What a file says of the architecture: where its schema lies is for editors alone. */
export function withoutSchema(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return typeof Reflect.get(value, "$schema") === "string"
    ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== "$schema"))
    : value;
}
