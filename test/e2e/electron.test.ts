/** What only Electron can break; everything else is tried in a browser. Needs the builds, as `npm test` makes them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { _electron, type ElectronApplication, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { obstacleOf } from "../../scripts/lib/electron.mjs";
import { findDesktop } from "../../src-main/service/doctor/desktop";

const ROOT = resolve(import.meta.dirname, "../..");
const desktop = findDesktop();
const obstacle =
  obstacleOf(process.platform, process.env, process.getuid?.() ?? null) ?? (desktop.found ? null : desktop.reason);
if (obstacle !== null) console.warn(`The desktop tests are skipped: ${obstacle}.`);

describe.skipIf(obstacle !== null)("the desktop window", () => {
  let folder: string;
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    if (!desktop.found) return;
    folder = mkdtempSync(join(tmpdir(), "residua-electron-"));
    const args = [ROOT, "--store", join(folder, "store"), `--user-data-dir=${join(folder, "profile")}`];
    app = await _electron.launch({ executablePath: desktop.path, args });
    page = await app.firstWindow();
  });
  afterAll(async () => {
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("shows the workbench from its own scheme, joined to the service", async () => {
    expect(page.url()).toMatch(/^app:\/\/residua\//);
    await page.locator(".connection[data-state=online]").waitFor();
  });

  it("keeps the page apart from Node, and every other page out", async () => {
    expect(await page.evaluate(() => typeof Reflect.get(globalThis, "require"))).toBe("undefined");
    expect(await page.evaluate(() => window.open("https://example.org/"))).toBeNull();
    await page.evaluate(() => window.location.assign("https://example.org/"));
    expect(page.url()).toMatch(/^app:\/\/residua\//);
  });
});
