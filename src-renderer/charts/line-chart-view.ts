/**
 * One Chart.js line chart over growing traces. It stands outside Vue: the component hands it content, it draws at most once
 * per animation frame, and gives Chart.js only the points that the visible window needs.
 */
import type { ChartConfiguration, ChartDataset } from "chart.js";
import { type AxisKind, axisTicks, widenNarrow } from "./axis-ticks";
import { Chart } from "./chart-js";
import { drawPoints, type Picture, type Point } from "./draw-points";
import { oncePerFrame } from "./once-per-frame";
import type { AxisWindow, Trace } from "./trace";

export interface ChartLine {
  trace: Trace;
  /** The trace's values as the line shows them; the trace's own array where nothing is smoothed. */
  shown: Float64Array;
}

export interface ChartContent {
  lines: readonly ChartLine[];
  logarithmic: boolean;
  xKind: AxisKind;
  formatTickX: (value: number) => string;
  formatTickY: (value: number) => string;
  /** The colour of a CSS variable in the theme shown now. */
  color: (variable: `--${string}`) => string;
}

/** Where the plot lies inside the canvas, in CSS pixels, after the latest drawing. */
export interface PlotArea {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface ChartEvents {
  onDrawn: (area: PlotArea) => void;
  onZoom: (window: AxisWindow | null) => void;
}

/** The same on every chart, so that plots of a page stand under one another and crosshairs meet. */
const Y_AXIS_WIDTH = 52;
/** Room for a number below the x axis, in pixels. */
const TICK_WIDTH = 84;

export class LineChartView {
  private readonly chart: Chart<"line", Point[]>;
  private readonly frame = oncePerFrame(() => this.draw());
  private readonly events: ChartEvents;
  private content: ChartContent;
  private window: AxisWindow | null = null;

  constructor(canvas: HTMLCanvasElement, content: ChartContent, events: ChartEvents) {
    this.content = content;
    this.events = events;
    this.chart = new Chart(canvas, this.configuration());
    this.frame.request();
  }

  /** Shown with the next frame. */
  update(content: ChartContent): void {
    this.content = content;
    this.frame.request();
  }

  /** Null outside the plot. @param pixel from the canvas's left edge */
  valueAt(pixel: number): number | null {
    const { left, right } = this.chart.chartArea;
    if (pixel < left || pixel > right) return null;
    return this.chart.scales.x?.getValueForPixel(pixel) ?? null;
  }

  /** From the canvas's left edge; null outside the plot. */
  pixelOf(x: number): number | null {
    const { left, right } = this.chart.chartArea;
    const pixel = this.chart.scales.x?.getPixelForValue(x) ?? Number.NaN;
    return pixel >= left && pixel <= right ? pixel : null;
  }

  resetZoom(): void {
    this.chart.resetZoom("none");
    this.zoomed(null);
  }

  destroy(): void {
    this.frame.cancel();
    this.chart.destroy();
  }

  private zoomed(window: AxisWindow | null): void {
    this.window = window;
    this.events.onZoom(window);
    this.frame.request();
  }

  private draw(): void {
    const { lines, logarithmic } = this.content;
    const { left, right } = this.chart.chartArea ?? { left: 0, right: 0 };
    const picture = { window: this.window, pixels: right > left ? right - left : this.chart.width, logarithmic };
    this.chart.data.datasets = lines.flatMap((line) => this.datasets(line, picture));
    this.applyAxes();
    this.chart.update("none");
    this.events.onDrawn({ ...this.chart.chartArea });
  }

  /** The line, and below it the raw values, faint, where the line is smoothed. */
  private datasets({ trace, shown }: ChartLine, picture: Picture): ChartDataset<"line", Point[]>[] {
    const color = this.content.color(trace.color);
    const sparse = trace.kind === "sparse";
    const data = drawPoints(trace.x, shown, picture);
    const line: ChartDataset<"line", Point[]> = {
      data,
      borderColor: color,
      backgroundColor: color,
      borderWidth: 1.6,
      borderDash: [...(trace.dash ?? [])],
      borderJoinStyle: "round",
      pointRadius: sparse || data.length === 1 ? 2.5 : 0,
      pointHitRadius: 0,
      order: sparse ? 0 : 1,
    };
    if (shown === trace.y) return [line];
    const faint = { borderColor: withAlpha(color, 0.28), borderWidth: 1, borderDash: [], pointRadius: 0, order: 2 };
    return [{ ...line, ...faint, data: drawPoints(trace.x, trace.y, picture) }, line];
  }

