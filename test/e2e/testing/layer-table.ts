import { readFile } from "node:fs/promises";
import type { Download, Page } from "playwright-core";

/** The table of layers on the architecture page, with what stands above and below it. Written for the English window. */
export class LayerTable {
  constructor(private readonly page: Page) {}

  /** Addresses on show from the top; those out of sight aren't drawn. */
  async addresses(): Promise<(string | null)[]> {
    const rows = await this.rows().all();
    return Promise.all(rows.map((row) => row.getAttribute("data-address")));
  }

  /** What stands in one column, from the top. */
  async column(head: string): Promise<string[]> {
    const heads = await this.columns();
    const place = heads.findIndex((text) => text.trim() === head);
    if (place < 0) throw new Error(`No column is called ${head}; there are ${heads.join(", ")}.`);
    return this.rows()
      .locator(`td:nth-child(${place + 1})`)
      .allInnerTexts();
  }

  columns(): Promise<string[]> {
    return this.grid().getByRole("columnheader").allInnerTexts();
  }

  async sortBy(head: string): Promise<void> {
    await this.grid().getByRole("columnheader", { name: head, exact: true }).getByRole("button").click();
  }

  /** "ascending" or "descending"; null in the network's own order. */
  order(head: string): Promise<string | null> {
    return this.grid().getByRole("columnheader", { name: head, exact: true }).getAttribute("aria-sort");
  }

  /** Types into the box that a slash leads to. */
  async find(text: string): Promise<void> {
    await this.page.keyboard.press("/");
    await this.page.keyboard.type(text);
  }

  found(): Promise<string> {
    return this.page.locator(".filter-bar").getByRole("status").innerText();
  }

  async pickKind(name: string): Promise<void> {
    const kinds = this.page.getByRole("button", { name: /^Kinds/ });
    if ((await kinds.getAttribute("aria-expanded")) !== "true") await kinds.click();
    await this.page.getByRole("group", { name: "Kinds" }).getByRole("button", { name, exact: true }).click();
  }

  async showAll(): Promise<void> {
    await this.page.getByRole("button", { name: "Show all layers" }).click();
  }

  async toggleColumn(name: string): Promise<void> {
    await this.page.getByRole("button", { name: "Columns" }).click();
    await this.page.getByRole("checkbox", { name }).click();
    await this.page.keyboard.press("Escape");
  }

  async focus(): Promise<void> {
    await this.grid().focus();
  }

  /** The row that the keys act on. */
  async chosen(): Promise<string | null> {
    return this.grid().locator("tr[aria-selected=true]").getAttribute("data-address");
  }

  isOpen(address: string): Promise<string | null> {
    return this.page.locator(`[data-address="${address}"]`).getAttribute("aria-expanded");
  }

  /** From the menu beside the columns. */
  async save(what: "CSV" | "text"): Promise<{ name: string; content: string }> {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.choose(what)]);
    return { name: download.suggestedFilename(), content: await contentOf(download) };
  }

  async copyTable(): Promise<void> {
    await this.choose("Copy the table");
  }

  clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Where the chosen row's numbers come from. */
  formulas(): Promise<string> {
    return this.page.getByRole("region", { name: "How the numbers come about" }).innerText();
  }

  async compareWith(search: string, option: string): Promise<void> {
    await this.page.getByRole("combobox", { name: "Baseline to compare with" }).fill(search);
    await this.page.getByRole("option", { name: option }).click();
  }

  difference(total: string): Promise<string> {
    return this.page.locator(`[data-total=${total}] .difference`).innerText();
  }

  async setBatch(text: string): Promise<void> {
    await this.page.getByRole("textbox", { name: "Batch" }).fill(text);
  }

  /** Opens what memory is made of, and reads it. */
  async memoryPlan(): Promise<string> {
    await this.page.getByRole("button", { name: "Memory plan" }).click();
    return this.page.getByRole("dialog", { name: "What the memory is made of" }).innerText();
  }

  private grid() {
    return this.page.getByRole("treegrid");
  }

  private rows() {
    return this.grid().locator("tr[data-address]");
  }

  private async choose(what: string): Promise<void> {
    await this.page.getByRole("button", { name: "Copy or save the layers" }).click();
    await this.page.getByRole("menuitem", { name: what }).click();
  }
}

async function contentOf(download: Download): Promise<string> {
  return readFile(await download.path(), "utf8");
}
