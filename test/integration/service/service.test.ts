/** The service as a host uses it: real store, real child processes, the fake trainer in TensorFlow's place. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { RunEvent, StoredEvent } from "../../../src-main/common/run/events";
import type { RunState } from "../../../src-main/common/run/states";
import { openService, type Service, type ServiceOptions } from "../../../src-main/service";
import { openStore } from "../../../src-main/store";
import { temporaryFolder } from "../../unit/store/helpers";
import { type Behaviour, configThat, FAKE_TRAINER } from "./helpers";

async function temporaryService(options: Partial<ServiceOptions> = {}): Promise<Service> {
  const service = await openService({ dir: temporaryFolder(), host: "web", trainerPath: FAKE_TRAINER, ...options });
  onTestFinished(() => service.close({ now: true }));
  return service;
}

const create = async (service: Service, does: Behaviour, device?: string) =>
  (await service.client.runs.create({ config: configThat(does, device) })).id;

/** Reads the feed from the start until `isEnough` has seen what it waits for. */
async function readFeed(service: Service, isEnough: (events: StoredEvent[]) => boolean): Promise<StoredEvent[]> {
  const leave = new AbortController();
  const events: StoredEvent[] = [];
  try {
    for await (const message of await service.client.feed({ after: 0 }, { signal: leave.signal })) {
      events.push(...message.events);
      if (isEnough(events)) break;
    }
  } finally {
    leave.abort();
  }
  return events;
}

const isState = (state: RunState) => (event: RunEvent) => event.type === "state" && event.state === state;
const reaches = (id: string, state: RunState) => (events: StoredEvent[]) =>
  events.some(({ runId, event }) => runId === id && isState(state)(event));
const until = (service: Service, id: string, state: RunState) => readFeed(service, reaches(id, state));
const statesOf = (events: StoredEvent[], id: string) =>
  events.flatMap(({ runId, event }) => (runId === id && event.type === "state" ? [event.state] : []));

describe("a run", () => {
  it("goes from the queue to completed, and is found again after a restart", async () => {
    const dir = temporaryFolder();
    const service = await temporaryService({ dir });
    const id = await create(service, "complete");
    const events = await until(service, id, "completed");
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(statesOf(events, id)).toEqual(["queued", "starting", "running", "completed"]);
    const detail = await service.client.runs.get({ id });
    expect(detail.summary).toMatchObject({
      state: "completed",
      step: 10,
      totalSteps: 10,
      device: "Fake device",
      error: null,
    });
    expect(detail.summary.name).toBe("resnet20 on shapes");
    expect(detail.steps).toHaveLength(10);
    expect(detail.epochs).toMatchObject([{ epoch: 1, validation: { accuracy: 0.75 } }]);
    expect(detail.seq).toBe(events.length);
    await service.close();

    const again = await temporaryService({ dir });
    expect(await again.client.runs.get({ id })).toEqual(detail);
    expect(await again.client.runs.list()).toEqual({ runs: [detail.summary], seq: detail.seq });
  });

  it("whose trainer dies is failed, naming signal and last words, and the next one starts", async () => {
    const service = await temporaryService();
    const [crashing, next] = [await create(service, "crash"), await create(service, "complete")];
    const events = await until(service, next, "completed");
    const { error, state, step } = (await service.client.runs.get({ id: crashing })).summary;
    expect({ state, step, code: error?.code }).toEqual({ state: "failed", step: 3, code: "TRAINER_CRASHED" });
    expect(error?.message).toMatch(/SIGSEGV.*the tensor has fallen over/);
    const order = events.filter(({ event }) => event.type === "state" && ["failed", "starting"].includes(event.state));
    expect(order.map(({ runId }) => runId)).toEqual([crashing, crashing, next]);
    const log = readFileSync(join(service.context.store.runDir(crashing), "trainer.log"), "utf8");
    expect(log).toContain("the tensor has fallen over");
  });

  it.each([
    ["fail", "ENGINE_FAILED"],
    ["talkNonsense", "TRAINER_PROTOCOL"],
    ["exitWith3", "TRAINER_CRASHED"],
    ["completeUnstarted", "TRAINER_PROTOCOL"],
  ] as const)("whose trainer does %s is failed with %s", async (does, code) => {
    const service = await temporaryService();
    const id = await create(service, does);
    await until(service, id, "failed");
    expect((await service.client.runs.get({ id })).summary.error?.code).toBe(code);
  });

  it("is stopped in order, and at once when asked again", async () => {
    const service = await temporaryService();
    const [calm, deaf] = [await create(service, "waitForStop"), await create(service, "ignoreStop")];
    await until(service, calm, "running");
    expect((await service.client.runs.stop({ id: calm })).state).toBe("stopping");
    expect(statesOf(await until(service, calm, "stopped"), calm).slice(-2)).toEqual(["stopping", "stopped"]);
    await until(service, deaf, "running");
    await service.client.runs.stop({ id: deaf });
    await service.client.runs.stop({ id: deaf });
    await until(service, deaf, "stopped");
    await expect(service.client.runs.stop({ id: deaf })).rejects.toMatchObject({ code: "ILLEGAL_RUN_MOVE" });
  });

  it("is only removed when it has ended", async () => {
    const service = await temporaryService();
    const id = await create(service, "waitForStop");
    await until(service, id, "running");
    await expect(service.client.runs.remove({ id })).rejects.toMatchObject({ code: "ILLEGAL_RUN_MOVE" });
    await service.client.runs.stop({ id });
    await until(service, id, "stopped");
    await service.client.runs.remove({ id });
    await expect(service.client.runs.get({ id })).rejects.toMatchObject({ code: "UNKNOWN_RUN" });
  });
});

