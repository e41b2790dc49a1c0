/** The builds: what Node runs, what ties the desktop window to it, what the window shows; skipped while unchanged. */
import { join } from "node:path";
import { DIST, moduleFile, ROOT } from "./paths.mjs";
import { Problem } from "./problem.mjs";
import { say, step } from "./progress.mjs";
import { run } from "./run.mjs";
import { contentHash, isStamped, writeStamp } from "./stamp.mjs";

const COMMON = ["package-lock.json", "tsconfig.base.json", "src-main/common"];

const BUILDS = [
  {
    name: "the Node side",
    folder: join(DIST, "main"),
    config: "vite.config.main.ts",
    sources: [...COMMON, "vite.config.main.ts", "tsconfig.json", "package.json", "src-main"],
  },
  {
    name: "the desktop window's preload script",
    folder: join(DIST, "preload"),
    config: "vite.config.preload.ts",
    sources: [...COMMON, "vite.config.preload.ts", "src-main/host-electron"],
  },
  {
    name: "the window",
    folder: join(DIST, "renderer"),
    config: "vite.config.renderer.ts",
    sources: [...COMMON, "vite.config.renderer.ts", "src-renderer"],
  },
];

export async function ensureBuilt() {
  for (const { name, folder, config, sources } of BUILDS) {
    const hash = contentHash(ROOT, sources);
    if (isStamped(folder, hash)) {
      say(`· Build of ${name}: up to date`);
      continue;
    }
    const vite = [moduleFile("vite/bin/vite.js"), "build", "--config", config, "--logLevel", "warn"];
    const { code, output } = await step(`Building ${name}`, () => run(process.execPath, vite, { cwd: ROOT }));
    if (code !== 0) throw new Problem(`${output.trim()}\nThe build of ${name} failed, for the reason above.`);
    writeStamp(folder, hash);
  }
}
