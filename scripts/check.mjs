// npm run check: everything that can be told from the text alone, without running any of it.
import { runCheck, STATIC_CHECKS } from "./lib/checks.mjs";
import { say } from "./lib/progress.mjs";
import { script } from "./lib/script.mjs";

await script(async () => {
  const failed = [];
  for (const check of STATIC_CHECKS) {
    const { name, passed } = await runCheck(check);
    if (!passed) failed.push(name);
  }
  say(failed.length === 0 ? "\nAll checks passed." : `\nFailed: ${failed.join(", ")}.`);
  return failed.length === 0 ? 0 : 1;
});
