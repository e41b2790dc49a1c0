/** Ways to give a layer a larger map. */
import { type ArchSpec, LIMITS } from "../spec";
import { shown } from "./context";
import { type MapSizes, sizesFor } from "./map-sizes";
import { type Fix, repair } from "./problem";

/** Whether all maps of an image are as wished, by rule. */
export type Suits = (sizes: readonly number[]) => boolean;

/** Larger nets than this are hand-written curiosities; a search over them would be felt while typing. */
const MOST_RULES = 2000;

/** Another stem, a larger image, or no stage that comes so far; whether each is enough is for the caller to try. */
export function roomFixes(spec: ArchSpec, address: string, maps: MapSizes, suits: Suits): Fix[] {
  const fixes: Fix[] = [];
  if (spec.family === "residual" && (spec.stem === "imagenet" || spec.stem === "deep")) {
    fixes.push(repair("useCifarStem", { ...spec, stem: "cifar" }));
  }
  const larger = withSides(spec, (size) => smallestFrom(maps, size, suits));
  if (larger) fixes.push(repair("setInput", larger, { input: shown(larger.input) }));
  const stage = Number(/^stage(\d+)\//.exec(address)?.[1] ?? 1);
  if (stage > 1) fixes.push(repair("dropStages", withoutStagesFrom(spec, stage), { stage }));
  return fixes;
}

function withoutStagesFrom(spec: ArchSpec, stage: number): ArchSpec {
  return spec.family === "vgg"
    ? { ...spec, stages: spec.stages.slice(0, stage - 1) }
    : { ...spec, stages: spec.stages.slice(0, stage - 1) };
}

/** The smallest size from `size` on that suits, if every larger one does too; null when none is allowed. */
function smallestFrom(maps: MapSizes, size: number, suits: Suits): number | null {
  const at = (candidate: number) => suits(sizesFor(maps, candidate));
  if (maps.rules.length > MOST_RULES || !at(LIMITS.size)) return null;
  let [low, high]: [number, number] = [size, LIMITS.size];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (at(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The nearest size that suits, no further than `reach` away; of two, the larger. */
export function nearestTo(maps: MapSizes, size: number, reach: number, suits: Suits): number | null {
  if (maps.rules.length > MOST_RULES) return null;
  for (let distance = 0; distance <= reach; distance++) {
    for (const candidate of [size + distance, size - distance]) {
      const allowed = candidate >= 1 && candidate <= LIMITS.size;
      if (allowed && suits(sizesFor(maps, candidate))) return candidate;
    }
  }
  return null;
}

/** The same architecture for images whose sides `search` finds; null when a side has no answer. */
export function withSides(spec: ArchSpec, search: (size: number) => number | null): ArchSpec | null {
  const [channels, ...sides] = spec.input;
  const [height, width] = sides.map(search);
  if (!height || !width) return null;
  return { ...spec, input: [channels, height, width] };
}
