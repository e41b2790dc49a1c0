/** More of each than any architecture has: entries of one list or object, lists in lists, lists and objects in all. */
const MOST = { entries: 64, depth: 8, nests: 256 };

/**
 * A copy of a value from outside in which lists, objects and nests that are too large for an architecture end early, so
 * that the schema says what is wrong with a giant as fast as with anything else. It is refused all the same: more entries
 * are left than are accepted, and what is too deep has become a symbol, which the schema nowhere takes.
 */
export function cutValue(value: unknown): unknown {
  let left = MOST.nests;
  const copy = (part: unknown, depth: number): unknown => {
    if (typeof part !== "object" || part === null) return part;
    left -= 1;
    if (depth > MOST.depth || left < 0) return CUT;
    if (Array.isArray(part)) return part.slice(0, MOST.entries + 1).map((entry) => copy(entry, depth + 1));
    const keys = Object.keys(part).slice(0, MOST.entries + 1);
    return Object.fromEntries(keys.map((key) => [key, copy(Reflect.get(part, key), depth + 1)]));
  };
  return copy(value, 0);
}

const CUT = Symbol("cut off");
