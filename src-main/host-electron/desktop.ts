/** The desktop host's life: one instance, the service, the window, and an end that leaves no trainer behind. */
import { app, type BrowserWindow, dialog, Menu, session } from "electron";
import { toErrorData } from "../common/errors";
import { openService, type Service, type ServiceOptions } from "../service";
import { registerScheme, serveWindow } from "./app-protocol";
import { denyPermissions, guardEveryPage } from "./guards";
import { offerPorts } from "./port";
import { openWindow } from "./window";

export interface DesktopOptions extends Omit<ServiceOptions, "host"> {
  /** The built window, dist/renderer. */
  rendererDir: string;
  /** The built preload script. */
  preload: string;
}

/** Resolves when the window is open; this process is the only instance then. */
export async function startDesktop({ rendererDir, preload, ...service }: DesktopOptions): Promise<void> {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.enableSandbox();
  registerScheme();
  guardEveryPage();
  await app.whenReady();
  try {
    denyPermissions(session.defaultSession);
    // Its entries (reload, developer tools) are no part of the workbench; macOS needs one for copy and paste.
    if (process.platform !== "darwin") Menu.setApplicationMenu(null);
    await serveWindow(rendererDir);
    const opened = await openService({ ...service, host: "electron" });
    endWith(opened);
    offerPorts(opened.api);
    const window = await openWindow(preload);
    app.on("second-instance", () => show(window));
  } catch (thrown) {
    dialog.showErrorBox("Residua can't start", toErrorData(thrown).message);
    app.exit(1);
  }
}

/** Quitting waits until trainers have finished their step and saved; asking again ends them at once. */
function endWith(service: Service): void {
  let asked = 0;
  app.on("window-all-closed", () => app.quit());
  app.on("before-quit", (event) => {
    event.preventDefault();
    asked += 1;
    void service.close({ now: asked > 1 }).finally(() => app.exit(0));
  });
}

function show(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}
