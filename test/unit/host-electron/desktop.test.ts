import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { startDesktop } from "../../../src-main/host-electron/desktop";
import type { HostClient } from "../../../src-main/service";
import * as electron from "./fake-electron";

vi.mock("electron", () => import("./fake-electron"));

let folder: string;
beforeEach(() => {
  electron.reset();
  folder = mkdtempSync(join(tmpdir(), "residua-desktop-"));
  mkdirSync(join(folder, "renderer"));
  writeFileSync(join(folder, "renderer", "index.html"), "<!doctype html><title>Residua</title>");
  writeFileSync(join(folder, "secret.txt"), "not for the page");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function start(changes: { rendererDir?: string } = {}): Promise<void> {
  await startDesktop({
    dir: join(folder, "store"),
    trainerPath: join(folder, "no-trainer.js"),
    rendererDir: join(folder, "renderer"),
    preload: "/built/preload.cjs",
    ...changes,
  });
  const { app } = electron;
  onTestFinished(async () => {
    if (app.listenerCount("before-quit") === 0) return;
    app.quit();
    await vi.waitFor(() => expect(app.calls).toContain("exit 0"));
  });
}

/** What the page gets for an address. */
function load(url: string, method = "GET"): Promise<Response> {
  const handler = electron.protocol.handlers.get("app");
  if (handler === undefined) throw new Error("The scheme is not served.");
  return handler({ url, method });
}

describe("the desktop host", () => {
  it("opens one sandboxed window on its own scheme, and shows it when it is ready", async () => {
    await start();
    const [window, ...others] = electron.BrowserWindow.made;
    expect(others).toEqual([]);
    expect(window?.calls).toEqual(["app://residua/", "show"]);
    expect(window?.options.webPreferences).toMatchObject({
      preload: "/built/preload.cjs",
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    });
    expect(electron.app.calls.slice(0, 2)).toEqual(["enableSandbox", "whenReady"]);
  });

  it("comes to the front when it is started again", async () => {
    await start();
    electron.app.emit("second-instance");
    expect(electron.BrowserWindow.made[0]?.calls.slice(2)).toEqual(["restore", "focus"]);
  });

  it("leaves the work to the instance that is there", async () => {
    electron.app.isOnlyInstance = false;
    await start();
    expect(electron.app.calls).toEqual(["quit"]);
    expect(electron.BrowserWindow.made).toEqual([]);
  });

  it("says why it can't start, and ends with a failure so that npm start falls back to the browser", async () => {
    writeFileSync(join(folder, "store"), "a file in the folder's place");
    await start();
    expect(electron.dialog.shown[0]).toContain(join(folder, "store"));
    expect(electron.app.calls).toContain("exit 1");
  });

  it("quits after the service has closed, when its last window is closed", async () => {
    await start();
    electron.app.emit("window-all-closed");
    expect(electron.app.calls.slice(-2)).toEqual(["quit", "quit prevented"]);
    await vi.waitFor(() => expect(electron.app.calls.at(-1)).toBe("exit 0"));
    electron.app.removeAllListeners("before-quit");
  });
});

describe("the page's files", () => {
  it("come with the web host's policy", async () => {
    await start();
    const page = await load("app://residua/");
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await page.text()).toContain("Residua");
    expect((await load("app://residua/runs/some-run?tab=log#end")).status).toBe(200);
  });

  it.each([
    ["app://residua/../secret.txt", 404],
    ["app://residua/%2e%2e/secret.txt", 404],
    ["app://residua/missing.js", 404],
    ["app://elsewhere/index.html", 403],
  ])("%s is refused", async (url, status) => {
    await start();
    const answer = await load(url);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toBe("");
  });

  it("can only be read", async () => {
    await start();
    expect((await load("app://residua/", "POST")).status).toBe(405);
  });
});

describe("the page's doors", () => {
  it("lead nowhere else", async () => {
    await start();
    const contents = electron.BrowserWindow.made[0]?.webContents;
    const prevented = (name: string, url: string) => {
      const preventDefault = vi.fn();
      contents?.emit(name, { url, preventDefault });
      return preventDefault.mock.calls.length > 0;
    };
    expect(prevented("will-navigate", "https://example.org/")).toBe(true);
    expect(prevented("will-navigate", "app://residua.example.org/")).toBe(true);
    expect(prevented("will-navigate", "app://residua/runs")).toBe(false);
    expect(prevented("will-redirect", "app://residua/runs")).toBe(true);
    expect(prevented("will-attach-webview", "")).toBe(true);
    expect(contents?.openHandler?.({ url: "app://residua/" })).toEqual({ action: "deny" });
  });

  it("grant no permission", async () => {
    await start();
    const { asked } = electron.session.defaultSession;
    const decide = vi.fn();
    asked.request?.(null, "camera", decide);
    expect(decide.mock.calls).toEqual([[false]]);
    expect([asked.check?.(), asked.device?.()]).toEqual([false, false]);
  });
});

describe("the port", () => {
  it("carries the contract to our own page", async () => {
    await start();
    const frame = new electron.FakeFrame("app://residua/runs");
    electron.ipcMain.emit("residua-port-please", { senderFrame: frame });
    const [{ channel, ports } = { channel: "", ports: [] }] = frame.given;
    expect(channel).toBe("residua-port");
    const [port] = ports;
    if (port === undefined) throw new Error("No port was handed over.");
    onTestFinished(() => port.close());
    const client: HostClient = createORPCClient(new RPCLink({ port: port as unknown as MessagePort }));
    port.start();
    expect(await client.runs.list()).toMatchObject({ runs: [] });
    await expect(client.runs.get({ id: "nobody" })).rejects.toMatchObject({ data: { code: "UNKNOWN_RUN" } });
  });

  it("is refused to every other sender", async () => {
    await start();
    const page = new electron.FakeFrame("app://residua/");
    const strangers = [
      new electron.FakeFrame("https://example.org/"),
      new electron.FakeFrame("app://residua.example.org/"),
      new electron.FakeFrame("app://residua/", page),
    ];
    for (const senderFrame of strangers) electron.ipcMain.emit("residua-port-please", { senderFrame });
    electron.ipcMain.emit("residua-port-please", { senderFrame: null });
    expect(strangers.flatMap(({ given }) => given)).toEqual([]);
  });
});
