import { onScopeDispose } from "vue";

/** Ctrl+Enter, or Command+Enter, anywhere on the page, for as long as the caller lives. */
export function useLaunchKey(act: () => void, target: Window = window): void {
  const listen = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    act();
  };
  target.addEventListener("keydown", listen);
  onScopeDispose(() => target.removeEventListener("keydown", listen));
}
