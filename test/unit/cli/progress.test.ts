import { describe, expect, it } from "vitest";
import { bytes, duration, table } from "../../../src-main/cli/output";
import { StatusLine } from "../../../src-main/cli/status-line";
import { endingOf, linesOf } from "../../../src-main/cli/train/lines";
import { Progress } from "../../../src-main/cli/train/progress";
import { RUN_STATES } from "../../../src-main/common/run/states";
import { points, STARTED } from "../store/helpers";

describe("a run's progress", () => {
  it("is one line with the share done, the pace and the time left", () => {
    const progress = new Progress();
    expect(progress.line()).toBe("starting");
    progress.take({ ...STARTED, totalSteps: 20 });
    progress.take({ type: "steps", points: points(1, 1), imagesPerSecond: 0, elapsed: 3 });
    expect(progress.line()).toBe("5 %  step 1 of 20  loss 0.001000  accuracy 50.0 %");
    progress.take({ type: "steps", points: points(2, 10), imagesPerSecond: 320, elapsed: 12 });
    // Nine steps took nine seconds; the first one's start-up does not count.
    expect(progress.line()).toBe("50 %  step 10 of 20  loss 0.01000  accuracy 50.0 %  320 images/s  0:10 left");
  });

  it("says so when the loss is no number", () => {
    const progress = new Progress();
    progress.take({ ...STARTED, totalSteps: 20 });
    const [point] = points(1, 1);
    if (point) progress.take({ type: "steps", points: [{ ...point, loss: null }], imagesPerSecond: 0, elapsed: 1 });
    expect(progress.line()).toContain("loss not finite");
  });
});

describe("JSON lines", () => {
  it("are one for each step, and say which run started and ended how", () => {
    expect(linesOf("r", STARTED)[0]).toMatchObject({ type: "started", run: "r", totalSteps: 20 });
    expect(linesOf("r", { type: "steps", points: points(1, 2), imagesPerSecond: 1, elapsed: 1 })).toEqual(
      points(1, 2).map((point) => ({ type: "step", ...point })),
    );
    const error = { code: "NON_FINITE_LOSS", message: "The loss became NaN." } as const;
    expect(linesOf("r", { type: "state", state: "failed", error })).toEqual([
      { type: "ended", run: "r", status: "failed", error },
    ]);
  });

  it("end with one of three words, whatever the state", () => {
    const endings = RUN_STATES.map((state) => endingOf(state, undefined)?.status ?? null);
    expect(endings).toEqual([null, null, null, null, "completed", "stopped", "failed", "stopped"]);
  });
});

describe("the status line", () => {
  function stream(isTTY: boolean) {
    const written: string[] = [];
    return { written, isTTY, columns: 20, write: (text: string) => written.push(text) > 0 };
  }

  it("is overwritten in a terminal, and never wraps", () => {
    const terminal = stream(true);
    const status = new StatusLine(terminal, () => 0);
    status.show("a");
    status.show("a");
    status.show("b".repeat(30));
    status.log("stays");
    expect(terminal.written).toEqual(["\r\u001b[Ka", `\r\u001b[K${"b".repeat(19)}`, "\r\u001b[K", "stays\n"]);
  });

  it("is a line now and then in a file", () => {
    const file = stream(false);
    let now = 0;
    const status = new StatusLine(file, () => now);
    status.show("first");
    now = 9_999;
    status.show("too soon");
    now = 10_000;
    status.show("second");
    status.end();
    expect(file.written).toEqual(["first\n", "second\n"]);
  });
});

it("prints columns and sizes as people read them", () => {
  expect(
    table(
      [
        ["a", "1"],
        ["long", "100"],
      ],
      ["left", "right"],
    ),
  ).toBe("a       1\nlong  100");
  expect([0, 1023, 1024, 5 * 2 ** 30].map(bytes)).toEqual(["0 B", "1023 B", "1.0 KiB", "5.0 GiB"]);
  expect(bytes(-2048)).toBe("-2.0 KiB");
  expect([0, 59.6, 3723].map(duration)).toEqual(["0:00", "1:00", "1:02:03"]);
});
