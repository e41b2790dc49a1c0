import type { Page } from "playwright-core";

/** The table of all runs. */
export class RunsPage {
  constructor(private readonly page: Page) {}

  /** "no runs", "one run", "3 runs", once the list is there. */
  count(): Promise<string> {
    return this.page.getByText(/^(no runs|one run|\d+ runs)$/).innerText();
  }

  /** A row's cells as shown. */
  row(name: string): Promise<string> {
    return this.rowOf(name).innerText();
  }

  async open(name: string): Promise<void> {
    await this.rowOf(name).getByRole("link", { name, exact: true }).click();
  }

  private rowOf(name: string) {
    return this.page.getByRole("row").filter({ has: this.page.getByRole("link", { name, exact: true }) });
  }
}
