import type { Page } from "playwright-core";
import { ArchitecturePage } from "./architecture-page";
import { NewRunPage, type Recipe } from "./new-run-page";
import { RunPage } from "./run-page";
import { RunsPage } from "./runs-page";

export type Place = "Architecture" | "New run" | "Runs" | "System";

/** The window as its users see it: what is around every page, and the pages. Written for the English window. */
export class Workbench {
  readonly architecture: ArchitecturePage;
  readonly newRun: NewRunPage;
  readonly run: RunPage;
  readonly runs: RunsPage;

  constructor(readonly page: Page) {
    this.architecture = new ArchitecturePage(page);
    this.newRun = new NewRunPage(page);
    this.run = new RunPage(page);
    this.runs = new RunsPage(page);
  }

  async goTo(place: Place): Promise<void> {
    await this.page.getByRole("navigation").getByRole("link", { name: place }).click();
    await this.page.getByRole("heading", { level: 1, name: place }).waitFor();
  }

  /** Opens a path of the host that the page came from. */
  async open(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.page.url()).href);
  }

  /** "Connecting", "Connected" or "Offline". */
  connection(): Promise<string> {
    return this.page.locator(".connection").innerText();
  }

  async chooseLanguage(name: string): Promise<void> {
    await this.page.getByRole("button", { name: /^(Language|언어)/ }).click();
    await this.page.getByRole("menuitem", { name }).click();
  }

  async chooseTheme(name: string): Promise<void> {
    await this.page.getByRole("button", { name: /^(Theme|테마)/ }).click();
    await this.page.getByRole("menuitem", { name }).click();
  }

  /** From anywhere to the page of a run that was just started. */
  async startRun(recipe: Recipe): Promise<void> {
    await this.goTo("New run");
    await this.newRun.describe(recipe);
    await this.newRun.start();
    await this.run.opened();
  }
}
