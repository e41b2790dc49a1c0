import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fillWhole } from "../../../scripts/lib/parts.mjs";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "residua-parts-"));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** A set-up in a process of its own that fills a folder and is killed in the middle. */
async function killedWhileFilling(folder: string): Promise<void> {
  const module = pathToFileURL(join(import.meta.dirname, "../../../scripts/lib/parts.mjs")).href;
  const code = `
    import { mkdirSync, writeFileSync } from "node:fs";
    import { fillWhole } from ${JSON.stringify(module)};
    await fillWhole(${JSON.stringify(folder)}, async (part) => {
      writeFileSync(part + "/first", "half of it");
      console.log("half");
      await new Promise((resolve) => setInterval(resolve, 1 << 30));
    });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "close");
}

describe("fillWhole", () => {
  it("gives the folder its name only when it is filled", async () => {
    const folder = join(root, "library");
    await fillWhole(folder, async (part) => {
      mkdirSync(join(part, "lib"));
      writeFileSync(join(part, "lib", "a"), "a");
      expect(existsSync(folder)).toBe(false);
    });
    expect(readFileSync(join(folder, "lib", "a"), "utf8")).toBe("a");
    expect(readdirSync(root)).toEqual(["library"]);
  });

  it("leaves nothing behind when the work fails", async () => {
    const failing = fillWhole(join(root, "library"), async (part) => {
      writeFileSync(join(part, "first"), "half of it");
      throw new Error("no network");
    });
    await expect(failing).rejects.toThrow("no network");
    expect(readdirSync(root)).toEqual([]);
  });

  it("never shows what a killed set-up had done by half, and clears it away the next time", async () => {
    const folder = join(root, "library");
    await killedWhileFilling(folder);
    expect(existsSync(folder)).toBe(false);
    expect(readdirSync(root)).toHaveLength(1);
    await fillWhole(folder, async (part) => writeFileSync(join(part, "whole"), ""));
    expect(readdirSync(root)).toEqual(["library"]);
    expect(readdirSync(folder)).toEqual(["whole"]);
  });
});
