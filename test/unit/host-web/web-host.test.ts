/** What a browser, and what an attacker on any web page or another program of this machine, gets from the web host. */
import { once } from "node:events";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { startWebHost } from "../../../src-main/host-web";
import { createApi } from "../../../src-main/service/api";
import { builtWindow, cookieOf, openSocket, partsWith, temporaryWebHost } from "../../contract/helpers";

interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: string;
}

/** node:http, since fetch tidies paths and won't send a foreign Host. */
function ask(url: string, path: string, { method = "GET", ...headers }: Record<string, string> = {}): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const req = request({ hostname, port, path, method, headers, agent: false }, async (response) => {
      let body = "";
      for await (const chunk of response.setEncoding("utf8")) body += chunk;
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
    });
    req.on("error", reject).end();
  });
}

/** The status with which an upgrade is refused, or 101. */
async function upgradeStatus(url: string, headers: Record<string, string>, path = "/rpc"): Promise<number> {
  const socket = new WebSocket(`ws://${new URL(url).host}${path}`, { headers });
  onTestFinished(() => socket.terminate());
  return new Promise((resolve) => {
    socket.on("error", () => undefined);
    socket.on("open", () => resolve(101));
    socket.on("unexpected-response", (_, response) => resolve(response.statusCode ?? 0));
  });
}

async function visitor() {
  const { url } = await temporaryWebHost();
  return { url, origin: new URL(url).origin, host: new URL(url).host, Cookie: await cookieOf(url) };
}

