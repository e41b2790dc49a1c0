/** Everything by keyboard, and nothing that axe would call serious. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { seriousViolations } from "./testing/axe";
import { eventually, hostFor, story, temporaryStore } from "./testing/story";

/** Tabs on until the element is focused, as someone without a mouse does. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`60 presses of Tab don't reach ${selector}`);
}

/** Where the focus is must be seen: an outline, on the element or on the box it stands for. */
async function focusIsVisible(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    const boxes = [focused, focused?.parentElement, focused?.nextElementSibling].filter(
      (box) => box instanceof Element,
    );
    return boxes.some((box) => getComputedStyle(box).outlineStyle !== "none");
  });
}

const PAGES = ["/architecture", "/side-by-side", "/new", "/runs", "/system", "/nothing/here"];

story("accessibility", (visit) => {
  it("starts a run by keyboard alone", async () => {
    const host = await hostFor({ store: temporaryStore() });
    const { page, run } = await visit(host.url);
    await page.getByRole("button", { name: "Train this" }).waitFor();
    await tabTo(page, "a[href='/new']");
    expect(await focusIsVisible(page)).toBe(true);
    await page.keyboard.press("Enter");
    await page.getByRole("radio", { name: "Shapes" }).waitFor();
    await tabTo(page, "main input[type=radio]:checked");
    expect(await focusIsVisible(page)).toBe(true);
    await tabTo(page, "main input[inputmode=decimal]");
    expect(await focusIsVisible(page)).toBe(true);
    await page.keyboard.press("Control+A");
    await page.keyboard.type("1");
    await page.keyboard.press("Control+Enter");
    expect(await run.opened()).toBe("resnet20 on Shapes");
  });

  it("has no serious violations on any page, light or dark", async () => {
    const host = await hostFor({ store: temporaryStore() });
    const workbench = await visit(host.url);
    const { page, run } = workbench;
    await workbench.startRun({ data: "Shapes", batch: 16, steps: 100_000, name: "under way" });
    await run.reachesPoint(3);
    const pages = [...PAGES, new URL(page.url()).pathname];
    const found: string[] = [];
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      for (const path of pages) {
        await workbench.open(path);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await eventually(() => page.locator("main [aria-busy=true], main .loading").count()).toBe(0);
        found.push(...(await seriousViolations(page)).map((violation) => `${colorScheme} ${path}: ${violation}`));
      }
    }
    expect(found).toEqual([]);
  });
});
