import { describe, expect, it } from "vitest";
import type { TrainingEvent } from "../../../src-main/common/run/events";
import { StepRecorder } from "../../../src-main/trainer/step-recorder";

function recorderAt() {
  const clock = { now: 1000 };
  const events: TrainingEvent[] = [];
  const recorder = new StepRecorder(
    (event) => events.push(event),
    10,
    0,
    () => clock.now,
  );
  let step = 0;
  const record = (milliseconds: number, loss = 1) => {
    clock.now += milliseconds;
    step += 1;
    recorder.record({ step, loss, accuracy: 0.5, learningRate: 0.1 });
  };
  const batches = () => events.map((event) => (event.type === "steps" ? event.points.map((point) => point.step) : []));
  return { clock, events, recorder, record, batches };
}

describe("StepRecorder", () => {
  it("sends points in batches, at most every 100 ms, and none twice", () => {
    const { recorder, record, batches } = recorderAt();
    recorder.resume();
    for (let i = 0; i < 6; i++) record(40);
    expect(batches()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    record(40);
    recorder.flush();
    recorder.flush();
    expect(batches()).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
  });

  it("sends each step at once when steps are slow", () => {
    const { recorder, record, batches } = recorderAt();
    recorder.resume();
    record(2000);
    record(2000);
    expect(batches()).toEqual([[1], [2]]);
  });

  it("measures speed without the first five steps and without pauses, and time with them", () => {
    const { clock, events, recorder, record } = recorderAt();
    recorder.resume();
    for (let i = 0; i < 5; i++) record(18);
    recorder.flush();
    expect(events[0]).toMatchObject({ imagesPerSecond: 0, elapsed: 0.09 });
    record(25);
    clock.now += 5000;
    recorder.resume();
    record(25);
    // Two steps of ten images in 50 ms.
    expect(events[1]).toMatchObject({ imagesPerSecond: 400 });
    expect(events[1]).toHaveProperty("elapsed", expect.closeTo(5.14, 9));
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("sends a loss of %d as null", (loss) => {
    const { events, recorder, record } = recorderAt();
    recorder.resume();
    record(200, loss);
    expect(events[0]).toMatchObject({ points: [{ step: 1, loss: null }] });
  });
});
