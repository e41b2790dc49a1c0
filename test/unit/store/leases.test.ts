import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { isAlive, type Owner, ownProcess, type Store } from "../../../src-main/store";
import { runConfig, temporaryFolder, temporaryStore } from "./helpers";

const owner = ownProcess();
const other: Owner = { pid: 4_000_000, identity: "another process" };
const alive = () => true;
const dead = (candidate: Owner) => candidate.pid !== other.pid;
const create = (store: Store, by: Owner = owner, device = "cpu") =>
  store.createRun({ name: "a run", config: runConfig({ device }), owner: by }).id;
const ids = (runs: { id: string }[]) => runs.map(({ id }) => id);

describe("claiming runs", () => {
  it("gives the oldest queued run of each free device", () => {
    const store = temporaryStore();
    const [a, b, c] = [create(store), create(store), create(store, owner, "gpu:0")];
    expect(ids(store.claim({ owner, adopt: true }))).toEqual([a, c]);
    expect(store.claim({ owner, adopt: true })).toEqual([]);
    store.move(String(a), "failed");
    expect(ids(store.claim({ owner, adopt: true }))).toEqual([b]);
    expect(ids(store.queued())).toEqual([]);
  });

  it("waits for the turn of another living process's run", () => {
    const store = temporaryStore();
    const [theirs, ours] = [create(store, other), create(store)];
    expect(store.claim({ owner, adopt: true, alive })).toEqual([]);
    expect(ids(store.claim({ owner: other, adopt: false, alive }))).toEqual([theirs]);
    store.move(String(theirs), "failed");
    expect(ids(store.claim({ owner, adopt: false, alive }))).toEqual([ours]);
  });

  it("takes over what a dead process left in the queue, if asked to", () => {
    const store = temporaryStore();
    const [left, ours] = [create(store, other), create(store)];
    expect(ids(store.claim({ owner, adopt: false, alive: dead }))).toEqual([ours]);
    store.move(String(ours), "failed");
    const [taken] = store.claim({ owner, adopt: true, alive: dead });
    expect(taken).toMatchObject({ id: left, owner, state: "starting" });
  });

  it("never gives one run to two stores on the same folder", () => {
    const dir = temporaryFolder();
    const [first, second] = [temporaryStore(dir), temporaryStore(dir)];
    const id = create(first);
    expect(ids(first.claim({ owner, adopt: true }))).toEqual([id]);
    expect(second.claim({ owner, adopt: true })).toEqual([]);
  });

  it("shows that another process has written", () => {
    const dir = temporaryFolder();
    const [first, second] = [temporaryStore(dir), temporaryStore(dir)];
    const before = first.foreignVersion();
    create(first);
    expect(first.foreignVersion()).toBe(before);
    create(second);
    expect(first.foreignVersion()).not.toBe(before);
  });
});

describe("runs whose process is gone", () => {
  it("are interrupted when they were active and stay when they were queued", () => {
    const store = temporaryStore();
    const [active, queued] = [create(store, other), create(store, other)];
    const mine = create(store, owner, "gpu:1");
    store.claim({ owner: other, adopt: false, alive });
    store.claim({ owner, adopt: false, alive });
    expect(store.interruptOrphans(dead)).toBe(true);
    expect(store.interruptOrphans(dead)).toBe(false);
    const states = [active, queued, mine].map((id) => store.run(id).state);
    expect(states).toEqual(["interrupted", "queued", "starting"]);
  });
});

describe("a lease", () => {
  it("holds for this process", () => {
    expect(isAlive(owner)).toBe(true);
  });

  it("ends with its process", async () => {
    const child = spawn(process.execPath, ["-e", "process.stdin.resume()"], { stdio: ["pipe", "ignore", "ignore"] });
    await once(child, "spawn");
    const lease: Owner = { pid: child.pid ?? 0, identity: null };
    expect(isAlive(lease)).toBe(true);
    child.stdin?.end();
    await once(child, "exit");
    expect(isAlive(lease)).toBe(false);
  });

  it("is not taken over by a later process with the same pid", () => {
    expect(isAlive({ pid: process.pid, identity: "an earlier boot" })).toBe(false);
    const parent: Owner = { pid: process.ppid, identity: "an earlier boot" };
    // Where the platform tells no identity, the pid alone must do.
    expect(isAlive(parent)).toBe(ownProcess().identity === null);
  });
});
