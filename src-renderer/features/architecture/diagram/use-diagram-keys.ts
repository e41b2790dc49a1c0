import type { Viewport } from "./use-viewport";

/** Pixels that an arrow key moves the view. */
const MOVE = 60;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [MOVE, 0],
  ArrowRight: [-MOVE, 0],
  ArrowUp: [0, MOVE],
  ArrowDown: [0, -MOVE],
};

const withModifier = (event: KeyboardEvent) => event.ctrlKey || event.metaKey || event.altKey;

/** Arrows move the view; plus, minus and 0 zoom, wherever in the diagram the focus is. */
export function useDiagramKeys(viewport: Viewport) {
  return {
    onArrow(event: KeyboardEvent): void {
      const arrow = ARROWS[event.key];
      if (!arrow || withModifier(event)) return;
      event.preventDefault();
      viewport.moveBy({ x: arrow[0], y: arrow[1] });
    },
    onZoom(event: KeyboardEvent): void {
      if (withModifier(event)) return;
      if (event.key === "+" || event.key === "=") viewport.zoomIn();
      if (event.key === "-") viewport.zoomOut();
      if (event.key === "0") viewport.fit();
    },
  };
}
