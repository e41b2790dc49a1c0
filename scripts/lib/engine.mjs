/** TensorFlow for this machine: the library and the binding in the cache, else the npm package's ready-made ones. */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  BINDING_FILE,
  bindingFolder,
  bindingPackage,
  cacheFolder,
  libraryFolder,
  stockBinding,
} from "../../src-main/engine/native/cache.mjs";
import { libraryRow } from "../../src-main/engine/native/platforms.mjs";
import { compileBinding, loadedVersion } from "./binding.mjs";
import { fetchLibrary, filesOf } from "./library.mjs";
import { withLock } from "./lock.mjs";
import { clearParts } from "./parts.mjs";
import { moduleFile, thisSystem } from "./paths.mjs";
import { missingPip, Problem, unsupportedPlatform } from "./problem.mjs";
import { say, step } from "./progress.mjs";
import { findPip } from "./python.mjs";
import { run, tellingLine } from "./run.mjs";

/** The stock library is about 350 MB; a network that does not answer at all ends by itself long before. */
const STOCK_TIMEOUT = 15 * 60 * 1000;

/** Gets what is missing; takes no time when nothing is. */
export async function ensureEngine() {
  const row = libraryRow();
  if (row === null) return ensureStock(() => unsupportedPlatform(`${process.platform}-${process.arch}`));
  const cache = cacheFolder();
  const library = libraryFolder(cache, row);
  const binding = bindingFolder(library);
  /** @returns {boolean} also false when someone has cleared a part of the cache */
  const hasLibrary = () => filesOf(row).every(([, target]) => existsSync(join(library, target)));
  const hasBinding = () => existsSync(join(binding, BINDING_FILE));
  if (hasLibrary() && hasBinding()) {
    say(`· TensorFlow ${row.version}: in ${library}`);
    return;
  }
  await withLock(join(cache, ".setup.lock"), async () => {
    clearParts(cache);
    const downloads = join(cache, "downloads");
    const python = findPip();
    if (!hasLibrary()) {
      if (python === null) return ensureStock((reason) => missingPip(thisSystem(), reason));
      rmSync(library, { recursive: true, force: true });
      await fetchLibrary(downloads, library, row, python);
    }
    if (!hasBinding()) {
      rmSync(binding, { recursive: true, force: true });
      await compileBinding(downloads, binding, library, row, python);
    }
    // Kept until here, so that an interrupted set-up does not fetch them again.
    rmSync(downloads, { recursive: true, force: true });
  });
}

/** @param {(reason: string) => Problem} problem what to say when these can't be had either */
async function ensureStock(problem) {
  const binding = stockBinding();
  if (!existsSync(binding)) {
    const folder = bindingPackage();
    const path = [moduleFile(".bin"), process.env["PATH"]].join(process.platform === "win32" ? ";" : ":");
    const { output } = await step("Getting the ready-made TensorFlow of the npm package, as pip is not there", () =>
      run(process.execPath, ["scripts/install.js", "gpu", "download"], {
        cwd: folder,
        env: { ...process.env, PATH: path },
        timeout: STOCK_TIMEOUT,
      }),
    );
    if (!existsSync(binding)) throw problem(tellingLine(output));
  }
  say(`· TensorFlow ${await loadedVersion(binding)}: the npm package's own`);
}