describe("the queue", () => {
  it("starts runs one at a time in their order, and takes waiting ones back", async () => {
    const service = await temporaryService();
    const first = await create(service, "waitForStop");
    const [second, third, fourth] = [
      await create(service, "complete"),
      await create(service, "complete"),
      await create(service, "complete"),
    ];
    const positions = async () => (await service.client.runs.list()).runs.map((run) => run.queuePosition);
    expect(await positions()).toEqual([3, 2, 1, null]);
    expect((await service.client.runs.stop({ id: third })).state).toBe("stopped");
    expect(await positions()).toEqual([2, null, 1, null]);
    await service.client.runs.stop({ id: first });
    const events = await until(service, fourth, "completed");
    const moves = events.flatMap(({ runId, event }) => (event.type === "state" ? [`${runId} ${event.state}`] : []));
    const place = (id: string, state: RunState) => moves.indexOf(`${id} ${state}`);
    expect(place(second, "starting")).toBeGreaterThan(place(first, "stopped"));
    expect(place(fourth, "starting")).toBeGreaterThan(place(second, "completed"));
    expect(statesOf(events, third)).toEqual(["queued", "stopped"]);
  });

  it("of a window takes up what an earlier host left waiting; a command line doesn't", async () => {
    const dir = temporaryFolder();
    const store = openStore(dir);
    // Process ids end well below this one.
    const gone = { pid: 2 ** 30, identity: null };
    const { id } = store.createRun({ name: "left behind", config: configThat("complete"), owner: gone });
    store.close();
    const commandLine = await temporaryService({ dir, host: "cli" });
    const own = await create(commandLine, "complete");
    await until(commandLine, own, "completed");
    expect((await commandLine.client.runs.get({ id })).summary.state).toBe("queued");
    await commandLine.close();
    await until(await temporaryService({ dir }), id, "completed");
  });
});

describe("a host that goes away", () => {
  it("leaves active runs interrupted and waiting ones waiting", async () => {
    const dir = temporaryFolder();
    const service = await temporaryService({ dir });
    const [active, waiting] = [await create(service, "waitForStop"), await create(service, "complete")];
    await until(service, active, "running");
    await service.close();
    const store = openStore(dir);
    expect([store.run(active).state, store.run(waiting).state]).toEqual(["interrupted", "queued"]);
    store.close();
  });

  it("ends deaf trainers at once when it has to", async () => {
    const dir = temporaryFolder();
    const service = await temporaryService({ dir });
    const id = await create(service, "ignoreStop");
    await until(service, id, "running");
    const calm = service.close();
    await service.close({ now: true });
    await calm;
    const store = openStore(dir);
    expect(store.run(id).state).toBe("interrupted");
    store.close();
  });

  it("by force has its runs marked interrupted by the next one", async () => {
    const dir = temporaryFolder();
    const store = openStore(dir);
    const gone = { pid: 2 ** 30, identity: null };
    const { id } = store.createRun({ name: "killed", config: configThat("complete"), owner: gone });
    store.claim({ owner: gone, adopt: true, alive: () => true });
    store.close();
    const service = await temporaryService({ dir, host: "cli" });
    expect((await service.client.runs.get({ id })).summary.state).toBe("interrupted");
  });
});

describe("two services on one data folder", () => {
  it("see each other's runs live and can stop them", async () => {
    const dir = temporaryFolder();
    const [window, commandLine] = [await temporaryService({ dir }), await temporaryService({ dir, host: "cli" })];
    const id = await create(commandLine, "waitForStop");
    await until(window, id, "running");
    await window.client.runs.stop({ id });
    await until(commandLine, id, "stopped");
    await until(window, id, "stopped");
  });
});

describe("what is known to be wrong is refused before anything is written", () => {
  const good = configThat("complete");
  const { architecture, data } = good;
  it.each([
    [
      "an input that is not the data's",
      { ...good, architecture: { ...architecture, input: [1, 28, 28] } },
      "DATA_MISMATCH",
    ],
    ["too few classes", { ...good, architecture: { ...architecture, classes: 9 } }, "DATA_MISMATCH"],
    [
      "a network that collapses",
      { ...good, architecture: { ...architecture, stages: Array(8).fill({ blocks: 1, width: 8, stride: 8 }) } },
      "INVALID_ARCHITECTURE",
    ],
    ["a mean of another number of channels", { ...good, data: { ...data, mean: [0.5] } }, "DATA_MISMATCH"],
    [
      "a missing data folder",
      {
        ...good,
        architecture: { ...architecture, input: [3, 32, 32] },
        data: { ...data, dataset: "cifar10", dir: "/no/such/folder" },
      },
      "DATA_NOT_FOUND",
    ],
    ["missing weights", { ...good, init: "/no/such/file.safetensors" }, "FILE_NOT_FOUND"],
    ["a device that is not there", { ...good, device: "gpu:7" }, "DEVICE_UNAVAILABLE"],
  ])("%s", async (_, config, code) => {
    const service = await temporaryService();
    const creating = service.client.runs.create({ config: config as typeof good });
    await expect(creating).rejects.toMatchObject({ code, field: expect.any(String) });
    expect(await service.client.runs.list()).toEqual({ runs: [], seq: 0 });
  });
});
