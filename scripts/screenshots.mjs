// Takes README's pictures into resources/screenshots, by hand and after `npm run setup`: it trains two networks for
// real, which takes some minutes.
import { join } from "node:path";
import { runnerImport } from "vite";
import { ensureBrowser } from "./lib/browser.mjs";
import { ROOT } from "./lib/paths.mjs";
import { Problem } from "./lib/problem.mjs";
import { script } from "./lib/script.mjs";

await script(async () => {
  const browser = await ensureBrowser();
  if ("reason" in browser) throw new Problem(`There is no browser to take pictures with: ${browser.reason}.`);
  /** @type {{ module: { takeScreenshots(browser: string): Promise<void> } }} */
  const { module } = await runnerImport(join(ROOT, "test", "e2e", "screenshots.ts"));
  await module.takeScreenshots(browser.path);
});
