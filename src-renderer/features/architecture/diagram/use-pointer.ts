import { type Ref, ref } from "vue";
import type { Point } from "../../../diagram/model/geometry";
import type { Viewport } from "./use-viewport";

/** Pixels that a pointer may tremble while it clicks. */
const TREMBLE = 4;

/** Drag to move, wheel to move, wheel with Ctrl to zoom. */
export function usePointer(pane: Ref<HTMLElement | null>, viewport: Viewport) {
  const dragging = ref(false);
  let last: Point | null = null;
  let hasMoved = false;

  const at = (event: MouseEvent): Point => {
    const { left = 0, top = 0 } = pane.value?.getBoundingClientRect() ?? {};
    return { x: event.clientX - left, y: event.clientY - top };
  };

  return {
    dragging,
    /** True for the click that ends a drag. */
    wasDragged: () => hasMoved,
    onPointerdown(event: PointerEvent): void {
      if (event.button !== 0) return;
      last = at(event);
      hasMoved = false;
    },
    onPointermove(event: PointerEvent): void {
      if (!last || event.buttons === 0) return;
      const now = at(event);
      const by = { x: now.x - last.x, y: now.y - last.y };
      if (!dragging.value && Math.hypot(by.x, by.y) < TREMBLE) return;
      if (!dragging.value) (event.currentTarget as Element).setPointerCapture(event.pointerId);
      dragging.value = true;
      hasMoved = true;
      last = now;
      viewport.moveBy(by);
    },
    onPointerup(): void {
      last = null;
      dragging.value = false;
    },
    onWheel(event: WheelEvent): void {
      event.preventDefault();
      const line = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      if (event.ctrlKey || event.metaKey) {
        viewport.zoomBy(Math.exp(-event.deltaY * line * 0.002), at(event));
        return;
      }
      const [x, y] = event.shiftKey ? [event.deltaY, event.deltaX] : [event.deltaX, event.deltaY];
      viewport.moveBy({ x: -x * line, y: -y * line });
    },
  };
}
