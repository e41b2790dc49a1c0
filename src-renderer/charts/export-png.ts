import type { Trace } from "./trace";

export interface PngOptions {
  title: string;
  traces: readonly Trace[];
  color: (variable: `--${string}`) => string;
}

const MARGIN = 12;
const HEADER = 44;

/** The chart as the reader sees it, under its title and legend, on the page's own ground, at the screen's resolution. */
export function exportPng(chart: HTMLCanvasElement, { title, traces, color }: PngOptions): Promise<Blob | null> {
  const scale = chart.width / Math.max(1, chart.clientWidth);
  const canvas = document.createElement("canvas");
  canvas.width = chart.width + 2 * MARGIN * scale;
  canvas.height = chart.height + (HEADER + MARGIN) * scale;
  const context = canvas.getContext("2d");
  if (!context) return Promise.resolve(null);
  context.scale(scale, scale);
  context.fillStyle = color("--ground-raised");
  context.fillRect(0, 0, canvas.width, canvas.height);
  const family = getComputedStyle(document.body).fontFamily;
  context.textBaseline = "middle";
  context.font = `600 13px ${family}`;
  context.fillStyle = color("--ink");
  context.fillText(title, MARGIN, 16);
  context.font = `12px ${family}`;
  let x = MARGIN;
  for (const trace of traces) {
    context.fillStyle = color(trace.color);
    context.fillRect(x, 33, 12, 3);
    context.fillStyle = color("--ink-soft");
    context.fillText(trace.label, x + 18, 35);
    x += 18 + context.measureText(trace.label).width + 16;
  }
  context.drawImage(chart, MARGIN, HEADER, chart.width / scale, chart.height / scale);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
