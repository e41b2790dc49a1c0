import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withLock } from "../../../scripts/lib/lock.mjs";

let root: string;
let lock: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "residua-lock-"));
  lock = join(root, "deeper", ".setup.lock");
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** The number of a process that has ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ["-e", ""]).pid;
}

describe("withLock", () => {
  it("lets one work at a time, and the other when the first is done", async () => {
    let inside = 0;
    const work = async () => {
      expect(++inside).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      inside--;
    };
    await Promise.all([withLock(lock, work), withLock(lock, work), withLock(lock, work)]);
    expect(existsSync(lock)).toBe(false);
  });

  it("is given back when the work fails", async () => {
    await expect(withLock(lock, () => Promise.reject(new Error("no disk")))).rejects.toThrow("no disk");
    expect(existsSync(lock)).toBe(false);
  });

  it("takes over from a set-up that was killed", async () => {
    await withLock(lock, async () => undefined);
    writeFileSync(lock, `${deadPid()} ${hostname()}`);
    expect(await withLock(lock, async () => "done")).toBe("done");
    expect(readdirSync(join(root, "deeper"))).toEqual([]);
  });
});
