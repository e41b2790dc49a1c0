import { useText } from "../../locales/use-text";
import type { FieldFault } from "./model/spec-draft";
import { useEditor } from "./use-editor";

/** What is wrong with a field, in the reader's words. */
export function useFaults() {
  const { t, format } = useText();
  const { faults } = useEditor();

  function sentence(fault: FieldFault): string {
    const limit = "limit" in fault ? format.value.integer(fault.limit) : "";
    return t(`architecture.faults.${fault.kind}`, { limit });
  }

  /** @param path dotted, such as `input.1`; undefined when the field is well. */
  function faultAt(...paths: string[]): string | undefined {
    const fault = paths.map((path) => faults.value.get(path)).find((found) => found !== undefined);
    return fault && sentence(fault);
  }

  return { faults, sentence, faultAt };
}
