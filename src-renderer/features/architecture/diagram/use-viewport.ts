import { computed, onBeforeUnmount, onMounted, type Ref, shallowRef, watch } from "vue";
import type { Box, Point } from "../../../diagram/model/geometry";
import { firstLook, fitted, kept, moved, revealing, type Size, type View, ZOOM, zoomed } from "./viewport";

const NOTHING: Size = { width: 1, height: 1 };

/** Zoom and place of a diagram in its pane. Until the reader moves it, it fits by itself. */
export function useViewport(pane: Ref<HTMLElement | null>, content: () => Size) {
  const size = shallowRef<Size>(NOTHING);
  const chosen = shallowRef<View | null>(null);
  const view = computed<View>(() => chosen.value ?? firstLook(content(), size.value));

  const observer = new ResizeObserver(([entry]) => {
    if (entry) size.value = { width: entry.contentRect.width, height: entry.contentRect.height };
  });
  onMounted(() => pane.value && observer.observe(pane.value));
  onBeforeUnmount(() => observer.disconnect());

  const set = (next: View) => {
    chosen.value = kept(next, content(), size.value);
  };
  watch([size, content], () => chosen.value && set(chosen.value));

  const middle = (): Point => ({ x: size.value.width / 2, y: size.value.height / 2 });
  return {
    size,
    view,
    moveBy: (by: Point) => set(moved(view.value, by)),
    zoomBy: (factor: number, at: Point = middle()) => set(zoomed(view.value, factor, at)),
    zoomIn: () => set(zoomed(view.value, ZOOM.step, middle())),
    zoomOut: () => set(zoomed(view.value, 1 / ZOOM.step, middle())),
    /** All of it, however small. */
    fit: () => set(fitted(content(), size.value)),
    /** Fits by itself again, as at first. */
    release: () => {
      chosen.value = null;
    },
    reveal: (box: Box) => {
      const next = revealing(view.value, box, size.value);
      if (next.x !== view.value.x || next.y !== view.value.y) set(next);
    },
  };
}

export type Viewport = ReturnType<typeof useViewport>;
