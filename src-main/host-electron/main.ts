/** Entry of the desktop host, built to dist/main/electron-main.js. */
import { fileURLToPath } from "node:url";
import { app } from "electron";
import { startDesktop } from "./desktop";
import { outsideArchive, plainNode, storeFrom } from "./options";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// No top-level await: Electron is ready only after this module has been run.
void startDesktop({
  // Started from sources, the second argument is the project's folder.
  dir: storeFrom(process.argv.slice(app.isPackaged ? 1 : 2)),
  trainerPath: outsideArchive(at("trainer.js")),
  nodePath: plainNode(process.env),
  rendererDir: at("../renderer"),
  preload: at("../preload/preload.cjs"),
});
