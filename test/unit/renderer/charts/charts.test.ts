import { describe, expect, it } from "vitest";
import { smooth } from "../../../../src-main/common/series/smoothing";
import { createCrosshair } from "../../../../src-renderer/charts/crosshair";
import { toCsv } from "../../../../src-renderer/charts/csv";
import { drawPoints } from "../../../../src-renderer/charts/draw-points";
import { oncePerFrame } from "../../../../src-renderer/charts/once-per-frame";
import { readAt, stepX } from "../../../../src-renderer/charts/readout";
import { Smoothing } from "../../../../src-renderer/charts/smoothed-column";
import type { Trace } from "../../../../src-renderer/charts/trace";

function trace(id: string, x: number[], y: number[], kind: Trace["kind"] = "dense"): Trace {
  return { id, label: id, color: "--run-1", x: Float64Array.from(x), y: Float64Array.from(y), kind };
}

describe("drawPoints", () => {
  const x = Float64Array.from({ length: 100_000 }, (_, index) => index);
  const y = Float64Array.from(x, (value) => Math.sin(value));

  it("draws about two points a pixel of everything", () => {
    expect(drawPoints(x, y, { window: null, pixels: 300, logarithmic: false }).length).toBeLessThanOrEqual(602);
  });

  it("decimates a zoomed window anew, so that detail comes back, with a neighbour on either side", () => {
    const points = drawPoints(x, y, { window: { min: 500, max: 600 }, pixels: 300, logarithmic: false });
    expect(points.map((point) => point.x)).toEqual(Array.from({ length: 103 }, (_, index) => 499 + index));
  });

  it("skips what a logarithmic axis can't show and gaps on any", () => {
    const values = Float64Array.of(1, 0, -1, Number.NaN, 2);
    const at = (logarithmic: boolean) =>
      drawPoints(x.subarray(0, 5), values, { window: null, pixels: 300, logarithmic }).map((point) => point.y);
    expect(at(true)).toEqual([1, 2]);
    expect(at(false)).toEqual([1, 0, -1, 2]);
  });
});

describe("Smoothing", () => {
  it("follows a growing trace as if it had been smoothed at once", () => {
    const smoothing = new Smoothing();
    const y = [5, 1, 4, 2, 8];
    for (let end = 1; end <= y.length; end += 1) {
      const grown = trace("a", y.slice(0, end), y.slice(0, end));
      expect(smoothing.of(grown, 0.6)).toEqual(smooth(y.slice(0, end), 0.6));
    }
  });

  it("starts anew for another weight and for another, shorter series", () => {
    const smoothing = new Smoothing();
    smoothing.of(trace("a", [1, 2, 3], [9, 8, 7]), 0.6);
    expect(smoothing.of(trace("a", [1, 2, 3], [9, 8, 7]), 0.9)).toEqual(smooth([9, 8, 7], 0.9));
    expect(smoothing.of(trace("a", [1, 2], [1, 2]), 0.9)).toEqual(smooth([1, 2], 0.9));
  });

  it("leaves a trace itself when off, and sparse ones always", () => {
    const smoothing = new Smoothing();
    const [dense, sparse] = [trace("a", [1], [2]), trace("b", [1], [2], "sparse")];
    expect(smoothing.of(dense, 0)).toBe(dense.y);
    expect(smoothing.of(sparse, 0.9)).toBe(sparse.y);
  });
});

describe("oncePerFrame", () => {
  function clock() {
    let callback: (() => void) | null = null;
    return {
      frames: {
        request: (next: () => void) => {
          callback = next;
          return 1;
        },
        cancel: () => {
          callback = null;
        },
      },
      tick() {
        const due = callback;
        callback = null;
        due?.();
      },
    };
  }

  it("draws once in a frame however often it is asked, and again when asked after it", () => {
    let drawn = 0;
    const { frames, tick } = clock();
    const frame = oncePerFrame(() => (drawn += 1), frames);
    for (let update = 0; update < 50; update += 1) frame.request();
    expect(drawn).toBe(0);
    tick();
    tick();
    expect(drawn).toBe(1);
    frame.request();
    tick();
    expect(drawn).toBe(2);
  });

  it("draws nothing after it was cancelled, until asked again", () => {
    let drawn = 0;
    const { frames, tick } = clock();
    const frame = oncePerFrame(() => (drawn += 1), frames);
    frame.request();
    frame.cancel();
    tick();
    expect(drawn).toBe(0);
    frame.request();
    tick();
    expect(drawn).toBe(1);
  });
});

describe("readings", () => {
  const curve = trace("a", [1, 3, 10], [0.5, 0.25, 0.125]);
  const shown = Float64Array.of(0.5, 0.4, 0.3);

  it.each([
    { x: null, reading: { x: 10, raw: 0.125, shown: 0.3 } },
    { x: 2.9, reading: { x: 3, raw: 0.25, shown: 0.4 } },
    { x: -50, reading: { x: 1, raw: 0.5, shown: 0.5 } },
  ])("reads at the nearest point to $x", ({ x, reading }) => expect(readAt(curve, shown, x)).toEqual(reading));

  it("reads nothing from an empty trace", () => {
    expect(readAt(trace("a", [], []), new Float64Array(), 1)).toBeNull();
    expect(stepX([trace("a", [], [])], null, 1)).toBeNull();
  });

  it.each([
    { from: null, by: 1, to: 10 },
    { from: null, by: -1, to: 10 },
    { from: null, by: Number.NEGATIVE_INFINITY, to: 1 },
    { from: 3, by: 1, to: 10 },
    { from: 3, by: -1, to: 1 },
    { from: 1, by: -1, to: 1 },
    { from: 3, by: Number.POSITIVE_INFINITY, to: 10 },
  ])("steps from $from by $by along the longest trace", ({ from, by, to }) => {
    expect(stepX([trace("b", [7], [1]), curve], from, by)).toBe(to);
  });
});

describe("createCrosshair", () => {
  it("is shared, and taken away only by the chart that is pointed at", () => {
    const crosshair = createCrosshair();
    const [one, other] = [Symbol("one"), Symbol("other")];
    crosshair.point(one, 5);
    crosshair.leave(other);
    expect(crosshair.at.value).toEqual({ chart: one, x: 5 });
    crosshair.leave(one);
    expect(crosshair.at.value).toBeNull();
  });
});

describe("toCsv", () => {
  const traces = [
    trace("train", [1, 2, 3, 4], [0.1 + 0.2, Number.NaN, 3e-7, 4]),
    { ...trace("validation", [2, 5], [20, 50]), label: 'held "out", mean' },
  ];

  it("joins traces by x with every digit, blank where one has no value", () => {
    expect(toCsv("step", traces, null)).toBe(
      'step,train,"held ""out"", mean"\r\n1,0.30000000000000004,\r\n2,,20\r\n3,3e-7,\r\n4,4,\r\n5,,50\r\n',
    );
  });

  it("gives exactly the visible part", () => {
    expect(toCsv("step", traces, { min: 1.5, max: 3 }).split("\r\n").slice(1, -1)).toEqual(["2,,20", "3,3e-7,"]);
  });
});
