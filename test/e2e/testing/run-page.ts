import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { until } from "./until";

export type State = "Queued" | "Starting" | "Running" | "Stopping" | "Completed" | "Stopped" | "Failed" | "Interrupted";
export type Figure = "Progress" | "Epoch" | "Step" | "Throughput" | "Device" | "Best val. accuracy";
export type Chart = "Loss" | "Accuracy" | "Learning rate" | "Throughput";

const START_OF_TRAINING = 120_000;

/** One run, live. */
export class RunPage {
  constructor(private readonly page: Page) {}

  /** Waits for the page of a run and gives the run's name as the page's title has it. */
  async opened(): Promise<string> {
    await this.page.waitForURL(/\/runs\/[^/]+$/);
    await this.badge().waitFor();
    return this.page.getByRole("heading", { level: 1 }).innerText();
  }

  state(): Promise<string> {
    return this.badge().innerText();
  }

  /** @param within Milliseconds; long enough for a start of TensorFlow when left out. */
  async reaches(state: State, within = START_OF_TRAINING): Promise<void> {
    await until(
      `the run is ${state}`,
      () => this.state(),
      (now) => now.startsWith(state),
      within,
    );
  }

  /** The step of the latest point that the loss chart tells of in words; 0 before the first. */
  async lastPoint(): Promise<number> {
    const words = await this.page.getByRole("img", { name: /^Loss\. / }).getAttribute("aria-label");
    const step = /^Loss\. Training: [^,]+, Step ([\d,]+)/.exec(words ?? "")?.[1] ?? "0";
    return Number(step.replaceAll(",", ""));
  }

  /** Waits for the chart to have come this far; gives the distinct last points that were seen on the way. */
  async reachesPoint(step: number, within = START_OF_TRAINING): Promise<number[]> {
    const seen = new Set<number>();
    const read = async () => {
      const point = await this.lastPoint();
      seen.add(point);
      return point;
    };
    await until(`the chart has come to step ${step}`, read, (point) => point >= step, within);
    return [...seen];
  }

  /** A figure of the progress panel as shown: a dash while it isn't known. */
  figure(name: Figure): Promise<string> {
    const term = this.page.getByRole("term").filter({ hasText: new RegExp(`^${name}$`) });
    return this.page.locator("section.progress dl > div").filter({ has: term }).locator("dd").innerText();
  }

  /** Percent, from the progress bar. */
  async progress(): Promise<number> {
    const bar = this.page.getByRole("main").getByRole("progressbar", { name: "Progress" });
    return Number(await bar.getAttribute("aria-valuenow"));
  }

  /** Every point of a chart, as the window saves it: lines of x and one column per curve. */
  async points(chart: Chart): Promise<string[]> {
    await this.page.getByRole("button", { name: `Save the chart ${chart}` }).click();
    const [download] = await Promise.all([
      this.page.waitForEvent("download"),
      this.page.getByRole("menuitem", { name: "All points (CSV)" }).click(),
    ]);
    const text = await readFile(await download.path(), "utf8");
    return text.trimEnd().split("\r\n");
  }

  /** The table of epochs, newest first, as shown. */
  epochs(): Promise<string[]> {
    return this.page.getByRole("region", { name: "Epochs" }).locator("tbody tr").allInnerTexts();
  }

  /** Why the run failed, in the window's words. */
  reason(): Promise<string> {
    return this.page.getByRole("region", { name: "The run failed" }).innerText();
  }

  async stop(): Promise<void> {
    await this.page.getByRole("button", { name: "Stop", exact: true }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "Stop and save" }).click();
  }

  private badge() {
    return this.page.getByRole("main").locator(".page-header .badge");
  }
}
