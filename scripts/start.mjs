// npm start: sets up what is missing, then opens the workbench: in Electron where it can be had, else in the browser.
import { join } from "node:path";
import { ensureElectron } from "./lib/electron.mjs";
import { hold } from "./lib/foreground.mjs";
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
