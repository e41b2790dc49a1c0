import { onBeforeUnmount, onMounted } from "vue";
import type { Editor } from "./use-editor";

/** Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y (with the command key on a Mac) while the page is open. */
export function useUndoKeys(editor: Editor): void {
  function onKey(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) editor.redo();
    else editor.undo();
  }
  onMounted(() => window.addEventListener("keydown", onKey));
  onBeforeUnmount(() => window.removeEventListener("keydown", onKey));
}
