/** The contract as clients see it, over each wire. */
import { getEventMeta } from "@orpc/client";
import { describe, expect, it } from "vitest";
import type { Calibration } from "../../src-main/common/arch/step-time";
import type { FeedMessage, RunSummary } from "../../src-main/common/contract/host";
import { ERROR_CODES, type ErrorCode, ResiduaError } from "../../src-main/common/errors";
import type { ApiParts } from "../../src-main/service";
import { runConfig } from "../unit/store/helpers";
import { partsWith, WIRES } from "./helpers";

const CODES = Object.keys(ERROR_CODES) as ErrorCode[];
const { runs } = partsWith({});

const SUMMARY: RunSummary = {
  id: "20261124-103015-k3f9",
  name: "실행 1",
  state: "queued",
  queuePosition: 1,
  createdAt: 1,
  startedAt: null,
  endedAt: null,
  startedStep: 0,
  config: runConfig(),
  device: null,
  tensorflow: null,
  step: 0,
  totalSteps: null,
  stepsPerEpoch: null,
  imagesPerSecond: null,
  lastPoint: null,
  lastValidation: null,
  bestValidationAccuracy: null,
  error: null,
};

const message = (seq: number): FeedMessage => ({
  events: [{ seq, runId: SUMMARY.id, at: 0, event: { type: "state", state: "queued" } }],
});

