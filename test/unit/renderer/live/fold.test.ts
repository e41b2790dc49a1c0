import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredEvent } from "../../../../src-main/common/run/events";
import { foldEvents, listState, type RunListState } from "../../../../src-renderer/live/fold";
import { LIFE, state, store, summary } from "./builders";

const runs = [
  summary("a", { queuePosition: 1 }),
  summary("b", { queuePosition: 2 }),
  summary("c", { queuePosition: 3 }),
];
const start = listState({ runs, seq: 5 });
const everything = store(
  ...LIFE.map((event) => ["a", event] as const),
  ["c", state("stopped")],
  ["stranger", state("queued")],
  ["b", state("starting")],
  ["b", { type: "state", state: "failed", error: { code: "TRAINER_CRASHED", message: "It was killed." } }],
);

describe("foldEvents", () => {
  it("tells a run's whole life", () => {
    const { runs, seq, strangers } = foldEvents(start, everything);
    expect(runs.get("a")).toMatchObject({
      state: "completed",
      queuePosition: null,
      startedAt: 5000,
      endedAt: 5009,
      device: "CPU",
      step: 8,
      totalSteps: 8,
      stepsPerEpoch: 4,
      imagesPerSecond: 149.25,
      lastPoint: { step: 8 },
      lastValidation: { accuracy: 0.5 },
      bestValidationAccuracy: 0.6,
      error: null,
    });
    expect(runs.get("b")).toMatchObject({ state: "failed", error: { code: "TRAINER_CRASHED" } });
    expect(runs.get("c")).toMatchObject({ state: "stopped", startedAt: null });
    expect([...strangers]).toEqual(["stranger"]);
    expect(seq).toBe(everything.at(-1)?.seq);
  });

  it("moves the queue up on the same device only", () => {
    const gpu = summary("g", { queuePosition: 2, config: { ...summary("g").config, device: "gpu:0" } });
    const folded = foldEvents(listState({ runs: [...runs, gpu], seq: 0 }), store(["a", state("starting")]));
    expect([...folded.runs.values()].map((run) => run.queuePosition)).toEqual([null, 1, 2, 2]);
  });

  it("hands the same state back when nothing is new, so that nothing is drawn again", () => {
    const after = foldEvents(start, everything);
    expect(foldEvents(after, everything.slice(3, 9))).toBe(after);
  });

  it("gives one result wherever the sequence is cut and whatever is sent again", () => {
    const whole = foldEvents(start, everything);
    const cuts = fc.array(fc.record({ take: fc.nat(6), resend: fc.nat(4) }), { maxLength: 30 });
    fc.assert(
      fc.property(cuts, (pieces) => {
        let folded: RunListState = start;
        let at = 0;
        const send = (events: readonly StoredEvent[]) => {
          folded = foldEvents(folded, events);
        };
        for (const { take, resend } of pieces) {
          send(everything.slice(Math.max(0, at - resend), at + take));
          at = Math.min(everything.length, at + take);
        }
        send(everything.slice(at));
        expect(folded).toEqual(whole);
      }),
    );
  });
});
