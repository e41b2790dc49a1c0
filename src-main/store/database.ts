/** The SQLite connection: opened, checked, brought up to date; and the two kinds of transaction. */
import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type DatabaseSyncInstance } from "@photostructure/sqlite";
import { ResiduaError } from "../common/errors";
import { databaseFile } from "./location";
import { MIGRATIONS } from "./migrations";

export type Database = DatabaseSyncInstance;

/** Milliseconds to wait for another process's write to end. */
const BUSY_TIMEOUT = 5_000;

/**
 * Opens DIR/residua.sqlite, making both when missing.
 * @throws ResiduaError STORE_NEWER for a store of a later program, STORE_UNUSABLE when it can't be opened or read.
 */
export function openDatabase(dir: string, migrations: readonly string[] = MIGRATIONS): Database {
  const file = databaseFile(dir);
  let database: Database | null = null;
  try {
    makeFolder(dir);
    database = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: BUSY_TIMEOUT });
    // Before anything is written: a newer store must stay as it is.
    refuseNewer(database, migrations.length, file);
    database.exec("PRAGMA journal_mode = WAL");
    // What was acknowledged must survive a power cut (NORMAL may lose the last commits): one fsync for each event,
    // of which there are a few in a second.
    database.exec("PRAGMA synchronous = FULL");
    migrate(database, migrations);
    return database;
  } catch (thrown) {
    database?.close();
    throw storeError(thrown, file);
  }
}

/** Makes a folder and those above it. Node's own recursive mkdir never returns where the system denies it, as in /proc. */
function makeFolder(dir: string): void {
  if (existsSync(dir)) return;
  makeFolder(dirname(dir));
  try {
    mkdirSync(dir);
  } catch (thrown) {
    // Another process may just have made it.
    if (!existsSync(dir)) throw thrown;
  }
}

/** Runs `work` as one write: all of it is kept, or nothing. Not to be nested. */
export function write<T>(database: Database, work: () => T): T {
  return transaction(database, "BEGIN IMMEDIATE", work);
}

/** Runs `work` on one consistent picture of the store, whatever other processes write meanwhile. */
export function read<T>(database: Database, work: () => T): T {
  return transaction(database, "BEGIN", work);
}

function transaction<T>(database: Database, begin: string, work: () => T): T {
  try {
    database.exec(begin);
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (thrown) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw storeError(thrown, "The store");
  }
}

function userVersion(database: Database): number {
  const row: unknown = database.prepare("PRAGMA user_version").get();
  return (row as { user_version: number }).user_version;
}

function refuseNewer(database: Database, known: number, file: string): void {
  const version = userVersion(database);
  if (version > known) {
    const message = `${file} has version ${version} and this program reads versions up to ${known}. Use the newer program, or name another folder with --store.`;
    throw new ResiduaError("STORE_NEWER", message);
  }
}

function migrate(database: Database, migrations: readonly string[]): void {
  if (userVersion(database) === migrations.length) return;
  write(database, () => {
    // Read again inside the lock: another process may just have done it.
    for (let version = userVersion(database); version < migrations.length; version++) {
      database.exec(migrations[version] ?? "");
      database.exec(`PRAGMA user_version = ${version + 1}`);
    }
  });
}

/** SQLite's primary result codes for a store at fault rather than a statement: busy, read-only, i/o, corrupt, full, … */
const UNUSABLE: readonly number[] = [3, 5, 6, 8, 10, 11, 14, 23, 26];
const FULL = 13;

/** Failures of the disk and of SQLite as coded errors; others, such as a wrong statement, pass through. */
function storeError(thrown: unknown, what: string): unknown {
  if (thrown instanceof ResiduaError || !(thrown instanceof Error) || !("code" in thrown)) return thrown;
  const result = "errcode" in thrown && typeof thrown.errcode === "number" ? thrown.errcode & 0xff : null;
  if (result === FULL || thrown.code === "ENOSPC") {
    const message = `${what} can't be written because the disk is full. Free some space and try again.`;
    return new ResiduaError("DISK_FULL", message, { cause: thrown });
  }
  if (result !== null && !UNUSABLE.includes(result)) return thrown;
  const message = `${what} can't be used: ${thrown.message}. Check the folder and its rights, or name another with --store.`;
  return new ResiduaError("STORE_UNUSABLE", message, { cause: thrown });
}
