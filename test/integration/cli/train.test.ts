/** The main job on the command line, with a real trainer and a real store. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { buildLayerGraph } from "../../../src-main/common/arch/build";
import { stateDict } from "../../../src-main/common/arch/state-dict";
import { decodeSafetensors } from "../../../src-main/interop/safetensors";
import { childrenOf } from "../../processes";
import { buildCommandLine, json, type Line, residua, start, TINY, temporaryFolder, tinyFile } from "./residua";

beforeAll(buildCommandLine);

/** Everything of a test lies in one folder: the network's file, the store and what is exported. */
const train = (folder: string, ...more: string[]) => [
  ...["train", "--preset", tinyFile(folder), "--dataset", "shapes", "--batch", "8", "--lr", "0.05", "--seed", "3"],
  ...["--store", join(folder, "store"), "--json", ...more],
];
const ofType = (lines: readonly Line[], type: string) => lines.filter((line) => line["type"] === type);

async function trained(folder: string, ...more: string[]): Promise<Line[]> {
  const { lines, ended } = start(...train(folder, ...more));
  const { status, err } = await ended;
  expect([status, err]).toEqual([0, ""]);
  return lines;
}

describe("residua train", () => {
  it("streams every step, and the same command gives the same bits", async () => {
    const folder = temporaryFolder();
    const first = await trained(folder, "--steps", "8", "--checkpoint-every", "5", "--augment", "standard");
    expect(first.map(({ type }) => type)).toEqual([
      "started",
      ...Array(5).fill("step"),
      "checkpoint",
      ...Array(3).fill("step"),
      "epoch",
      "checkpoint",
      "ended",
    ]);
    const [started] = first;
    expect(started).toMatchObject({ totalSteps: 8, parameters: 5_006, run: expect.any(String) });
    expect(ofType(first, "step").map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(ofType(first, "step")[0]).toEqual({
      type: "step",
      step: 1,
      loss: expect.any(Number),
      accuracy: expect.any(Number),
      learningRate: 0.05,
    });
    expect(first.at(-1)).toEqual({ type: "ended", run: started?.["run"], status: "completed" });

    const second = await trained(folder, "--steps", "8", "--checkpoint-every", "5", "--augment", "standard");
    expect(ofType(second, "step")).toEqual(ofType(first, "step"));
    const score = ({ validation }: Line) => validation;
    expect(ofType(second, "epoch").map(score)).toEqual(ofType(first, "epoch").map(score));
    expect(second[0]?.["run"]).not.toBe(started?.["run"]);

    const other = await trained(folder, "--steps", "1", "--seed", "4");
    expect(ofType(other, "step")[0]?.["loss"]).not.toBe(ofType(first, "step")[0]?.["loss"]);
  });

  it("keeps a run that can be listed, evaluated, exported, started from and removed", async () => {
    const folder = temporaryFolder();
    const store = join(folder, "store");
    const lines = await trained(folder, "--steps", "2");
    const run = String(lines[0]?.["run"]);
    const validation = ofType(lines, "epoch")[0]?.["validation"];

    const { runs } = await json("runs", "list", "--store", join(folder, "store"));
    expect(runs).toMatchObject([{ id: run, state: "completed", step: 2, name: "tiny on shapes" }]);
    expect(await json("runs", "show", run, "--store", join(folder, "store"))).toMatchObject({
      summary: { id: run },
      steps: ofType(lines, "step").map(({ type: _, ...point }) => point),
      epochs: [{ epoch: 1, validation }],
    });

    expect(await json("eval", "--run", run, "--batch", "250", "--store", join(folder, "store"))).toEqual(validation);
    const file = join(folder, "weights.safetensors");
    await json("export", "--run", run, "--format", "safetensors", "--out", file, "--store", join(folder, "store"));
    const { tensors } = decodeSafetensors(readFileSync(file));
    const named = ({ name, shape }: { name: string; shape: readonly number[] }) => `${name} ${shape.join("x")}`;
    expect(tensors.map(named).sort()).toEqual(stateDict(buildLayerGraph(TINY)).map(named).sort());
    const fromFile = ["eval", "--weights", file, "--preset", tinyFile(folder), "--dataset", "shapes", "--store", store];
    expect(await json(...fromFile)).toEqual(validation);
    const again = await trained(folder, "--steps", "1", "--init", file);
    expect(ofType(again, "ended")).toMatchObject([{ status: "completed" }]);

    const taken = join(folder, "taken");
    mkdirSync(taken);
    const refused = await residua(
      "export",
      "--run",
      run,
      "--format",
      "safetensors",
      "--out",
      taken,
      "--store",
      join(folder, "store"),
    );
    expect(refused).toMatchObject({ status: 2, err: expect.stringContaining("[FILE_NOT_WRITABLE]") });

    expect(existsSync(join(store, "runs", run))).toBe(true);
    await json("runs", "rm", run, "--store", join(folder, "store"));
    expect(existsSync(join(store, "runs", run))).toBe(false);
  });

  it("takes the same content as a file, with the same bits", async () => {
    const folder = temporaryFolder();
    const lines = await trained(folder, "--steps", "2");
    const detail = await json("runs", "show", String(lines[0]?.["run"]), "--store", join(folder, "store"));
    const path = join(folder, "run.json");
    writeFileSync(path, JSON.stringify((detail["summary"] as { config: unknown }).config));
    const { lines: again, ended } = start("train", path, "--store", join(folder, "store"), "--json");
    expect((await ended).status).toBe(0);
    expect(ofType(again, "step")).toEqual(ofType(lines, "step"));
  });

  it("stops after the step and saves on SIGINT", async () => {
    const folder = temporaryFolder();
    const { child, lines, until, ended } = start(...train(folder, "--steps", "100000"));
    await until(({ step }) => step === 2);
    child.kill("SIGINT");
    const { status, signal } = await ended;
    expect([status, signal]).toEqual([0, null]);
    const [last] = ofType(lines, "checkpoint");
    expect(last?.["step"]).toBe(ofType(lines, "step").at(-1)?.["step"]);
    expect(existsSync(join(String(last?.["path"]), "manifest.json"))).toBe(true);
    expect(lines.at(-1)).toMatchObject({ type: "ended", status: "stopped" });
    expect((await json("runs", "list", "--store", join(folder, "store")))["runs"]).toMatchObject([
      { state: "stopped" },
    ]);
  });

  it("resumes after an end of any kind, to the same steps, and makes a run longer", async () => {
    const folder = temporaryFolder();
    const whole = await trained(folder, "--steps", "12", "--checkpoint-every", "4");
    const other = temporaryFolder();
    const interrupted = start(...train(other, "--steps", "100000", "--checkpoint-every", "4"));
    await interrupted.until(({ step }) => step === 6);
    interrupted.child.kill("SIGKILL");
    await interrupted.ended;
    const store = ["--store", join(other, "store")];
    const [run] = (await json("runs", "list", ...store))["runs"] as Line[];
    expect(run).toMatchObject({ state: "interrupted" });

    const resume = ["resume", "--run", String(run?.["id"]), ...store];
    const first = start(...resume, "--steps", "12", "--json");
    expect((await first.ended).status).toBe(0);
    const [started] = ofType(first.lines, "started");
    expect([4, 8]).toContain(started?.["step"]);
    const again = ofType(first.lines, "step");
    expect(again).toEqual(ofType(whole, "step").slice(12 - again.length));

    const done = await residua(...resume);
    expect([done.status, done.err]).toEqual([
      2,
      expect.stringMatching(/has done all its 12 steps.*\[NOTHING_LEFT\]\n$/),
    ]);
    const longer = start(...resume, "--steps", "14", "--json");
    expect((await longer.ended).status).toBe(0);
    expect(ofType(longer.lines, "step").map(({ step }) => step)).toEqual([13, 14]);
  });

  it.skipIf(process.platform !== "linux")(
    "fails with the reason when its trainer is killed (Linux alone: /proc)",
    async () => {
      const folder = temporaryFolder();
      const { child, lines, until, ended } = start(...train(folder, "--steps", "100000"));
      await until(({ step }) => step === 2);
      const [trainer] = childrenOf(child.pid ?? 0);
      process.kill(trainer ?? 0, "SIGKILL");
      const { status, err } = await ended;
      expect(status).toBe(1);
      expect(err).toMatch(/^residua: .*SIGKILL.* \[TRAINER_CRASHED\]$/m);
      expect(lines.at(-1)).toMatchObject({ type: "ended", status: "failed", error: { code: "TRAINER_CRASHED" } });
      expect(await trained(folder, "--steps", "1")).toHaveLength(5);
    },
  );

  it("tells people how it goes, and sums up", async () => {
    const folder = temporaryFolder();
    const args = train(folder, "--steps", "2").filter((arg) => arg !== "--json");
    const { status, out, err } = await residua(...args);
    expect(status).toBe(0);
    expect(err).toMatch(/^Run \S+ on .+: 2 steps, 2500 an epoch$/m);
    expect(err).toMatch(/^epoch 1: train loss .+; validation loss .+ %$/m);
    expect(out).toMatch(/^Run \S+ completed: 2 steps in .+ %\.\n$/);
  });
});
