/** What long steps print: one line that renews itself in a terminal, a line now and then in a log. */

/**
 * @param {number} bytes
 * @returns {string} such as "274 MB", in units of 1,000 as package sizes are told
 */
export function formatBytes(bytes) {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 1e6) return `${Math.round(bytes / 1e6)} MB`;
  return `${Math.ceil(bytes / 1e3)} kB`;
}

/**
 * @param {number} milliseconds
 * @returns {string} such as "0.4 s", "12 s" or "3 min 5 s"
 */
export function formatDuration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** @param {string} text */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Milliseconds between two lines of a log. */
const LOG_INTERVAL = 5_000;
const TERMINAL_INTERVAL = 500;

/**
 * Runs a long step with its name, its size as it grows, and how long it took.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @param {() => Promise<string> | string} [status] what to say meanwhile, such as "12 MB of 274 MB"
 * @returns {Promise<T>}
 */
export async function step(name, work, status = () => "") {
  const started = Date.now();
  const terminal = process.stderr.isTTY === true;
  let finished = false;
  say(`· ${name}`);
  const report = async () => {
    const text = await status();
    if (finished) return;
    const line = `  ${[text, formatDuration(Date.now() - started)].filter(Boolean).join(", ")}`;
    process.stderr.write(terminal ? `\r\x1b[K${line}` : `${line}\n`);
  };
  const timer = setInterval(() => void report().catch(() => undefined), terminal ? TERMINAL_INTERVAL : LOG_INTERVAL);
  try {
    const result = await work();
    finished = true;
    if (terminal) process.stderr.write("\r\x1b[K");
    say(`  took ${formatDuration(Date.now() - started)}`);
    return result;
  } finally {
    finished = true;
    clearInterval(timer);
  }
}
