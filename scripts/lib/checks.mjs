/** Every check of the project, in the order in which `npm test` runs them: the quick ones first. */
import { join } from "node:path";
import { moduleFile, ROOT } from "./paths.mjs";
import { formatDuration, say } from "./progress.mjs";
import { run } from "./run.mjs";

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {string} program file of an installed package, run by Node
 * @property {readonly string[]} args
 */

const TSC = "typescript/bin/tsc";

/** What can be told from the text alone; also `npm run check`. @type {readonly Check[]} */
export const STATIC_CHECKS = [
  { name: "format and lint", program: "@biomejs/biome/bin/biome", args: ["check", "--error-on-warnings"] },
  { name: "types: Node side", program: TSC, args: ["--noEmit", "-p", "tsconfig.json"] },
  { name: "types: common", program: TSC, args: ["--noEmit", "-p", "src-main/common"] },
  { name: "types: scripts", program: TSC, args: ["--noEmit", "-p", "scripts"] },
  { name: "types: window", program: "vue-tsc/bin/vue-tsc.js", args: ["--noEmit", "-p", "src-renderer"] },
  { name: "types: tests", program: "vue-tsc/bin/vue-tsc.js", args: ["--noEmit", "-p", "test"] },
  {
    name: "imports",
    program: "dependency-cruiser/bin/dependency-cruise.mjs",
    args: ["src-main", "src-renderer", "--config", ".dependency-cruiser.mjs", "--output-type", "err-long"],
  },
];

/** Folders of test/, each a project of vitest.config.ts; the planted violations of the import rules are in the first. */
export const TEST_PROJECTS = ["architecture", "unit", "contract", "engine", "integration", "e2e"];

/** @param {string} project @param {string} report file for the counts @returns {Check} */
export function testCheck(project, report) {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return { name: `tests: ${project}`, program: "vitest/vitest.mjs", args: ["run", "--project", project, ...reporters] };
}

/**
 * Runs one check under a heading of its own.
 * @param {Check} check
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ name: string; passed: boolean; milliseconds: number }>}
 */
export async function runCheck({ name, program, args }, env = process.env) {
  say(`\n=== ${name}`);
  const started = Date.now();
  const { code } = await run(process.execPath, [moduleFile(program), ...args], { cwd: ROOT, env, show: true });
  const milliseconds = Date.now() - started;
  say(`--- ${name}: ${code === 0 ? "passed" : `FAILED (exit code ${code})`} in ${formatDuration(milliseconds)}`);
  return { name, passed: code === 0, milliseconds };
}

/**
 * @typedef {{ passed: number; failed: number; skipped: number }} Counts
 */

/**
 * What vitest's JSON report counts; a file that could not even be collected counts as one failed test.
 * @param {unknown} report
 * @returns {Counts}
 */
export function countsOf(report) {
  const numbers = /** @type {Record<string, unknown>} */ (report ?? {});
  /** @param {string} name */
  const number = (name) => (typeof numbers[name] === "number" ? numbers[name] : 0);
  const failed = number("numFailedTests");
  return {
    passed: number("numPassedTests"),
    failed: failed === 0 && numbers["success"] === false ? 1 : failed,
    skipped: number("numPendingTests") + number("numTodoTests"),
  };
}

/** @param {string} folder @param {string} project */
export function reportFile(folder, project) {
  return join(folder, `${project}.json`);
}
