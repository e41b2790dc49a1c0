// npm start: sets up what is missing, then opens the workbench: in Electron where it can be had, else in the browser.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureElectron } from "./lib/electron.mjs";
import { ROOT } from "./lib/paths.mjs";
import { say } from "./lib/progress.mjs";
import { script } from "./lib/script.mjs";
import { setUp } from "./lib/setup.mjs";
import { parseStartOptions } from "./lib/start-options.mjs";

await script(async () => {
  const options = parseStartOptions(process.argv.slice(2));
  await setUp();
  const electron = options.web ? { reason: "as asked for" } : await ensureElectron();
  if ("program" in electron) {
    say("· Opening the workbench in Electron");
    const code = await hold(electron.program, [ROOT, ...options.serve]);
    if (code === 0) return 0;
    say(`· Electron ended with code ${code}; opening the workbench in the browser instead`);
  } else {
    say(`· Opening the workbench in the browser: ${electron.reason}`);
  }
  return hold(process.execPath, [join(ROOT, "bin", "residua.mjs"), "serve", ...options.serve]);
});

/** npm hands on the signal that a terminal has given us already: milliseconds in which a second one counts as the same. */
const SAME_SIGNAL = 300;

/**
 * Runs the host in the foreground, and hands each signal on to it once: it stops its trainers in order at the first
 * and at once at the second, so it is kept out of the terminal's own group.
 * @param {string} command @param {readonly string[]} args
 * @returns {Promise<number>} its exit code
 */
function hold(command, args) {
  return new Promise((resolve, reject) => {
    const windows = process.platform === "win32";
    const child = spawn(command, args, { stdio: "inherit", detached: !windows });
    let last = 0;
    for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
      process.removeAllListeners(signal);
      process.on(signal, () => {
        if (!windows && Date.now() - last > SAME_SIGNAL) child.kill(signal);
        last = Date.now();
      });
    }
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 143)));
  });
}
