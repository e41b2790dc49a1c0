import { type ShallowRef, shallowRef } from "vue";

/** Where the reader points, shared by the charts of a page: all show their values at the same x. */
export interface Crosshair {
  readonly at: Readonly<ShallowRef<CrosshairPlace | null>>;
  /** @param chart who is pointed at: its tooltip opens */
  point(chart: symbol, x: number): void;
  leave(chart: symbol): void;
  /** For a change of axis: the same number is another place on it. */
  clear(): void;
}

export interface CrosshairPlace {
  chart: symbol;
  x: number;
}

export function createCrosshair(): Crosshair {
  const at = shallowRef<CrosshairPlace | null>(null);
  return {
    at,
    point(chart, x) {
      at.value = { chart, x };
    },
    leave(chart) {
      if (at.value?.chart === chart) at.value = null;
    },
    clear() {
      at.value = null;
    },
  };
}
