import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunEvent } from "../../../../src-main/common/run/events";
import { FloatColumn } from "../../../../src-renderer/live/float-column";
import { RunSeries } from "../../../../src-renderer/live/run-series";
import { detail, LIFE, steps, store, summary } from "./builders";

const run = summary("a");
const events = store(...LIFE.flatMap((event) => [["a", event] as const, ["other", event] as const]));

function contents(series: RunSeries) {
  const columns = (of: Record<string, FloatColumn>) =>
    Object.fromEntries(Object.entries(of).map(([name, column]) => [name, [...column.view()]]));
  return { steps: columns({ ...series.steps }), paces: columns({ ...series.paces }), epochs: series.epochs };
}

describe("FloatColumn", () => {
  it("grows past its capacity and keeps what it was given", () => {
    const column = new FloatColumn(2);
    for (let value = 0; value < 9; value += 1) column.push(value);
    expect([...column.view()]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect([column.length, column.last(), new FloatColumn().last()]).toEqual([9, 8, Number.NaN]);
  });

  it("gives views that later values don't reach", () => {
    const column = new FloatColumn(1);
    column.push(1);
    const view = column.view();
    column.push(2);
    expect([...view]).toEqual([1]);
  });
});

describe("RunSeries", () => {
  it("keeps every step, with null losses as gaps and times between the known ones", () => {
    const { steps: columns, paces, epochs } = contents(RunSeries.from(detail(run, events)));
    expect(columns.step).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(columns.epoch).toEqual([0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2]);
    expect(columns.loss).toEqual([2, 1, Number.NaN, 0.5, 0.4, 2 / 6, 2 / 7, 0.25]);
    expect(columns.time).toEqual([0.5, 1, 1.5, 2, 2.75, 3.5, 4.25, 5]);
    expect(paces).toEqual({
      step: [1, 4, 8],
      epoch: [0.25, 1, 2],
      time: [0.5, 2, 5],
      imagesPerSecond: [100, 400, 800],
    });
    expect(epochs.map((row) => row.epoch)).toEqual([1, 2]);
  });

  it("is the same, fetched at any moment and followed from any earlier one", () => {
    const whole = contents(RunSeries.from(detail(run, events)));
    fc.assert(
      fc.property(fc.nat(events.length), fc.nat(events.length), (fetched, back) => {
        const series = RunSeries.from(detail(run, events.slice(0, fetched)));
        for (const event of events.slice(Math.max(0, fetched - back))) series.apply(event);
        expect(contents(series)).toEqual(whole);
      }),
    );
  });

  it("says whether an event changed it", () => {
    const series = new RunSeries("a");
    expect(events.map((event) => series.apply(event)).filter(Boolean)).toHaveLength(5);
    expect(events.some((event) => series.apply(event))).toBe(false);
  });

  it("leaves out the speed of the first steps, which the trainer gives as 0", () => {
    const series = new RunSeries("a");
    const slow = { ...steps(1, 5, 9), imagesPerSecond: 0 } as RunEvent;
    const both = store(["a", slow], ["a", steps(6, 8, 10)]);
    for (const event of both) series.apply(event);
    expect(contents(series).paces).toMatchObject({ step: [8], imagesPerSecond: [800] });
    expect(contents(RunSeries.from(detail(run, both)))).toEqual(contents(series));
  });
});
