/** The host as the program in the foreground: it gets the signals, and its end is ours. */
import { spawn } from "node:child_process";

/** npm hands on the signal that a terminal has given us already: milliseconds in which a second one counts as the same. */
const SAME_SIGNAL = 300;

/**
 * Runs the host in the foreground, and hands each signal on to it once: it stops its trainers in order at the first
 * and at once at the second, so it is kept out of the terminal's own group.
 * @param {string} command @param {readonly string[]} args
 * @param {number} [same] milliseconds
 * @returns {Promise<number>} its exit code
 */
export function hold(command, args, same = SAME_SIGNAL) {
  return new Promise((resolve, reject) => {
    const windows = process.platform === "win32";
    const child = spawn(command, args, { stdio: "inherit", detached: !windows });
    for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
      let handedOn = Number.NEGATIVE_INFINITY;
      process.removeAllListeners(signal);
      process.on(signal, () => {
        const now = performance.now();
        if (windows || now - handedOn < same) return;
        handedOn = now;
        child.kill(signal);
      });
    }
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 143)));
  });
}
