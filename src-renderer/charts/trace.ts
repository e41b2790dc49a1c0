/** What a chart draws. Arrays are views into buffers that grow elsewhere: handed over anew at each update, never copied. */
export interface Trace {
  /** Stable over updates, since what has been smoothed is kept under it. */
  id: string;
  label: string;
  /** CSS variable that holds the colour. */
  color: `--${string}`;
  /** Line dash in pixels. */
  dash?: readonly number[];
  /** Rising. */
  x: Float64Array;
  /** As long as `x`; values that are not finite are left out. */
  y: Float64Array;
  /** `dense` values are smoothed and drawn as a line; `sparse` ones, such as one per epoch, as they are, with dots. */
  kind: "dense" | "sparse";
}

/** A visible part of the x axis. */
export interface AxisWindow {
  min: number;
  max: number;
}
