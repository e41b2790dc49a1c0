import { EventEmitter } from "node:events";
import { afterEach, expect, it, vi } from "vitest";
import { desktopPort } from "../../../src-renderer/host/desktop-port";

const exposed: Record<string, unknown> = {};
const ipcRenderer = Object.assign(new EventEmitter(), { send: vi.fn() });
vi.mock("electron", () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, value: unknown) => {
      exposed[name] = value;
    },
  },
  ipcRenderer,
}));

/** A page that hands messages round as a browser does: to its own listeners, with itself as their source. */
function fakePage() {
  const page = {
    location: { origin: "app://residua" },
    listeners: [] as ((event: object) => void)[],
    addEventListener: (_: string, listener: (event: object) => void) => void page.listeners.push(listener),
    removeEventListener: (_: string, listener: (event: object) => void) => {
      page.listeners = page.listeners.filter((other) => other !== listener);
    },
    postMessage(data: unknown, origin: string, ports: unknown[] = []) {
      if (origin !== page.location.origin) return;
      for (const listener of page.listeners) listener({ source: page, data, ports });
    },
  };
  return page;
}

afterEach(() => vi.unstubAllGlobals());

it("hands the main process's port to the page, as the page's own half expects it", async () => {
  const page = fakePage();
  vi.stubGlobal("window", page);
  await import("../../../src-main/host-electron/preload");
  Object.assign(page, exposed);

  for (const listener of page.listeners) listener({ source: "another frame", data: "residua-port-please", ports: [] });
  expect(ipcRenderer.send).not.toHaveBeenCalled();

  const port = { isPort: true };
  const received = desktopPort(page as unknown as Window);
  expect(ipcRenderer.send.mock.calls).toEqual([["residua-port-please"]]);
  ipcRenderer.emit("residua-port", { ports: [port] });
  expect(await received).toBe(port);
});
