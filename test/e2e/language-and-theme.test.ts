/** The window in both languages and both themes; each choice outlives a reload. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { eventually, hostFor, story, temporaryStore } from "./testing/story";

const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
/** 0 for black to 255 for white. */
const brightness = async (page: Page) => Math.max(...((await background(page)).match(/\d+/g) ?? []).map(Number));
const places = (page: Page) => page.getByRole("navigation").getByRole("link").allInnerTexts();

const ENGLISH = ["Architecture", "New run", "Runs", "System"];
const KOREAN = ["구조", "새 실행", "실행 목록", "시스템"];

story("language and theme", (visit) => {
  it("speaks Korean when asked to, on every page and after a reload", async () => {
    const host = await hostFor({ store: temporaryStore() });
    const workbench = await visit(host.url);
    const { page } = workbench;
    expect(await places(page)).toEqual(ENGLISH);
    await workbench.chooseLanguage("한국어");
    await eventually(() => places(page)).toEqual(KOREAN);
    await page.reload();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("ko");
    for (const place of KOREAN) {
      await page.getByRole("navigation").getByRole("link", { name: place, exact: true }).click();
      await page.getByRole("heading", { level: 1, name: place }).waitFor();
    }
    await workbench.chooseLanguage("English");
    await eventually(() => places(page)).toEqual(ENGLISH);
  });

  it("greets a Korean browser in Korean, down to the headings of the form", async () => {
    const host = await hostFor({ store: temporaryStore() });
    const { page } = await visit(host.url, { locale: "ko-KR" });
    await eventually(() => places(page)).toEqual(KOREAN);
    await page.getByRole("button", { name: "이 구조 학습" }).click();
    await page.getByRole("button", { name: "학습 시작" }).waitFor();
    const labels = await page.locator("main").getByRole("heading").allInnerTexts();
    expect(labels.filter((label) => !/[가-힣]/.test(label))).toEqual([]);
  });

  it("is dark when asked to, and after a reload; else as the system is", async () => {
    const host = await hostFor({ store: temporaryStore() });
    const workbench = await visit(host.url);
    const { page } = workbench;
    expect(await brightness(page)).toBeGreaterThan(200);
    await workbench.chooseTheme("Dark");
    await eventually(() => brightness(page)).toBeLessThan(60);
    await page.reload();
    await eventually(() => brightness(page)).toBeLessThan(60);
    await workbench.chooseTheme("System");
    await eventually(() => brightness(page)).toBeGreaterThan(200);
    await page.emulateMedia({ colorScheme: "dark" });
    await eventually(() => brightness(page)).toBeLessThan(60);
  });
});
