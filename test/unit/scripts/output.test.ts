import { describe, expect, it } from "vitest";
import { countsOf } from "../../../scripts/lib/checks.mjs";
import { formatBytes, formatDuration } from "../../../scripts/lib/progress.mjs";
import { answers, run, tellingLine } from "../../../scripts/lib/run.mjs";

describe("sizes and durations", () => {
  it.each([
    [900, "1 kB"],
    [273_829_956, "274 MB"],
    [2_000_000_000, "2.0 GB"],
  ])("%d bytes are %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [420, "0.4 s"],
    [12_300, "12 s"],
    [185_000, "3 min 5 s"],
  ])("%d ms are %s", (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text));
});

describe("tellingLine", () => {
  it.each([
    [
      "no network, as pip tells it",
      "WARNING: Retrying after connection broken by 'NewConnectionError('<x>: [Errno 111] Connection refused')'\nERROR: No matching distribution found for a\n",
      "Connection refused",
    ],
    [
      "no network, as Node tells it",
      "node:events:502\n\nError: getaddrinfo ENOTFOUND example.org\n    at onlookupall\nEmitted 'error' event on:\n",
      "getaddrinfo ENOTFOUND example.org",
    ],
    [
      "a compiler's error",
      "a.cc:1:10: fatal error: b.h: No such file\ncompilation terminated.\n",
      "a.cc:1:10: fatal error: b.h: No such file",
    ],
    [
      "pip's own error before its advertisement",
      "ERROR: No matching distribution\n\n[notice] a new pip\n",
      "ERROR: No matching distribution",
    ],
    ["the last words where nothing speaks of an error", "one\ntwo\n", "two"],
    ["silence", " \n", "it said nothing"],
  ])("finds %s", (_, output, line) => {
    expect(tellingLine(output)).toBe(line);
  });
});

describe("run", () => {
  it("gives the exit code and both outputs", async () => {
    const script = "console.log('out'); console.error('err'); process.exitCode = 3";
    const { code, output } = await run(process.execPath, ["-e", script]);
    expect(code).toBe(3);
    expect(output).toContain("out");
    expect(output).toContain("err");
  });

  it("tells a missing program from one that failed", async () => {
    expect(await run("residua-no-such-program", [])).toMatchObject({ code: 127 });
    expect(answers("residua-no-such-program")).toBe(false);
    expect(answers(process.execPath)).toBe(true);
  });

  it("ends a program that takes too long, and says so", async () => {
    const { code, output } = await run(process.execPath, ["-e", "setInterval(() => {}, 1e9)"], { timeout: 100 });
    expect(code).not.toBe(0);
    expect(output).toContain("SIGTERM");
  });
});

describe("countsOf", () => {
  it("adds up a report of vitest", () => {
    const report = { success: false, numPassedTests: 5, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 };
    expect(countsOf(report)).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  it("counts a file that could not be collected, or a runner that died, as a failure", () => {
    expect(countsOf({ success: false, numPassedTests: 5, numFailedTests: 0 }).failed).toBe(1);
    expect(countsOf({ success: false }).failed).toBe(1);
  });
});