  /** Written into the configuration itself: what `chart.options` gives are resolved copies that must not go back in. */
  private applyAxes(): void {
    const { color, logarithmic } = this.content;
    const { scales, plugins } = this.chart.config.options ?? {};
    const type = logarithmic ? "logarithmic" : "linear";
    if (scales && scales.y?.type !== type) scales.y = this.yAxis(type);
    for (const axis of [scales?.x, scales?.y]) {
      if (axis?.ticks) axis.ticks.color = color("--ink-faint");
      if (axis?.grid) axis.grid.color = color("--line");
    }
    const drag = plugins?.zoom?.zoom?.drag;
    if (drag) {
      drag.backgroundColor = withAlpha(color("--accent"), 0.12);
      drag.borderColor = color("--accent");
    }
  }

  private configuration(): ChartConfiguration<"line", Point[]> {
    const family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.font = { ...Chart.defaults.font, family, size: 11 };
    return {
      type: "line",
      data: { datasets: [] },
      options: {
        responsive: true,
        maintainAspectRatio: false,
        animation: false,
        parsing: false,
        normalized: true,
        spanGaps: true,
        events: [],
        layout: { padding: { top: 6, right: 10 } },
        onResize: () => this.frame.request(),
        scales: {
          x: {
            type: "linear",
            // Steps, epochs and seconds all count from nothing.
            min: 0,
            bounds: "data",
            border: { display: false },
            grid: { tickLength: 4 },
            afterBuildTicks: (scale) => {
              const room = Math.max(2, Math.floor(scale.chart.width / TICK_WIDTH));
              scale.ticks = axisTicks(scale.min, scale.max, room, this.content.xKind).map((value) => ({ value }));
            },
            ticks: {
              maxRotation: 0,
              autoSkip: false,
              callback: (value) => (this.isEmpty() ? "" : this.content.formatTickX(Number(value))),
            },
          },
          y: this.yAxis(this.content.logarithmic ? "logarithmic" : "linear"),
        },
        plugins: {
          legend: { display: false },
          tooltip: { enabled: false },
          zoom: {
            zoom: {
              mode: "x",
              drag: { enabled: true, threshold: 6, borderWidth: 1 },
              onZoom: ({ chart }) => {
                const scale = chart.scales.x;
                if (scale) this.zoomed({ min: scale.min, max: scale.max });
              },
            },
          },
        },
      },
    };
  }

  /** Numbers along an empty plot would be made up. */
  private isEmpty(): boolean {
    return this.content.lines.every(({ trace }) => trace.x.length === 0);
  }

  /** On a logarithmic axis over more than a decade only 1, 2 and 5 of each have room for their numbers. */
  private tickY(value: number, ticks: readonly { value: number }[]): string | null {
    if (this.isEmpty()) return "";
    const { logarithmic, formatTickY } = this.content;
    const wide = (ticks[ticks.length - 1]?.value ?? 0) / (ticks[0]?.value ?? 1) > 10;
    const leading = Math.round(value / 10 ** Math.floor(Math.log10(value) + 1e-9));
    return logarithmic && wide && ![1, 2, 5].includes(leading) ? null : formatTickY(value);
  }

  private yAxis(type: "linear" | "logarithmic") {
    const options = {
      border: { display: false },
      grid: { tickLength: 0 },
      ticks: {
        padding: 6,
        maxTicksLimit: 6,
        callback: (value: string | number, _: number, ticks: readonly { value: number }[]) =>
          this.tickY(Number(value), ticks),
      },
      afterFit: (scale: { width: number }) => {
        scale.width = Y_AXIS_WIDTH;
      },
    };
    return type === "linear" ? { type, ...options, afterDataLimits: widenNarrow } : { type, ...options };
  }
}

function withAlpha(color: string, alpha: number): string {
  return `color-mix(in srgb, ${color} ${alpha * 100}%, transparent)`;
}
