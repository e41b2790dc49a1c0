/** Undo and redo over whole states, which are small; edits with the same key in a row are one step. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** What the last edit changed; null when the next edit starts a new step whatever it changes. */
  readonly key: string | null;
}

const LIMIT = 200;

export function startHistory<T>(present: T): History<T> {
  return { past: [], present, future: [], key: null };
}

/** @param key names what changes (a field, say); null for an edit that is always a step of its own. */
export function commit<T>(history: History<T>, next: T, key: string | null): History<T> {
  const continues = key !== null && key === history.key;
  const past = continues ? history.past : [...history.past, history.present].slice(-LIMIT);
  return { past, present: next, future: [], key };
}

/** Ends the step: the next edit starts a new one. */
export function seal<T>(history: History<T>): History<T> {
  return history.key === null ? history : { ...history, key: null };
}

export function undo<T>(history: History<T>): History<T> {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: previous,
    future: [history.present, ...history.future],
    key: null,
  };
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, key: null };
}
