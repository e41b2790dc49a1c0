import { BrowserWindow } from "electron";
import { PAGE } from "./page";

/** The workbench's window: sandboxed, apart from Node, with the preload script as its only tie to this process. */
export async function openWindow(preload: string): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    title: "Residua",
    width: 1360,
    height: 880,
    minWidth: 720,
    minHeight: 480,
    show: false,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  // Shown once it has something to show, so that it never flashes white.
  window.once("ready-to-show", () => window.show());
  await window.loadURL(PAGE);
  return window;
}
