/**
 * Runs in the page's process before the page, in a world of its own (built as CommonJS, which the sandbox asks for).
 * It hands one MessagePort on from the main process to the page, and nothing else.
 */
import { contextBridge, ipcRenderer } from "electron";
import { PORT_GIVEN, PORT_GLOBAL, PORT_WANTED } from "./channels";

/** What is used of the page's window: this folder is compiled without the DOM's types. */
declare const window: {
  readonly location: { readonly origin: string };
  addEventListener(type: "message", listener: (event: { source: unknown; data: unknown }) => void): void;
  postMessage(message: string, origin: string, transfer: readonly unknown[]): void;
};

contextBridge.exposeInMainWorld(PORT_GLOBAL, true);

window.addEventListener("message", ({ source, data }) => {
  if (source === window && data === PORT_WANTED) ipcRenderer.send(PORT_WANTED);
});

ipcRenderer.on(PORT_GIVEN, ({ ports }) => {
  window.postMessage(PORT_GIVEN, window.location.origin, ports);
});
