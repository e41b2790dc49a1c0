import { computed } from "vue";
import type { Drawing } from "../../../diagram/drawing/shapes";
import type { Box } from "../../../diagram/model/geometry";
import type { Viewport } from "./use-viewport";
import { inSight } from "./viewport";

/** Below this scale texts can't be read, and are too many to be drawn. */
const READABLE = 0.3;
/** What is in sight grows by steps of the diagram's pixels, so that a small move draws nothing anew. */
const STEP = 256;

/** The items of a drawing that are in sight. @param draw what stands in the box, or touches it */
export function useDrawnItems(draw: (sight: Box) => Drawing, { view, size }: Viewport) {
  // As text, which stays the same while nothing that matters changes.
  const window = computed(() => {
    const { x, y, width, height } = inSight(view.value, size.value);
    const down = (at: number) => Math.floor(at / STEP) * STEP;
    const up = (at: number) => Math.ceil(at / STEP) * STEP;
    return [down(x), down(y), up(x + width), up(y + height), view.value.scale < READABLE ? 1 : 0].join(" ");
  });
  return computed(() => {
    const [left = 0, top = 0, end = 0, bottom = 0, far = 0] = window.value.split(" ").map(Number);
    const { items } = draw({ x: left, y: top, width: end - left, height: bottom - top });
    if (far === 0) return items;
    return items.map((item) => ({ ...item, shapes: item.shapes.filter(({ type }) => type !== "text") }));
  });
}
