/** Architecture files: the same JSON that the command line reads. */
import { parseArchSpec } from "../../../src-main/common/arch/adapt";
import type { ArchSpec } from "../../../src-main/common/arch/spec";
import { ResiduaError } from "../../../src-main/common/errors";
import type { Translate } from "../../locales/use-text";

const LARGEST = 1024 * 1024;

/** @throws ResiduaError INVALID_ARCHITECTURE with the file's name and what is wrong in it. */
export async function readSpecFile(file: File, t: Translate): Promise<ArchSpec> {
  const refuse = (reason: string) =>
    new ResiduaError("INVALID_ARCHITECTURE", t("architecture.file.unreadable", { file: file.name, reason }));
  if (file.size > LARGEST) throw refuse(t("architecture.file.tooBig"));
  const text = await file.text();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse(t("architecture.file.notJson"));
  }
  try {
    return parseArchSpec(value);
  } catch (error) {
    throw error instanceof ResiduaError ? refuse(error.message) : error;
  }
}

/** Hands the spec to the browser's downloads. */
export function downloadSpec(spec: ArchSpec): void {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(spec, null, 2)}\n`], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${spec.name.replace(/[^\p{L}\p{N}._-]+/gu, "-")}.json`;
  link.click();
  URL.revokeObjectURL(url);
}
