import { type ComputedRef, computed } from "vue";
import { sameValue } from "./model/same-value";

/** A computed value that stays the same object while it holds the same, so that what is drawn from it isn't drawn anew. */
export function useSteady<T>(get: () => T): ComputedRef<T> {
  return computed<T>((before) => {
    const now = get();
    return before !== undefined && sameValue(before, now) ? before : now;
  });
}
