import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";

/** The drawn network on the architecture page. */
export class DiagramView {
  constructor(private readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.getByRole("radiogroup", { name: "View" }).getByText("Diagram", { exact: true }).click();
    await this.page.getByRole("img", { name: / layers deep/ }).waitFor();
  }

  async openTable(): Promise<void> {
    await this.page.getByRole("radiogroup", { name: "View" }).getByText("Table", { exact: true }).click();
  }

  async show(detail: "Stages" | "Distinct" | "Blocks" | "Layers"): Promise<void> {
    await this.page.getByRole("radiogroup", { name: "Detail" }).getByText(detail, { exact: true }).click();
  }

  /** What a screen reader is told of the whole. */
  summary(): Promise<string | null> {
    return this.page.getByRole("img", { name: / layers deep/ }).getAttribute("aria-label");
  }

  /** Clicks on a layer or a folded group. */
  async choose(key: string): Promise<void> {
    await this.page.locator(`.diagram-pane [data-key="${key}"]:not([data-fold])`).last().click();
  }

  async fold(key: string): Promise<void> {
    await this.page.locator(`.diagram-pane [data-key="${key}"][data-fold]`).click();
  }

  /** True when the layer or group is drawn in sight. */
  async isDrawn(key: string): Promise<boolean> {
    return (await this.page.locator(`.diagram-pane [data-key="${key}"]`).count()) > 0;
  }

  /** Layers and groups with a mark of this kind. */
  async marked(kind: "chosen" | "hovered" | "faulty"): Promise<string[]> {
    const marks = this.page.locator(`.diagram-pane [data-mark^="${kind} "]`);
    const ids = await marks.evaluateAll((all) => all.map((mark) => mark.getAttribute("data-mark") ?? ""));
    return ids.map((id) => id.slice(kind.length + 1));
  }

  /** Brings all of it into sight. */
  async fit(): Promise<void> {
    await this.page.getByRole("button", { name: "Show all" }).click();
  }

  tree() {
    return this.page.getByRole("tree");
  }

  /** The tree's active item, as it is read out. */
  async activeItem(): Promise<string> {
    const id = await this.tree().getAttribute("aria-activedescendant");
    return this.page.locator(`[id="${id}"]`).innerText();
  }

  scale(): Promise<string> {
    return this.page.locator(".diagram-pane .scale").innerText();
  }

  /** Where the drawing stands in its pane, and how large. */
  async transform(): Promise<{ x: number; y: number; scale: number }> {
    const text = await this.page.locator(".diagram-pane svg[role=img] > g").getAttribute("transform");
    const [x = 0, y = 0, scale = 0] = (text?.match(/-?[\d.]+/g) ?? []).map(Number);
    return { x, y, scale };
  }

  async save(format: "SVG" | "PNG, double size"): Promise<{ name: string; content: Buffer }> {
    await this.page.getByRole("button", { name: "Save the picture" }).click();
    const [download] = await Promise.all([
      this.page.waitForEvent("download"),
      this.page.getByRole("menuitem", { name: format }).click(),
    ]);
    return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
  }
}
