/** One set-up at a time: a second one waits for the first, and goes on with what that one has done. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { hostname, uptime } from "node:os";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { say } from "./progress.mjs";

/** Milliseconds after which a lock of another machine (a shared home folder) counts as left behind. */
const FOREIGN_LIMIT = 60 * 60 * 1000;
const POLL = 300;

/**
 * @template T
 * @param {string} path of the lock file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, work) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = `${process.pid} ${hostname()}`;
  for (let told = false; !take(path, mine); ) {
    const owner = read(path);
    if (owner !== null && isLeftBehind(path, owner)) {
      remove(path, owner);
      continue;
    }
    if (!told && owner !== null) say(`· Another set-up (process ${owner.split(" ")[0]}) is at work; waiting for it`);
    told = told || owner !== null;
    await pause(POLL);
  }
  const release = () => {
    if (read(path) === mine) rmSync(path, { force: true });
  };
  process.once("exit", release);
  try {
    return await work();
  } finally {
    process.off("exit", release);
    release();
  }
}

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, but it is there.
    return codeOf(error) === "EPERM";
  }
}

/** @param {string} path @param {string} content */
function take(path, content) {
  try {
    writeFileSync(path, content, { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** @param {string} path @returns {string | null} null when it is gone, or only just being written */
function read(path) {
  try {
    return readFileSync(path, "utf8") || null;
  } catch {
    return null;
  }
}

/** @param {string} path @param {string} owner */
function isLeftBehind(path, owner) {
  const [pid, host] = owner.split(" ");
  const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  if (host !== hostname()) return Date.now() - made > FOREIGN_LIMIT;
  const startOfMachine = Date.now() - uptime() * 1000;
  return made < startOfMachine || !isAlive(Number(pid));
}

/**
 * Takes a left-behind lock away. Between looking and removing, another waiter may have done so and taken the lock
 * itself; a lock that turns out to be a new one is put back.
 * @param {string} path @param {string} owner
 */
function remove(path, owner) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (read(aside) !== owner) linkSync(aside, path);
    unlinkSync(aside);
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes(codeOf(error))) throw error;
    rmSync(aside, { force: true });
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
