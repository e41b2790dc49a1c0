import { shallowRef } from "vue";
import { parseArchSpec } from "../../../src-main/common/arch/adapt";
import type { ArchSpec } from "../../../src-main/common/arch/spec";
import { specFileText } from "../../../src-main/common/arch/spec-file";
import { ResiduaError } from "../../../src-main/common/errors";
import { type Translate, useText } from "../../locales/use-text";
import { readStored, writeStored } from "../../ui/storage";
import { type RecentFile, recentFilesSchema, withoutRecent, withRecent } from "./model/recent-files";
import { nearestStart } from "./model/starts";
import type { Editor } from "./use-editor";

const LARGEST = 1024 * 1024;

const recent = shallowRef<readonly RecentFile[]>(readStored("recent-files", recentFilesSchema, []));

function setRecent(files: readonly RecentFile[]): void {
  recent.value = files;
  writeStored("recent-files", files);
}

export type SpecFiles = ReturnType<typeof useSpecFiles>;

/** Opening and saving architecture files: the same JSON that the command line reads. What fails leaves the draft alone. */
export function useSpecFiles(editor: Editor, failed: (thrown: unknown) => void) {
  const { t } = useText();

  function keep(name: string, spec: ArchSpec): void {
    setRecent(withRecent(recent.value, { name, at: Date.now(), spec }));
  }

  function load(spec: ArchSpec): void {
    editor.load(spec, nearestStart(spec));
  }

  return {
    recent,
    async open(file: File): Promise<void> {
      try {
        const spec = await readSpecFile(file, t);
        load(spec);
        keep(file.name, spec);
      } catch (thrown) {
        failed(thrown);
      }
    },
    save(): void {
      const spec = editor.spec.value;
      const name = `${spec.name.replace(/[^\p{L}\p{N}._-]+/gu, "-")}.json`;
      download(name, specFileText(spec));
      keep(name, spec);
    },
    reopen({ name, spec }: RecentFile): void {
      load(spec);
      keep(name, spec);
    },
    forget(name: string): void {
      setRecent(withoutRecent(recent.value, name));
    },
  };
}

/** @throws ResiduaError INVALID_ARCHITECTURE with the file's name and what is wrong in it. */
async function readSpecFile(file: File, t: Translate): Promise<ArchSpec> {
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

/** Hands a text to the browser's downloads. */
function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
