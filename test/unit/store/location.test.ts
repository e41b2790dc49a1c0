import { homedir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultStoreDir } from "../../../src-main/store";
import { newRunId } from "../../../src-main/store/run-id";

describe("the default data folder", () => {
  it("follows each platform's habit", () => {
    expect(defaultStoreDir("linux", {})).toBe(join(homedir(), ".local/share/residua"));
    expect(defaultStoreDir("linux", { XDG_DATA_HOME: "/data" })).toBe("/data/residua");
    expect(defaultStoreDir("darwin", {})).toBe(join(homedir(), "Library/Application Support/Residua"));
    expect(defaultStoreDir("win32", { APPDATA: "/roaming" })).toBe(join("/roaming", "Residua"));
  });
});

describe("run ids", () => {
  it("are safe folder names that sort by time", () => {
    const early = newRunId(new Date("2026-11-24T10:30:15.900Z"));
    const late = newRunId(new Date("2026-11-24T10:30:16.000Z"));
    expect(early).toMatch(/^20261124-103015-[2-9a-z]{4}$/);
    expect(early < late).toBe(true);
  });

  it("differ within a second", () => {
    const now = new Date();
    expect(new Set(Array.from({ length: 50 }, () => newRunId(now))).size).toBeGreaterThan(45);
  });
});
