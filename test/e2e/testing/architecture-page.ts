import type { Page } from "playwright-core";

export type Total = "params" | "macs" | "depth" | "training" | "inference";
export type StageField = "Blocks" | "Width" | "Stride";

/** The page on which a network is put together. Numbers are read as shown. */
export class ArchitecturePage {
  constructor(private readonly page: Page) {}

  async choosePreset(name: string): Promise<void> {
    await this.page.getByRole("combobox", { name: "Preset" }).fill(name);
    const option = this.page.getByRole("option").filter({ has: this.page.getByText(name, { exact: true }) });
    await option.click();
  }

  total(which: Total): Promise<string> {
    return this.page.locator(`[data-total=${which}] .value`).innerText();
  }

  async chooseShortcut(kind: "A" | "B" | "C" | "None"): Promise<void> {
    await this.page.getByRole("radiogroup", { name: "Shortcut" }).getByText(kind, { exact: true }).click();
  }

  /** Keeps the network as it is now for comparison. */
  async pin(): Promise<void> {
    await this.page.getByRole("button", { name: "Pin as baseline" }).click();
  }

  async chooseLayer(address: string): Promise<void> {
    await this.page.locator(`[data-address="${address}"]`).click();
  }

  /** How much of the table is open; rows out of sight aren't drawn. */
  async show(detail: "Stages" | "Blocks" | "Layers"): Promise<void> {
    await this.page.getByRole("radiogroup", { name: "Show" }).getByText(detail, { exact: true }).click();
  }

  /** A row of the layer table in sight by its address, such as `stage2`. */
  async layer(address: string): Promise<{ output: string; params: string; macs: string }> {
    const row = this.page.locator(`[data-address="${address}"]`);
    await row.waitFor();
    const [, , output = "", params = "", macs = ""] = await row.locator("td").allInnerTexts();
    return { output, params, macs };
  }

  async setDepth(layers: number): Promise<void> {
    const depth = this.page.getByRole("textbox", { name: "Depth" });
    await depth.fill(String(layers));
    await depth.press("Enter");
  }

  async setStage(stage: number, field: StageField, value: string): Promise<void> {
    await this.stageField(stage, field).fill(value);
  }

  /** True when the field is marked as wrong. */
  async isWrong(stage: number, field: StageField): Promise<boolean> {
    return (await this.stageField(stage, field).getAttribute("aria-invalid")) === "true";
  }

  /** Where a sample's repair stands, in the guide's own words. */
  guide(): Promise<string> {
    return this.page.getByRole("region", { name: "Repair step by step" }).innerText();
  }

  /** Presses the button of the guide's next fix, and says what it offered. */
  async repair(): Promise<string> {
    const button = this.page.getByRole("region", { name: "Repair step by step" }).getByRole("button");
    const offer = await button.innerText();
    await button.click();
    return offer;
  }

  problems(): Promise<string> {
    return this.page.getByRole("region", { name: "Problems" }).innerText();
  }

  async undo(): Promise<void> {
    await this.page.getByRole("button", { name: "Undo" }).click();
  }

  canTrain(): Promise<boolean> {
    return this.trainButton().isEnabled();
  }

  async train(): Promise<void> {
    await this.trainButton().click();
  }

  private trainButton() {
    return this.page.getByRole("button", { name: "Train this" });
  }

  private stageField(stage: number, field: StageField) {
    return this.page.getByRole("textbox", { name: `${field} of stage ${stage}` });
  }
}
