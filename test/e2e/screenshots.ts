/** README's pictures, of real runs on real images; `node scripts/screenshots.mjs` takes them. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { ROOT, startHost } from "./testing/host";
import { Workbench } from "./testing/workbench";

const FOLDER = join(ROOT, "resources", "screenshots");
const DATA = "Fashion-MNIST";
/** Milliseconds that a slow machine may take for a run. */
const PATIENCE = 20 * 60_000;

/** @param executablePath A browser of the Chromium family. */
export async function takeScreenshots(executablePath: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), "residua-screenshots-"));
  const host = await startHost({ store: join(folder, "store") });
  const browser = await chromium.launch({ executablePath });
  try {
    const page = await browser.newPage({
      locale: "en-US",
      viewport: { width: 1280, height: 800 },
      colorScheme: "light",
      reducedMotion: "reduce",
    });
    await page.goto(host.url);
    await tour(new Workbench(page));
  } finally {
    await browser.close();
    await host.end("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
}

async function tour(workbench: Workbench): Promise<void> {
  const { page, architecture, newRun, run } = workbench;
  const take = async (name: string) => {
    await page.mouse.move(0, 0);
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  };

  await architecture.choosePreset("plain20");
  await workbench.startRun({ data: DATA, batch: 128, epochs: 2, name: "plain20" });
  const plain = new URL(page.url()).pathname;

  await workbench.goTo("Architecture");
  await architecture.choosePreset("resnet20");
  await workbench.startRun({ data: DATA, batch: 128, epochs: 2, name: "resnet20" });
  const residual = new URL(page.url()).pathname;

  await workbench.goTo("Architecture");
  await architecture.pin();
  await architecture.chooseShortcut("B");
  await architecture.chooseLayer("stage1/block1/conv1");
  await take("architecture");
  await page.getByRole("link", { name: "Side by side" }).click();
  await page.getByText("Map size").waitFor();
  await take("side-by-side");
  await workbench.goTo("Architecture");

  await workbench.goTo("New run");
  await newRun.describe({ data: DATA, batch: 128, epochs: 2, name: "resnet20, shortcut B" });
  await take("new-run");
  await newRun.start();

  await workbench.open(plain);
  await run.reaches("Completed", PATIENCE);
  await workbench.open(residual);
  await run.reaches("Running");
  await run.reachesPoint(700, PATIENCE);
  await take("run");
  await workbench.chooseTheme("Dark");
  await workbench.chooseLanguage("한국어");
  await page.getByRole("menuitem").first().waitFor({ state: "hidden" });
  await take("run-ko-dark");
  await workbench.chooseTheme("밝게");
  await workbench.chooseLanguage("English");

  await run.reaches("Completed", PATIENCE);
  await workbench.goTo("Runs");
  await workbench.runs.open("resnet20, shortcut B");
  await run.reachesPoint(40, PATIENCE);
  await workbench.goTo("Runs");
  await workbench.runs.row("plain20");
  await take("runs");
}
