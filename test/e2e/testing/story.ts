/** What a story needs to be told: a browser, a host, and a clean end. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished } from "vitest";
import { findBrowser } from "../../../scripts/lib/browser.mjs";
import { type Host, type HostOptions, ROOT, startHost } from "./host";
import { Workbench } from "./workbench";

const browserPath = findBrowser();
if (browserPath === null) {
  const named = process.env["CHROME_PATH"];
  const reason = named
    ? `CHROME_PATH names ${named}, which is not there`
    : "no browser of the Chromium family was found";
  console.warn(`The browser tests are skipped: ${reason}.`);
}

export interface VisitOptions extends BrowserContextOptions {
  /** Errors in the browser's console that belong to the story; all others fail it. */
  tolerated?: RegExp;
}

/** Opens an address in a browser with an empty profile. */
export type Visit = (url: string, options?: VisitOptions) => Promise<Workbench>;

/** A file's tests, told in a real browser; skipped, with the reason printed, where there is none. */
export function story(title: string, tell: (visit: Visit) => void): void {
  describe.skipIf(browserPath === null)(title, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: browserPath ?? "" });
    });
    afterAll(() => browser?.close());
    tell((url, options) => visit(browser, url, options));
  });
}

async function visit(browser: Browser, url: string, { tolerated, ...options }: VisitOptions = {}): Promise<Workbench> {
  const context = await browser.newContext({
    locale: "en-US",
    viewport: { width: 1280, height: 800 },
    colorScheme: "light",
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  onTestFinished(async ({ task }) => {
    if (task.result?.state === "fail") await keepPicture(page, task.name);
    await context.close();
    expect(complaints.filter((complaint) => !tolerated?.test(complaint))).toEqual([]);
  });
  await page.goto(url);
  return new Workbench(page);
}

/** Kept out of git; it tells what a failed test saw on another machine. */
async function keepPicture(page: Page, test: string): Promise<void> {
  const path = join(ROOT, "test-results", `${test.replaceAll(/\W+/g, "-")}.png`);
  await page.screenshot({ path }).catch((thrown: unknown) => console.warn(`No picture of the failure: ${thrown}`));
}

/** A folder that is gone after the test. */
export function temporaryStore(): string {
  const folder = mkdtempSync(join(tmpdir(), "residua-e2e-"));
  // A trainer may need a moment to notice that its host was killed, and writes until then.
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
  return join(folder, "store");
}

/** A host that ends with the test, if not before. */
export async function hostFor(options: HostOptions): Promise<Host> {
  const host = await startHost(options);
  onTestFinished(() => host.end("SIGKILL"));
  return host;
}

/** Waits for a value that is on its way: `await eventually(() => run.state()).toBe("Stopped")`. */
export function eventually<T>(read: () => Promise<T> | T) {
  return expect.poll(read, { timeout: 20_000 });
}
