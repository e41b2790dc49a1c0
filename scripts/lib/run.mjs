/** Child processes of the scripts: none of them outlives the script that started it. */
import { spawn, spawnSync } from "node:child_process";

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/** Ctrl+C and a request to end reach the children too, also where the signal went to this process alone. */
export function endChildrenWithThisProcess() {
  for (const [signal, number] of /** @type {const} */ ([
    ["SIGINT", 2],
    ["SIGTERM", 15],
    ["SIGHUP", 1],
  ])) {
    process.on(signal, () => {
      for (const child of running) child.kill(signal);
      process.exit(128 + number);
    });
  }
}

/**
 * @typedef {object} Outcome
 * @property {number} code 127 when the program could not be started at all
 * @property {string} output the end of stdout and stderr together
 */

/** Characters of a child's output that are kept for messages. */
const KEPT = 20_000;

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string; env?: NodeJS.ProcessEnv; timeout?: number; show?: boolean; onOutput?: (text: string) => void }} [options]
 *   timeout in milliseconds; `show` passes the output on as it comes
 * @returns {Promise<Outcome>}
 */
export function run(command, args, { cwd, env = process.env, timeout, show = false, onOutput } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, timeout, stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    let output = "";
    /** @param {import("node:stream").Readable} from @param {NodeJS.WriteStream} to */
    const listen = (from, to) =>
      from.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
        output = (output + text).slice(-KEPT);
        onOutput?.(text);
        if (show) to.write(text);
      });
    listen(child.stdout, process.stdout);
    listen(child.stderr, process.stderr);
    /** @param {Outcome} outcome */
    const end = (outcome) => {
      running.delete(child);
      resolve(outcome);
    };
    child.on("error", (error) => end({ code: 127, output: error.message }));
    child.on("close", (code, signal) => {
      const ending =
        signal === null
          ? ""
          : `\nended by ${signal}${timeout === undefined ? "" : ` (after at most ${timeout / 1000} s)`}`;
      end({ code: code ?? 1, output: output + ending });
    });
  });
}

/**
 * Whether a program is there and answers.
 * @param {string} command
 * @param {readonly string[]} [args]
 */
export function answers(command, args = ["--version"]) {
  return spawnSync(command, args, { stdio: "ignore", timeout: 30_000 }).status === 0;
}

/** How programs of all kinds tell that they could not reach the other side. */
const NETWORK =
  /getaddrinfo \w+ [\w.-]+|name or service not known|temporary failure in name resolution|connection refused|connection reset|ECONN\w+|network is unreachable|no route to host|read timed out|connection timed out|ETIMEDOUT|certificate verify failed|cannot connect to proxy/i;

/**
 * What a program's output tells of its failure: that it had no network, else the last line that begins with an error,
 * else the last that speaks of one, else the last.
 * @param {string} output
 * @returns {string} one line
 */
export function tellingLine(output) {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const line =
    lines.join("\n").match(NETWORK)?.[0] ??
    lines.findLast((candidate) => /^(\w*error\b|npm error)|: (fatal )?error:/i.test(candidate)) ??
    lines.findLast((candidate) => /\berror\b/i.test(candidate)) ??
    lines.at(-1);
  return (line ?? "it said nothing").slice(0, 300);
}
