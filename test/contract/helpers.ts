import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { startWebHost, type WebHost } from "../../src-main/host-web";
import type { ApiParts, HostClient } from "../../src-main/service";
import { createApi } from "../../src-main/service/api";
import { createLocalClient } from "../../src-main/service/client";
import { toResiduaError } from "../../src-renderer/host/host-error";
import { temporaryFolder } from "../unit/store/helpers";

const missing = () => {
  throw new Error("This part is not in the test.");
};

/** The contract's parts, of which a test gives those that it asks. */
export function partsWith(parts: Partial<ApiParts>): ApiParts {
  return {
    runs: {
      list: missing,
      get: missing,
      create: missing,
      stop: missing,
      resume: missing,
      probes: missing,
      remove: missing,
    },
    feed: missing,
    datasets: { list: missing, fetch: missing },
    calibration: { get: missing, run: missing },
    doctor: missing,
    ...parts,
  };
}

/** A folder that looks like a built window. */
export function builtWindow(): string {
  const dir = join(temporaryFolder(), "renderer");
  mkdirSync(join(dir, "assets"), { recursive: true });
  writeFileSync(join(dir, "index.html"), "<!doctype html><title>The window</title>");
  writeFileSync(join(dir, "assets", "main-abc123.js"), "export {};");
  return dir;
}

export async function temporaryWebHost(parts: Partial<ApiParts> = {}): Promise<WebHost> {
  const host = await startWebHost({ service: { api: createApi(partsWith(parts)) }, rendererDir: builtWindow() });
  onTestFinished(() => host.close());
  return host;
}

/** The cookie that the printed address gives. */
export async function cookieOf(url: string): Promise<string> {
  const response = await fetch(url, { redirect: "manual" });
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

/** A socket as the window opens it. */
export async function openSocket(url: string): Promise<WebSocket> {
  const { origin, host } = new URL(url);
  const socket = new WebSocket(`ws://${host}/rpc`, { headers: { Cookie: await cookieOf(url), Origin: origin } });
  onTestFinished(() => socket.terminate());
  return socket;
}

export interface Wired {
  client: HostClient;
  /** What the client's side makes of something thrown by a call or a stream. */
  errorOf(thrown: unknown): unknown;
}

/** Both ways to the same contract: in the process, and over a real WebSocket. */
export const WIRES: Readonly<Record<string, (parts: Partial<ApiParts>) => Promise<Wired>>> = {
  memory: async (parts) => ({ client: createLocalClient(createApi(partsWith(parts))), errorOf: (thrown) => thrown }),
  WebSocket: async (parts) => {
    const host = await temporaryWebHost(parts);
    const socket = await openSocket(host.url);
    // ws follows the browser's interface; its types are only written differently.
    const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
    return { client: createORPCClient(link), errorOf: toResiduaError };
  },
};
