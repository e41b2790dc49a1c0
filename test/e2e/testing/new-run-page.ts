import type { Page } from "playwright-core";

export type Field = "Length" | "Batch" | "Learning rate" | "Seed" | "Name" | "Folder";

export interface Recipe {
  /** Title of the data set. */
  data: string;
  batch: number;
  steps?: number;
  epochs?: number;
  name: string;
}

/** The form that starts a run. */
export class NewRunPage {
  constructor(private readonly page: Page) {}

  /** Chooses the set and fills in the rest; what isn't named stays as it is. */
  async describe({ data, batch, steps, epochs, name }: Recipe): Promise<void> {
    await this.chooseData(data);
    await this.fill("Batch", String(batch));
    const unit = epochs === undefined ? "steps" : "epochs";
    await this.fill("Length", String(epochs ?? steps));
    await this.page.getByRole("radiogroup", { name: "Length" }).getByText(unit, { exact: true }).click();
    await this.fill("Name", name);
  }

  async chooseData(title: string): Promise<void> {
    await this.data(title).check();
  }

  async isHere(title: string): Promise<boolean> {
    await this.data(title).waitFor();
    return !(await this.data(title).locator("xpath=..").innerText()).includes("Not on this machine");
  }

  async fill(field: Field, text: string): Promise<void> {
    await this.field(field).fill(text);
  }

  async openAdvanced(): Promise<void> {
    await this.page.getByText("Advanced", { exact: true }).click();
  }

  /** What the form says is wrong with a field; empty when nothing is. */
  async errorAt(field: Field): Promise<string> {
    const id = await this.field(field).getAttribute("aria-describedby");
    return id === null ? "" : this.page.locator(`[id="${id}"]`).innerText();
  }

  alerts(): Promise<string[]> {
    return this.page.getByRole("alert").allInnerTexts();
  }

  async start(): Promise<void> {
    await this.page.getByRole("button", { name: "Start training" }).click();
  }

  private data(title: string) {
    return this.page.getByRole("radiogroup", { name: "Data" }).getByRole("radio", { name: title });
  }

  private field(name: Field) {
    return this.page.getByRole("textbox", { name, exact: true });
  }
}
