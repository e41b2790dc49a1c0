import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Whether Electron's binary is installed; it comes apart from its npm package, by a download of its own. */
export function findDesktop(): { found: true; path: string } | { found: false; reason: string } {
  let folder: string;
  try {
    folder = dirname(createRequire(import.meta.url).resolve("electron/package.json"));
  } catch {
    return { found: false, reason: "Electron is not installed" };
  }
  const named = join(folder, "path.txt");
  if (existsSync(named)) {
    const path = join(folder, "dist", readFileSync(named, "utf8").trim());
    if (existsSync(path)) return { found: true, path };
  }
  return { found: false, reason: "Electron's binary is not downloaded" };
}