describe("a browser with the printed address", () => {
  it("swaps the token for a cookie once and lands on an address without it", async () => {
    const { url } = await temporaryWebHost();
    const { status, headers } = await ask(url, url.slice(new URL(url).origin.length));
    expect({ status, location: headers.location }).toEqual({ status: 303, location: "/" });
    expect(String(headers["set-cookie"])).toMatch(/^residua-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(String(headers["set-cookie"])).not.toContain(new URL(url).searchParams.get("token"));
  });

  it("gets the window, its files, and the window again for its inner pages", async () => {
    const { url, Cookie } = await visitor();
    const page = await ask(url, "/", { Cookie });
    expect(page).toMatchObject({ status: 200, headers: { "content-type": "text/html; charset=utf-8" } });
    expect(page.headers["cache-control"]).toBe("no-cache");
    expect((await ask(url, "/runs/20261124?tab=1", { Cookie })).body).toBe(page.body);
    const script = await ask(url, "/assets/main-abc123.js", { Cookie });
    expect(script.headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect(script.headers["cache-control"]).toContain("immutable");
    expect((await ask(url, "/assets/gone.js", { Cookie })).status).toBe(404);
    expect(await ask(url, "/", { Cookie, method: "HEAD" })).toMatchObject({ status: 200, body: "" });
  });

  it("gets the headers that keep the page to itself, on every answer", async () => {
    const { url, Cookie } = await visitor();
    for (const [path, headers] of [
      ["/", { Cookie }],
      ["/", {}],
      ["/no.txt", { Cookie }],
      ["/", { Host: "evil.example" }],
    ] as const) {
      const answer = await ask(url, path, headers as Record<string, string>);
      expect(answer.headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
      const policy = String(answer.headers["content-security-policy"]);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
    }
  });

  it("is reached under each name of the loopback interface, where the machine has it", async () => {
    const { url, Cookie } = await visitor();
    const { port } = new URL(url);
    for (const name of ["127.0.0.1", "localhost", "[::1]"]) {
      expect((await ask(url, "/", { Cookie, Host: `${name}:${port}` })).status).toBe(200);
    }
  });
});

describe("a stranger", () => {
  it("without the token gets a page that says which address to open", async () => {
    const { url } = await temporaryWebHost();
    const answer = await ask(url, "/");
    expect(answer.status).toBe(401);
    expect(answer.body).toContain("Open the address that Residua printed");
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });

  it("with the token or cookie of an earlier launch stays outside", async () => {
    const [earlier, now] = [await visitor(), await visitor()];
    const stale = new URL(earlier.url).searchParams.get("token");
    expect((await ask(now.url, `/?token=${stale}`)).status).toBe(401);
    const value = earlier.Cookie.split("=")[1];
    const Cookie = `residua-${new URL(now.url).port}=${value}`;
    expect((await ask(now.url, "/", { Cookie })).status).toBe(401);
    expect(await upgradeStatus(now.url, { Origin: now.origin, Cookie })).toBe(401);
  });

  it.each(["", "x", "a".repeat(10_000), "%00", "__proto__"])("with the token %j stays outside", async (token) => {
    const { url } = await temporaryWebHost();
    expect((await ask(url, `/?token=${token}`)).status).toBe(401);
  });

  it.each([
    ["a name bent to this machine", (port: string) => `residua.evil.example:${port}`],
    ["our name without the port", () => "127.0.0.1"],
    ["our name with another port", (port: string) => `127.0.0.1:${Number(port) - 1}`],
    ["our name in front of another", (port: string) => `127.0.0.1:${port}.evil.example`],
    ["the wildcard address", (port: string) => `0.0.0.0:${port}`],
  ])("who calls us by %s is refused, cookie and token or not", async (_, hostOf) => {
    const { url, Cookie } = await visitor();
    const Host = hostOf(new URL(url).port);
    const token = new URL(url).search;
    expect((await ask(url, "/", { Cookie, Host })).status).toBe(403);
    const answer = await ask(url, `/${token}`, { Host });
    expect(answer.status).toBe(403);
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(await upgradeStatus(url, { Cookie, Host, Origin: `http://${Host}` })).toBe(403);
  });

  it("may not send anything but GET", async () => {
    const { url, Cookie } = await visitor();
    expect((await ask(url, "/", { Cookie, method: "POST" })).status).toBe(405);
  });
});

describe("the WebSocket", () => {
  it("opens for our own page alone", async () => {
    const { url, origin, Cookie } = await visitor();
    expect(await upgradeStatus(url, { Origin: origin, Cookie })).toBe(101);
    expect(await upgradeStatus(url, { Origin: origin })).toBe(401);
    expect(await upgradeStatus(url, { Cookie })).toBe(403);
    expect(await upgradeStatus(url, { Origin: "null", Cookie })).toBe(403);
    expect(await upgradeStatus(url, { Origin: "https://evil.example", Cookie })).toBe(403);
    expect(await upgradeStatus(url, { Origin: origin.replace("http:", "https:"), Cookie })).toBe(403);
    expect(await upgradeStatus(url, { Origin: `${origin}.evil.example`, Cookie })).toBe(403);
    expect(await upgradeStatus(url, { Origin: origin, Cookie }, "/other")).toBe(404);
  });

  it("closes on a message over the size limit, and the host goes on", async () => {
    const { url } = await temporaryWebHost();
    const socket = await openSocket(url);
    await once(socket, "open");
    socket.send("x".repeat(2 ** 20 + 1));
    const [code] = await once(socket, "close");
    expect(code).toBe(1009);
    expect((await ask(url, "/")).status).toBe(401);
  });

  it("closes on a flood of messages", async () => {
    const { url } = await temporaryWebHost({ datasets: { list: async () => [], fetch: async function* () {} } });
    const socket = await openSocket(url);
    await once(socket, "open");
    const closed = once(socket, "close");
    for (let i = 0; i < 1000; i++) socket.send(JSON.stringify({ i: String(i), p: { u: "/datasets/list" } }));
    expect((await closed)[0]).toBe(1008);
  });
});

describe("paths out of the window's folder", () => {
  it.each([
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/assets/%2e%2e%2f%2e%2e%2fsecret.txt",
    "/%252e%252e/secret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "//etc/passwd.txt",
    "/secret.txt%00.js",
    "/%ff.js",
    "/link.txt",
    "/linked/secret.txt",
    "/assets.d",
  ])("%s leads nowhere", async (path) => {
    const rendererDir = builtWindow();
    const outside = dirname(rendererDir);
    writeFileSync(join(outside, "secret.txt"), "secret");
    symlinkSync(join(outside, "secret.txt"), join(rendererDir, "link.txt"));
    symlinkSync(outside, join(rendererDir, "linked"));
    mkdirSync(join(rendererDir, "assets.d"));
    const host = await startWebHost({ service: { api: createApi(partsWith({})) }, rendererDir });
    onTestFinished(() => host.close());
    const answer = await ask(host.url, path, { Cookie: await cookieOf(host.url) });
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain("secret\n");
  });
});

describe("starting", () => {
  const service = { api: createApi(partsWith({})) };

  it("says in one sentence that a port is taken", async () => {
    const blocker = createServer();
    blocker.listen(0, "127.0.0.1");
    await once(blocker, "listening");
    onTestFinished(() => void blocker.close());
    const { port } = blocker.address() as AddressInfo;
    await expect(startWebHost({ service, port, rendererDir: builtWindow() })).rejects.toMatchObject({
      code: "PORT_BUSY",
      message: `Port ${port} is in use by another program. Name another with --port, or leave it out to get a free one.`,
    });
  });

  it("says that the window is not built", async () => {
    const starting = startWebHost({ service, rendererDir: "/no/such/folder" });
    await expect(starting).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
  });

  it("listens on the loopback interface alone, and lets go of it when closed", async () => {
    const host = await temporaryWebHost();
    const port = Number(new URL(host.url).port);
    await host.close();
    const socket = connect(port, "127.0.0.1");
    const [thrown] = await once(socket, "error");
    expect(thrown.code).toBe("ECONNREFUSED");
  });
});
