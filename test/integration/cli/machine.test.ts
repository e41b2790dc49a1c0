/** Commands about this machine: what it gives, how fast it is, and the window it serves. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { buildCommandLine, json, residua, start, temporaryFolder } from "./residua";

beforeAll(buildCommandLine);

describe("residua doctor", () => {
  it("tells what is here, and writes nothing", async () => {
    const store = join(temporaryFolder(), "not", "yet");
    expect(await json("doctor", "--store", store)).toMatchObject({
      ok: true,
      tensorflow: expect.stringMatching(/^\d+\.\d+/),
      devices: expect.arrayContaining([{ id: "cpu", name: expect.any(String) }]),
      store: { dir: store, freeBytes: expect.any(Number) },
      host: "cli",
    });
    expect(existsSync(store)).toBe(false);
  });

  it("says what is missing and what to do where there is no engine", async () => {
    const cache = join(temporaryFolder(), "empty");
    const before = process.env["RESIDUA_CACHE"];
    process.env["RESIDUA_CACHE"] = cache;
    try {
      const { status, out } = await residua("doctor", "--json");
      const report = JSON.parse(out);
      expect(report).toMatchObject({ ok: false, tensorflow: null, devices: [] });
      const engine = report.checks.find(({ id }: { id: string }) => id === "engine");
      expect(engine).toMatchObject({
        ok: false,
        detail: expect.stringContaining(cache),
        remedy: expect.stringMatching(/^Run `npm run setup`/),
      });
      expect(status).toBe(1);
    } finally {
      if (before === undefined) delete process.env["RESIDUA_CACHE"];
      else process.env["RESIDUA_CACHE"] = before;
    }
  });
});

describe("residua bench", () => {
  const BENCH = ["bench", "--batch", "8", "--steps", "3"];

  it("measures throughput, share and memory", async () => {
    expect(await json(...BENCH)).toEqual({
      net: "resnet20",
      batch: 8,
      steps: 3,
      imagesPerSecond: expect.any(Number),
      outsideTensorFlowShare: expect.any(Number),
      peakMemoryBytes: expect.any(Number),
      memoryGrowthBytes: expect.any(Number),
      peer: null,
      ratio: null,
      pairs: [],
      load: [expect.any(Number), expect.any(Number), expect.any(Number)],
    });
  });

  it("calibrates the machine, after which step times are predicted", async () => {
    const store = join(temporaryFolder(), "store");
    const ask = () => json("inspect", "resnet20", "--batch", "128", "--store", store);
    expect(await ask()).toMatchObject({ stepTime: null });
    const { uncertainty, points } = await json("bench", "--calibrate", "--store", store);
    const { stepTime } = await ask();
    expect(stepTime).toEqual({
      seconds: expect.any(Number),
      uncertainty,
      device: "cpu",
      tensorflow: expect.stringMatching(/^\d+\.\d+/),
    });
    // More work than any of the small networks', on whatever machine.
    const slowest = Math.max(...(points as { measured: number }[]).map(({ measured }) => measured));
    expect((stepTime as { seconds: number }).seconds).toBeGreaterThan(slowest / 2);
  });

  it("runs PyTorch in turn where there is one, and says so where there is none", async () => {
    const { status, out, err } = await residua(...BENCH, "--peer", "torch", "--json");
    const report = JSON.parse(out);
    if (status === 1) {
      expect(report).toMatchObject({ error: { code: "PEER_UNAVAILABLE" } });
      console.warn(`Only the refusal was tried: ${err.trim()}`);
      return;
    }
    expect(status).toBe(0);
    expect(report).toMatchObject({ peer: { name: expect.stringMatching(/^PyTorch \d/) }, ratio: expect.any(Number) });
    expect(report.pairs).toHaveLength(3);
    for (const { imagesPerSecond, peerImagesPerSecond, ratio } of report.pairs) {
      expect(ratio).toBe(imagesPerSecond / peerImagesPerSecond);
    }
  });
});

describe("residua serve", () => {
  it("prints the address last, lets a browser in by it, and closes on a signal", async () => {
    const store = join(temporaryFolder(), "store");
    const { child, ended } = start("serve", "--no-open", "--store", store);
    const url = await new Promise<string>((resolve, reject) => {
      let printed = "";
      child.stdout?.on("data", (text: string) => {
        printed += text;
        const address = /^Residua is at (http:\/\/127\.0\.0\.1:\d+\/\?token=\S+)\n$/m.exec(printed)?.[1];
        if (address !== undefined) resolve(address);
      });
      void ended.then(({ err }) => reject(new Error(err)));
    });
    const welcome = await fetch(url, { redirect: "manual" });
    expect([welcome.status, welcome.headers.get("set-cookie")]).toEqual([303, expect.stringContaining("HttpOnly")]);
    expect((await fetch(new URL("/", url))).status).toBe(401);
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ status: 0, signal: null });
  });
});
