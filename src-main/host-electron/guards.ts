/** Doors that stay shut, whatever runs in the page: other pages, other windows, devices and permissions. */
import { app, type Session, type WebContents } from "electron";
import { isOwn } from "./page";

/** For every page there will ever be; to be called before the first window is made. */
export function guardEveryPage(): void {
  app.on("web-contents-created", (_, contents) => guardPage(contents));
}

function guardPage(contents: WebContents): void {
  contents.on("will-navigate", (event) => {
    if (!isOwn(event.url)) event.preventDefault();
  });
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
}

/** The window needs no permission that a browser would ask for. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}