describe.each(Object.entries(WIRES))("over %s", (_, connect) => {
  /** A call or stream that throws, and what arrives of it. */
  async function thrownBy(
    parts: Partial<ApiParts>,
    work: (client: Awaited<ReturnType<typeof connect>>["client"]) => Promise<unknown>,
  ) {
    const { client, errorOf } = await connect(parts);
    return work(client).then(
      () => null,
      (thrown: unknown) => errorOf(thrown),
    );
  }

  it("inputs and outputs arrive as they were sent", async () => {
    const seen: unknown[] = [];
    const create = async (...input: unknown[]) => {
      seen.push(input);
      return SUMMARY;
    };
    const { client } = await connect({ runs: { ...runs, create } });
    expect(await client.runs.create({ config: SUMMARY.config, name: "실행 1" })).toEqual(SUMMARY);
    expect(seen).toEqual([[SUMMARY.config, "실행 1"]]);
  });

  it.each(CODES)("%s arrives with its code, sentence and field", async (code) => {
    const sent = new ResiduaError(code, `A sentence about "${code}".`, { field: "data.dir" });
    const throwing = {
      ...runs,
      get() {
        throw sent;
      },
    };
    const received = await thrownBy({ runs: throwing }, (client) => client.runs.get({ id: "x" }));
    expect(received).toBeInstanceOf(ResiduaError);
    expect(received).toMatchObject({ code, message: sent.message, field: "data.dir" });
  });

  it.each(CODES)("%s arrives in the middle of a stream", async (code) => {
    async function* fetch() {
      yield { receivedBytes: 1, totalBytes: 2 };
      throw new ResiduaError(code, "The line is cut.");
    }
    const seen: unknown[] = [];
    const received = await thrownBy({ datasets: { list: async () => [], fetch } }, async (client) => {
      for await (const progress of await client.datasets.fetch({ name: "mnist" })) seen.push(progress);
    });
    expect(seen).toEqual([{ receivedBytes: 1, totalBytes: 2 }]);
    expect(received).toMatchObject({ code, message: "The line is cut." });
  });

  it("an unexpected fault arrives as INTERNAL", async () => {
    const doctor = () => Promise.reject(new TypeError("undefined is not a function"));
    const received = await thrownBy({ doctor }, (client) => client.doctor());
    expect(received).toMatchObject({ code: "INTERNAL", message: "undefined is not a function" });
  });

  it.each([
    ["a batch of 0", { config: { ...runConfig(), batch: 0 } }, "INVALID_RUN_CONFIG", "batch"],
    [
      "a rate that is no number",
      { config: { ...runConfig(), optimizer: { ...runConfig().optimizer, learningRate: "abc" } } },
      "INVALID_RUN_CONFIG",
      "optimizer.learningRate",
    ],
    [
      "an input without pixels",
      { config: { ...runConfig(), architecture: { ...runConfig().architecture, input: [3, 0, 32] } } },
      "INVALID_ARCHITECTURE",
      "architecture.input.1",
    ],
    ["an unknown key", { config: { ...runConfig(), __proto__x: 1 } }, "INVALID_RUN_CONFIG", undefined],
    ["no configuration", {}, "INVALID_RUN_CONFIG", undefined],
    ["a name without end", { config: runConfig(), name: "x".repeat(300) }, "INVALID_VALUE", "name"],
  ])("%s is refused before any work, naming the field", async (_name, input, code, field) => {
    const received = await thrownBy({}, (client) =>
      client.runs.create(input as Parameters<typeof client.runs.create>[0]),
    );
    expect(received).toMatchObject({ code, field });
  });

  it("a fault of our own output is no silent success", async () => {
    const list = () => ({ runs: [{ ...SUMMARY, state: "dancing" }], seq: 1 }) as never;
    expect(await thrownBy({ runs: { ...runs, list } }, (client) => client.runs.list())).toMatchObject({
      code: "INTERNAL",
    });
  });

  it("the feed carries its place, and goes on after the last event seen", async () => {
    const asked: number[] = [];
    async function* feed(after: number) {
      asked.push(after);
      yield { message: message(after + 1), seq: after + 1 };
    }
    const { client } = await connect({ feed });
    const ids: unknown[] = [];
    for await (const received of await client.feed({ after: 4 })) {
      ids.push(getEventMeta(received)?.id);
      expect(received).toEqual(message(5));
    }
    for await (const received of await client.feed({ after: 4 }, { lastEventId: "9" }))
      expect(received).toEqual(message(10));
    for await (const received of await client.feed({ after: 4 }, { lastEventId: "; DROP" }))
      expect(received).toEqual(message(5));
    expect(ids).toEqual(["5"]);
    expect(asked).toEqual([4, 9, 4]);
  });

  it("a calibration tells how far it is, and is there afterwards", async () => {
    const calibration: Calibration = {
      device: "cpu",
      tensorflow: "2.21.0",
      at: 1,
      costs: { macs: 1e-11, bytes: 5e-11, launches: 9e-5, weights: 0 },
      uncertainty: 0.1,
      points: [],
    };
    async function* run(device: string) {
      yield { done: 0, of: 1, calibration: null };
      yield { done: 1, of: 1, calibration: { ...calibration, device } };
    }
    const { client } = await connect({ calibration: { get: () => calibration, run } });
    const seen: unknown[] = [];
    for await (const progress of await client.calibration.run({ device: "gpu:0" })) seen.push(progress);
    expect(seen).toEqual([
      { done: 0, of: 1, calibration: null },
      { done: 1, of: 1, calibration: { ...calibration, device: "gpu:0" } },
    ]);
    expect(await client.calibration.get({ device: "cpu" })).toEqual(calibration);
    expect(await thrownBy({}, (of) => of.calibration.get({ device: "the sun" }))).toMatchObject({
      code: "INVALID_VALUE",
      field: "device",
    });
  });

  it("a subscriber that leaves ends its feed on the host", async () => {
    let signalled = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      signalled = resolve;
    });
    async function* feed(_: number, signal: AbortSignal | undefined) {
      signal?.addEventListener("abort", signalled);
      yield { message: message(1), seq: 1 };
      await ended;
    }
    const { client } = await connect({ feed });
    const leave = new AbortController();
    const stream = await client.feed({ after: 0 }, { signal: leave.signal });
    await stream.next();
    const waiting = Promise.resolve(stream.next()).catch(() => undefined);
    leave.abort();
    await ended;
    await waiting;
  });
});
