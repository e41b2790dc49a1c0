import { onScopeDispose } from "vue";

/**
 * Runs something once no pointer button is down, at once if none is. What appears when a field loses focus would otherwise
 * move the page between press and release, and the click that took the focus would miss what it was aimed at.
 */
export function useAfterPointer(target: Window = window): (act: () => void) => void {
  let isDown = false;
  let waiting: (() => void)[] = [];

  const press = () => {
    isDown = true;
  };
  const release = () => {
    isDown = false;
    const due = waiting;
    waiting = [];
    // The click itself is dispatched after the release.
    setTimeout(() => {
      for (const act of due) act();
    });
  };
  target.addEventListener("pointerdown", press, true);
  target.addEventListener("pointerup", release, true);
  target.addEventListener("pointercancel", release, true);
  onScopeDispose(() => {
    target.removeEventListener("pointerdown", press, true);
    target.removeEventListener("pointerup", release, true);
    target.removeEventListener("pointercancel", release, true);
  });

  return (act) => {
    if (isDown) waiting.push(act);
    else act();
  };
}
