// npm test: sets up what is missing, then runs every check of the project and sums them up.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBrowser } from "./lib/browser.mjs";
import { countsOf, reportFile, runCheck, STATIC_CHECKS, TEST_PROJECTS, testCheck } from "./lib/checks.mjs";
import { formatDuration, say } from "./lib/progress.mjs";
import { script } from "./lib/script.mjs";
import { setUp } from "./lib/setup.mjs";

await script(async () => {
  await setUp();
  const browser = await ensureBrowser();
  say(
    "path" in browser
      ? `· Browser for the tests: ${browser.path}`
      : `· The browser tests are skipped: ${browser.reason}.`,
  );

  const reports = mkdtempSync(join(tmpdir(), "residua-reports-"));
  const total = { passed: 0, failed: 0, skipped: 0 };
  const results = [];
  try {
    for (const check of STATIC_CHECKS) {
      const result = await runCheck(check);
      total[result.passed ? "passed" : "failed"]++;
      results.push(result);
    }
    const env = "path" in browser ? { ...process.env, CHROME_PATH: browser.path } : process.env;
    for (const project of TEST_PROJECTS) {
      if (project === "e2e" && !("path" in browser)) continue;
      const report = reportFile(reports, project);
      results.push(await runCheck(testCheck(project, report), env));
      const counts = countsOf(readReport(report));
      total.passed += counts.passed;
      total.failed += counts.failed;
      total.skipped += counts.skipped;
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }

  say("\n=== Summary");
  for (const { name, passed, milliseconds } of results) {
    say(`${passed ? "passed" : "FAILED"}  ${name} (${formatDuration(milliseconds)})`);
  }
  if (!("path" in browser)) say(`skipped tests: e2e (${browser.reason})`);
  // Alone on its line: what reads the log of a run looks for it.
  process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
  return results.every(({ passed }) => passed) ? 0 : 1;
});

/** @param {string} path @returns {unknown} null when the runner died before it wrote one */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return { success: false };
  }
}
