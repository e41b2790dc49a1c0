/** Entry of the command line, built to dist/main/residua.js. */
import { report } from "./errors";
import { placesFrom } from "./places";
import { createProgram } from "./program";

/** `residua … | head`: when nobody reads any more, end in order. Every later write fails too. */
let readerGone = false;
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  if (readerGone) return;
  readerGone = true;
  if (process.listenerCount("SIGTERM") > 0) process.kill(process.pid, "SIGTERM");
  else process.exit(0);
});
process.stderr.on("error", () => undefined);

const json = process.argv.includes("--json");
try {
  await createProgram(placesFrom(import.meta.url)).parseAsync();
} catch (thrown) {
  process.exitCode = report(thrown, { json });
}
