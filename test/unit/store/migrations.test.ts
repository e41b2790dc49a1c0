import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../../src-main/store/database";
import { MIGRATIONS } from "../../../src-main/store/migrations";
import { temporaryFolder } from "./helpers";

describe("migrations", () => {
  it("bring a new store to the newest version, with the promised settings", () => {
    const database = openDatabase(temporaryFolder());
    expect(database.prepare("PRAGMA user_version").get()).toEqual({ user_version: MIGRATIONS.length });
    expect(database.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
    expect(database.prepare("PRAGMA synchronous").get()).toEqual({ synchronous: 2 });
    expect(database.prepare("PRAGMA foreign_keys").get()).toEqual({ foreign_keys: 1 });
    database.close();
  });

  it("run only those that are new to the store", () => {
    const dir = temporaryFolder();
    openDatabase(dir, ["CREATE TABLE first (a)"]).close();
    const database = openDatabase(dir, ["CREATE TABLE first (a)", "CREATE TABLE second (a)"]);
    const tables = database.prepare("SELECT name FROM sqlite_master ORDER BY name").all();
    expect(tables).toEqual([{ name: "first" }, { name: "second" }]);
    database.close();
  });

  it("leave the store as it was when one fails half-way", () => {
    const dir = temporaryFolder();
    openDatabase(dir, ["CREATE TABLE first (a)"]).close();
    expect(() => openDatabase(dir, ["", "CREATE TABLE second (a); CREATE TABLE first (a)"])).toThrow();
    const database = openDatabase(dir, ["CREATE TABLE first (a)"]);
    expect(database.prepare("SELECT name FROM sqlite_master").all()).toEqual([{ name: "first" }]);
    database.close();
  });

  it("refuse a newer store and leave its bytes alone", () => {
    const dir = temporaryFolder();
    openDatabase(dir, [...MIGRATIONS, "CREATE TABLE of_the_future (a)"]).close();
    const before = readFileSync(join(dir, "residua.sqlite"));
    expect(() => openDatabase(dir)).toThrow(expect.objectContaining({ code: "STORE_NEWER" }));
    expect(readFileSync(join(dir, "residua.sqlite")).equals(before)).toBe(true);
  });

  it("refuse a file that is no database", () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, "residua.sqlite"), "this is a shopping list and not a database".repeat(30));
    expect(() => openDatabase(dir)).toThrow(expect.objectContaining({ code: "STORE_UNUSABLE" }));
  });

  it("refuse a folder that can't be made, in one sentence that names it", () => {
    const dir = temporaryFolder();
    const file = join(dir, "file");
    writeFileSync(file, "");
    expect(() => openDatabase(join(file, "store"))).toThrow(/file.*can't be used/);
    // Root writes everywhere, so the rights are only tried where they bind.
    if (process.getuid?.() === 0) return;
    const locked = join(dir, "locked");
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    expect(() => openDatabase(locked)).toThrow(expect.objectContaining({ code: "STORE_UNUSABLE" }));
  });

  it.runIf(process.platform === "linux")("says so where the system lets nobody make a folder, and never hangs", () => {
    const refused = expect.objectContaining({ code: "STORE_UNUSABLE" });
    expect(() => openDatabase("/proc/residua/store")).toThrow(refused);
  });
});
