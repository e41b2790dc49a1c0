import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RunEvent } from "../../../src-main/common/run/events";
import { RUN_MOVES, RUN_STATES, type RunState } from "../../../src-main/common/run/states";
import { openStore, ownProcess, type Store } from "../../../src-main/store";
import { points, runConfig, STARTED, temporaryFolder, temporaryStore } from "./helpers";

const owner = ownProcess();
const create = (store: Store, name = "a run") => store.createRun({ name, config: runConfig(), owner }).id;
const steps = (from: number, to: number): RunEvent => ({
  type: "steps",
  points: points(from, to),
  imagesPerSecond: 100 + to,
  elapsed: to / 10,
});
const score = (accuracy: number) => ({ loss: 1 - accuracy, accuracy, count: 100 });
const epoch = (number: number, accuracy: number): RunEvent => ({
  type: "epoch",
  epoch: number,
  step: number * 10,
  train: score(accuracy),
  validation: score(accuracy),
  elapsed: number,
});

describe("the store", () => {
  it("keeps a run across a restart, byte for byte", () => {
    const dir = temporaryFolder();
    const before = openStore(dir);
    const id = create(before, "ein Lauf, 실행 1");
    before.move(id, "starting");
    before.record(id, STARTED);
    before.record(id, steps(1, 7));
    before.record(id, epoch(1, 0.4));
    const kept = { detail: before.detail(id), log: before.eventsAfter(0), overviews: before.overviews() };
    before.close();

    const after = temporaryStore(dir);
    expect({ detail: after.detail(id), log: after.eventsAfter(0), overviews: after.overviews() }).toEqual(kept);
    expect(kept.detail.run).toMatchObject({ name: "ein Lauf, 실행 1", state: "running", config: runConfig() });
    expect(kept.detail.steps).toEqual(points(1, 7));
  });

  it("folds events into the run's overview", () => {
    const store = temporaryStore();
    const id = create(store);
    store.move(id, "starting");
    store.record(id, STARTED);
    store.record(id, steps(1, 3));
    store.record(id, steps(4, 5));
    store.record(id, epoch(1, 0.7));
    store.record(id, epoch(2, 0.6));
    const { run, lastPoint, lastEpoch, bestValidationAccuracy } = store.overview(id);
    expect(run).toMatchObject({
      state: "running",
      device: "Test device",
      tensorflow: "2.21.0",
      totalSteps: 20,
      stepsPerEpoch: 10,
    });
    expect(run.imagesPerSecond).toBeCloseTo(103.1, 9);
    expect(lastPoint).toEqual(points(5, 5)[0]);
    expect(lastEpoch?.epoch).toBe(2);
    expect(bestValidationAccuracy).toBe(0.7);
    expect(run.startedAt).toBeGreaterThanOrEqual(run.createdAt);
    expect(run.endedAt).toBeNull();
  });

  it("keeps looks inside a network as numbers, and says where one was not finite", () => {
    const store = temporaryStore();
    const id = create(store);
    const look: RunEvent = { type: "probe", step: 1, values: [0.5, null, 2 ** -20] };
    store.record(id, look);
    expect(store.eventsAfter(0).events.at(-1)?.event).toEqual(look);
    expect(store.probes(id).rows).toEqual([{ step: 1, values: Float32Array.of(0.5, Number.NaN, 2 ** -20) }]);
  });

  it("forgets what came after the checkpoint that a run goes on from", () => {
    const store = temporaryStore();
    const id = create(store);
    store.move(id, "starting");
    store.record(id, STARTED);
    store.record(id, steps(1, 12));
    store.record(id, epoch(1, 0.9));
    store.record(id, { type: "probe", step: 11, values: [1] });
    store.move(id, "failed");
    expect(store.run(id).endedAt).not.toBeNull();
    store.requeue({ id, config: runConfig({ budget: { unit: "steps", count: 99 } }), owner });
    expect(store.run(id)).toMatchObject({ state: "queued", endedAt: null, config: { budget: { count: 99 } } });
    store.move(id, "starting");
    store.record(id, { ...STARTED, step: 8 });
    const { run, steps: curve, epochs } = store.detail(id);
    expect(run).toMatchObject({ state: "running", startedStep: 8 });
    expect(curve.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(epochs).toEqual([]);
    expect(store.probes(id).rows).toEqual([]);
    expect(() => store.requeue({ id, config: runConfig(), owner })).toThrow(/can't become queued/);
  });

  it("keeps points once and puts them back into their events", () => {
    const store = temporaryStore();
    const id = create(store);
    store.record(id, steps(1, 3));
    store.record(id, steps(4, 4));
    const log = store.eventsAfter(0).events.map(({ event }) => event);
    expect(log).toEqual([{ type: "state", state: "queued" }, steps(1, 3), steps(4, 4)]);
  });

  it("lets the later point count when steps are done again", () => {
    const store = temporaryStore();
    const id = create(store);
    store.record(id, steps(1, 6));
    const again: RunEvent = {
      ...steps(4, 8),
      type: "steps",
      points: points(4, 8).map((p) => ({ ...p, loss: 9 })),
    } as RunEvent;
    store.record(id, again);
    expect(store.detail(id).steps.map(({ loss }) => loss)).toEqual([0.001, 0.002, 0.003, 9, 9, 9, 9, 9]);
    expect(store.detail(id).paces).toEqual([{ step: 8, imagesPerSecond: 108, elapsed: 0.8 }]);
    const log = store.eventsAfter(1).events;
    expect(log[0]?.event).toMatchObject({ type: "steps", points: points(1, 3) });
    expect(log[1]?.event).toEqual(again);
  });

  it("keeps a loss that is no number as null", () => {
    const store = temporaryStore();
    const id = create(store);
    store.record(id, {
      type: "steps",
      points: [{ step: 1, loss: null, accuracy: 0, learningRate: 0 }],
      imagesPerSecond: 0,
      elapsed: 0,
    });
    expect(store.detail(id).steps).toEqual([{ step: 1, loss: null, accuracy: 0, learningRate: 0 }]);
  });

  it("writes an event whole or not at all", () => {
    const store = temporaryStore();
    const id = create(store);
    const seq = store.lastSeq();
    // The second point breaks the table's rule after the first has been written.
    const broken = { ...steps(1, 2), points: [points(1, 1)[0], { ...points(2, 2)[0], accuracy: null }] };
    expect(() => store.record(id, broken as unknown as RunEvent)).toThrow();
    expect(store.detail(id).steps).toEqual([]);
    expect(store.eventsAfter(seq).events).toEqual([]);
  });

  it("hands the log out in pages that end in time and lose nothing", () => {
    const store = temporaryStore();
    const id = create(store);
    for (let page = 0; page < 3; page++) store.record(id, steps(page * 15_000 + 1, (page + 1) * 15_000));
    const first = store.eventsAfter(0);
    const second = store.eventsAfter(first.next);
    expect(first.events).toHaveLength(3);
    expect(second.events).toHaveLength(1);
    expect(store.eventsAfter(second.next)).toEqual({ events: [], next: second.next });
  });

  it("removes an ended run with everything of it, and never gives its numbers again", () => {
    const store = temporaryStore();
    const id = create(store);
    const file = join(store.makeRunDir(id), "checkpoint");
    writeFileSync(file, "weights");
    store.record(id, steps(1, 3));
    expect(() => store.removeRun(id)).toThrow(expect.objectContaining({ code: "ILLEGAL_RUN_MOVE" }));
    expect(existsSync(file)).toBe(true);
    store.move(id, "stopped");
    const seq = store.lastSeq();
    store.removeRun(id);
    expect(existsSync(store.runDir(id))).toBe(false);
    expect(store.overviews()).toEqual({ runs: [], seq });
    expect(store.eventsAfter(0).events).toEqual([]);
    create(store);
    expect(store.lastSeq()).toBe(seq + 1);
  });

  it("names a run that is not there", () => {
    const store = temporaryStore();
    for (const call of [() => store.run("nix"), () => store.detail("nix"), () => store.removeRun("nix")]) {
      expect(call).toThrow(expect.objectContaining({ code: "UNKNOWN_RUN", message: expect.stringContaining('"nix"') }));
    }
  });

  it("lists the newest run first, also within one millisecond", () => {
    const store = temporaryStore();
    const ids = ["a", "b", "c"].map((name) => create(store, name));
    expect(new Set(ids).size).toBe(3);
    expect(store.overviews().runs.map(({ run }) => run.name)).toEqual(["c", "b", "a"]);
  });
});

describe("moves of a run", () => {
  /** A way from queued to every state. */
  const PATHS: Readonly<Record<RunState, readonly RunState[]>> = {
    queued: [],
    starting: ["starting"],
    running: ["starting", "running"],
    stopping: ["starting", "stopping"],
    completed: ["starting", "running", "completed"],
    stopped: ["stopped"],
    failed: ["starting", "failed"],
    interrupted: ["starting", "interrupted"],
  };
  const pairs = RUN_STATES.flatMap((from) => RUN_STATES.map((to) => [from, to, RUN_MOVES[from].includes(to)] as const));

  it.each(pairs)("%s to %s: %s", (from, to, isLegal) => {
    const store = temporaryStore();
    const id = create(store);
    for (const state of PATHS[from]) store.move(id, state);
    const seq = store.lastSeq();
    if (isLegal) {
      expect(store.move(id, to).state).toBe(to);
      expect(store.eventsAfter(seq).events.map(({ event }) => event)).toEqual([{ type: "state", state: to }]);
    } else {
      expect(() => store.move(id, to)).toThrow(expect.objectContaining({ code: "ILLEGAL_RUN_MOVE" }));
      expect(store.run(id).state).toBe(from);
      expect(store.lastSeq()).toBe(seq);
    }
  });

  it("keeps why a run failed", () => {
    const store = temporaryStore();
    const id = create(store);
    store.move(id, "starting");
    const error = { code: "TRAINER_CRASHED", message: "It died by SIGKILL.", field: "device" } as const;
    store.move(id, "failed", error);
    expect(store.run(id)).toMatchObject({ error, endedAt: expect.any(Number) });
  });

  it("lets started move a starting run on, but not one that is being stopped", () => {
    const store = temporaryStore();
    const [a, b] = [create(store), create(store)];
    store.move(a, "starting");
    store.record(a, STARTED);
    expect(store.run(a).state).toBe("running");
    store.move(b, "starting");
    store.move(b, "stopping");
    store.record(b, STARTED);
    expect(store.run(b).state).toBe("stopping");
  });
});
