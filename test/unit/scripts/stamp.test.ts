import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { contentHash, isStamped, writeStamp } from "../../../scripts/lib/stamp.mjs";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "residua-stamp-"));
  mkdirSync(join(root, "src/deep"), { recursive: true });
  writeFileSync(join(root, "src/a.ts"), "a");
  writeFileSync(join(root, "src/deep/b.ts"), "b");
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const hash = () => contentHash(root, ["src", "missing.json"]);

describe("contentHash", () => {
  it("stays when only dates change, as in a fresh clone", () => {
    const before = hash();
    utimesSync(join(root, "src/a.ts"), 1, 1);
    expect(hash()).toBe(before);
  });

  it.each([
    ["changed", () => writeFileSync(join(root, "src/deep/b.ts"), "B")],
    ["added", () => writeFileSync(join(root, "src/c.ts"), "")],
    ["removed", () => rmSync(join(root, "src/a.ts"))],
    ["renamed", () => renameSync(join(root, "src/a.ts"), join(root, "src/z.ts"))],
    ["added where none was", () => writeFileSync(join(root, "missing.json"), "{}")],
  ])("changes when a file is %s", (_, change) => {
    const before = hash();
    change();
    expect(hash()).not.toBe(before);
  });
});

describe("a stamp", () => {
  it("fits its own sources only", () => {
    expect(isStamped(root, "one")).toBe(false);
    writeStamp(root, "one");
    expect(isStamped(root, "one")).toBe(true);
    expect(isStamped(root, "two")).toBe(false);
  });
});
