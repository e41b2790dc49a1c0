import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";

const module = pathToFileURL(join(import.meta.dirname, "../../../scripts/lib/foreground.mjs")).href;

/** A start script whose host counts the signals it gets, and ends at a SIGTERM with their number. */
function startHost() {
  const host = `
    let signals = 0;
    process.on("SIGINT", () => console.log("SIGINT " + ++signals));
    process.on("SIGTERM", () => process.exit(40 + signals));
    setInterval(() => {}, 1e9);
    console.log("ready");`;
  const script = `
    import { hold } from ${JSON.stringify(module)};
    process.exitCode = await hold(process.execPath, ["-e", ${JSON.stringify(host)}], 60_000);`;
  return spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
}

describe.runIf(process.platform !== "win32")("hold", () => {
  it("hands a signal on once, also when it arrives twice at the same moment, and ends as the host does", async () => {
    const start = startHost();
    await once(start.stdout, "data");
    // As a terminal and npm do: both tell the script of one Ctrl+C.
    start.kill("SIGINT");
    const [first] = await once(start.stdout, "data");
    expect(String(first)).toBe("SIGINT 1\n");
    start.kill("SIGINT");
    start.kill("SIGTERM");
    const [code] = await once(start, "close");
    expect(code).toBe(41);
  });
});
