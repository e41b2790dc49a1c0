import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findBrowser } from "../../../scripts/lib/browser.mjs";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "residua-browser-"));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function place(path: string): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "");
  return file;
}

describe("findBrowser", () => {
  it("takes the one that CHROME_PATH names, and no other", () => {
    const named = place("mine/chrome");
    place("bin/chromium");
    expect(findBrowser({ CHROME_PATH: named, PATH: join(root, "bin") })).toBe(named);
    expect(findBrowser({ CHROME_PATH: join(root, "nowhere"), PATH: join(root, "bin") })).toBeNull();
  });

  it.runIf(process.platform === "linux")("takes one on the PATH before Playwright's newest", () => {
    const old = place("ms/chromium-900/chrome-linux/chrome");
    const newest = place("ms/chromium-1200/chrome-linux64/chrome");
    const env = { PATH: join(root, "bin"), PLAYWRIGHT_BROWSERS_PATH: join(root, "ms") };
    expect(findBrowser(env)).toBe(newest);
    rmSync(newest);
    expect(findBrowser(env)).toBe(old);
    const onPath = place("bin/chromium");
    expect(findBrowser(env)).toBe(onPath);
  });
});
