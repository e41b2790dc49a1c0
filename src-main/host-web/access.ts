/**
 * Who may come in: pages that this host served itself, in a browser that opened the printed address.
 * Any web page can send requests to a loopback port, so being on this machine proves nothing.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

export interface Access {
  /** Part of the printed address; good until the host ends, since people open that address more than once. */
  readonly token: string;
  /** The Host header is one of this host's own names: a name that was bent to 127.0.0.1 (DNS rebinding) is not. */
  isOwnHost(request: IncomingMessage): boolean;
  /** The Origin header is the page's own; a request without one doesn't come from a page. */
  isOwnOrigin(request: IncomingMessage): boolean;
  isToken(candidate: string): boolean;
  hasCookie(request: IncomingMessage): boolean;
  /** Value of Set-Cookie for a browser that showed the token. */
  readonly setCookie: string;
}

/** @param port The port that is listened on: names with another one are foreign. */
export function createAccess(port: number): Access {
  const token = secret();
  // Another secret than the token's: one that leaks from an address bar is no cookie, and the other way round.
  const session = secret();
  // Cookies don't know ports: without its number, two hosts would throw each other's browser out.
  const cookieName = `residua-${port}`;
  const hosts: ReadonlySet<string | undefined> = new Set([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]);
  return {
    token,
    isOwnHost: ({ headers }) => hosts.has(headers.host),
    isOwnOrigin: ({ headers }) => headers.origin === `http://${headers.host}`,
    isToken: (candidate) => isEqual(candidate, token),
    hasCookie: ({ headers }) => cookieValues(headers.cookie, cookieName).some((value) => isEqual(value, session)),
    setCookie: `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`,
  };
}

function secret(): string {
  return randomBytes(32).toString("base64url");
}

/** In constant time; hashed first, since timingSafeEqual wants equal lengths. */
function isEqual(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function cookieValues(header: string | undefined, name: string): string[] {
  return (header ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}
