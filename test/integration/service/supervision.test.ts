/** Every way in which a trainer can end, tried with a small script in its place. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findPreset } from "../../../src-main/common/arch/presets";
import type { FromTrainer, Job } from "../../../src-main/common/contract/trainer";
import { type ExitReason, errorOf } from "../../../src-main/service/trainers/exit-reason";
import { runJob } from "../../../src-main/service/trainers/run-job";
import { startTrainer, type TrainerLauncher } from "../../../src-main/service/trainers/trainer-process";
import { temporaryFolder } from "../../unit/store/helpers";
import { FAKE_TRAINER, jobThat } from "./helpers";

const launcher: TrainerLauncher = { trainerPath: FAKE_TRAINER };
const sentence = (reason: ExitReason) => (reason.kind === "done" ? "" : errorOf(reason).message);
const isGone = (pid: number | undefined) => {
  try {
    return process.kill(pid ?? 0, 0) && false;
  } catch {
    return true;
  }
};

describe("a trainer", () => {
  it("that does its work ends as done, with every message in order", async () => {
    const messages: FromTrainer[] = [];
    const trainer = startTrainer(launcher, jobThat("complete"), { onMessage: (message) => messages.push(message) });
    expect(await trainer.ended).toEqual({ kind: "done", outcome: { kind: "completed" } });
    const kinds = messages.map((message) => (message.type === "event" ? message.event.type : message.type));
    expect(kinds).toEqual(["started", ...Array(10).fill("steps"), "epoch"]);
    expect(isGone(trainer.pid)).toBe(true);
  });

  it("that dies is crashed, with its signal and last words, and what it told before is kept", async () => {
    const messages: FromTrainer[] = [];
    const trainer = startTrainer(launcher, jobThat("crash"), { onMessage: (message) => messages.push(message) });
    const reason = await trainer.ended;
    expect(reason).toMatchObject({ kind: "crashed", signal: "SIGSEGV", code: null });
    expect(sentence(reason)).toMatch(
      /died by SIGSEGV \(invalid memory access\).*Check failed: the tensor has fallen over/,
    );
    expect(messages).toHaveLength(4);
  });

  it("that is killed from outside is crashed", async () => {
    const trainer = startTrainer(launcher, jobThat("waitForStop"), {
      onMessage: () => process.kill(trainer.pid ?? 0, "SIGKILL"),
    });
    expect(await trainer.ended).toMatchObject({ kind: "crashed", signal: "SIGKILL" });
  });

  it("that just exits is crashed, with its exit code", async () => {
    const reason = await startTrainer(launcher, jobThat("exitWith3")).ended;
    expect(reason).toMatchObject({ kind: "crashed", signal: null, code: 3, lines: ["giving up"] });
    expect(sentence(reason)).toMatch(/exit code 3 without a result.*giving up/);
  });

  it("that speaks out of contract is ended for it", async () => {
    const trainer = startTrainer(launcher, jobThat("talkNonsense"));
    const reason = await trainer.ended;
    expect(reason.kind).toBe("protocol");
    expect(sentence(reason)).toContain("party");
    expect(isGone(trainer.pid)).toBe(true);
  });

  it("that says why it gives up is failed, with its own code and field", async () => {
    const reason = await startTrainer(launcher, jobThat("fail")).ended;
    expect(reason).toEqual({
      kind: "failed",
      error: { code: "ENGINE_FAILED", message: "The engine has failed.", field: "device" },
    });
  });

  it("that can't be started says so", async () => {
    const reason = await startTrainer({ ...launcher, nodePath: "/no/such/node" }, jobThat("complete")).ended;
    expect(reason.kind).toBe("unstartable");
    expect(sentence(reason)).toContain("/no/such/node");
  });

  it("that is not built names the file that is missing", async () => {
    const reason = await startTrainer({ trainerPath: "/no/such/trainer.js" }, jobThat("complete")).ended;
    expect(sentence(reason)).toMatch(/exit code 1 .*Error: Cannot find module '\/no\/such\/trainer.js'/);
  });

  it("stops in order when asked", async () => {
    const trainer = startTrainer(launcher, jobThat("waitForStop"), { onMessage: () => trainer.stop() });
    // Two messages, so two calls: the second one may end it at once.
    expect(["done", "killed"]).toContain((await trainer.ended).kind);
    const calm = startTrainer(launcher, jobThat("waitForStop"));
    calm.stop();
    expect(await calm.ended).toEqual({ kind: "done", outcome: { kind: "stopped" } });
  });

  it("that does not answer a stop is ended, even when it ignores SIGTERM", async () => {
    const heard = startTrainer({ ...launcher, stopGrace: 1 }, jobThat("ignoreStop"), { onMessage: () => heard.stop() });
    expect(await heard.ended).toEqual({ kind: "killed" });
    expect(isGone(heard.pid)).toBe(true);
  });

  it("is ended at once by a second stop", async () => {
    const trainer = startTrainer(launcher, jobThat("ignoreStop"), {
      onMessage() {
        trainer.stop();
        trainer.stop();
      },
    });
    expect(await trainer.ended).toEqual({ kind: "killed" });
  });

  it("is ended when what it tells can't be kept", async () => {
    const trainer = startTrainer(launcher, jobThat("waitForStop"), {
      onMessage() {
        throw new Error("no room");
      },
    });
    expect(await trainer.ended).toEqual({ kind: "failed", error: { code: "INTERNAL", message: "no room" } });
  });

  it("leaves what it printed in its log", async () => {
    const logFile = join(temporaryFolder(), "trainer.log");
    await startTrainer(launcher, jobThat("crash"), { logFile }).ended;
    expect(readFileSync(logFile, "utf8")).toBe("Check failed: the tensor has fallen over");
  });
});

describe("runJob", () => {
  const bench: Job = { kind: "bench", architecture: findPreset("resnet20"), batch: 1, steps: 1, device: "cpu" };

  it("resolves to the job's own outcome", async () => {
    const outcome = await runJob(launcher, { kind: "probe" } as const);
    expect(outcome.result.devices).toEqual([{ id: "cpu", name: "Fake device" }]);
  });

  it("runs rounds until no more are wanted, and rests while the peer has its turn", async () => {
    const seen: number[] = [];
    const outcome = await runJob(launcher, bench, {
      async onRound({ imagesPerSecond }) {
        seen.push(imagesPerSecond);
        await new Promise((resolve) => setImmediate(resolve));
        return seen.length < 3;
      },
    });
    expect(seen).toEqual([1, 2, 3]);
    expect(outcome.kind).toBe("stopped");
  });

  it("throws the trainer's own error, and a hook's", async () => {
    await expect(runJob(launcher, jobThat("fail"))).rejects.toMatchObject({ code: "ENGINE_FAILED", field: "device" });
    await expect(runJob(launcher, jobThat("crash"))).rejects.toMatchObject({ code: "TRAINER_CRASHED" });
    const onRound = () => Promise.reject(new Error("the peer is gone"));
    await expect(runJob(launcher, bench, { onRound })).rejects.toThrow("the peer is gone");
  });

  it("ends the trainer when it is aborted", async () => {
    const abort = new AbortController();
    const work = runJob(launcher, jobThat("ignoreStop"), {
      signal: abort.signal,
      onEvent: () => abort.abort(new Error("enough")),
    });
    await expect(work).rejects.toThrow("enough");
  });
});
