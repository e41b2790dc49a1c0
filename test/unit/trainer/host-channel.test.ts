import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import type { FromTrainer } from "../../../src-main/common/contract/trainer";
import { HostChannel } from "../../../src-main/trainer/host-channel";

/** A host whose pipe delivers only when told to. */
class SlowHost extends EventEmitter {
  readonly pending: { message: FromTrainer; delivered: () => void }[] = [];
  send(
    message: FromTrainer,
    _handle: undefined,
    _options: undefined,
    callback: (error: Error | null) => void,
  ): boolean {
    this.pending.push({ message, delivered: () => callback(null) });
    return true;
  }
}

function open() {
  const host = new SlowHost();
  const channel = new HostChannel(host);
  return { host, channel };
}

describe("HostChannel", () => {
  it("gives the job, and remembers rounds asked for before anyone waits", async () => {
    const { host, channel } = open();
    host.emit("message", { type: "job", job: { kind: "probe" } });
    host.emit("message", { type: "round" });
    host.emit("message", { type: "round" });
    expect(await channel.job).toEqual({ kind: "probe" });
    expect([await channel.nextRound(), await channel.nextRound()]).toEqual([true, true]);
    const third = channel.nextRound();
    host.emit("message", { type: "round" });
    expect(await third).toBe(true);
  });

  it("ends the rounds on stop, also while waiting", async () => {
    const { host, channel } = open();
    const round = channel.nextRound();
    expect(channel.stopRequested()).toBe(false);
    host.emit("message", { type: "stop" });
    expect(await round).toBe(false);
    expect(channel.stopRequested()).toBe(true);
  });

  it("names the field of a job it can't read", async () => {
    const { host, channel } = open();
    host.emit("message", { type: "job", job: { kind: "bench", batch: 0 } });
    await expect(channel.job).rejects.toMatchObject({
      code: "TRAINER_PROTOCOL",
      message: expect.stringContaining("job."),
    });
  });

  it("waits until the last message has left", async () => {
    const { host, channel } = open();
    channel.send({ type: "done", outcome: { kind: "completed" } });
    let flushed = false;
    const flush = channel.flush().then(() => {
      flushed = true;
    });
    await Promise.resolve();
    expect(flushed).toBe(false);
    for (const { delivered } of host.pending) delivered();
    await flush;
    expect(flushed).toBe(true);
  });
});
