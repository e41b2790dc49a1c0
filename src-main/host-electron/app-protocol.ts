/** Serves the built window under app://residua/, with the same headers as the web host. */
import { readFile, realpath } from "node:fs/promises";
import { protocol } from "electron";
import { findFile } from "../service/window/files";
import { SECURITY_HEADERS } from "../service/window/headers";
import { isOwn, PAGE, SCHEME } from "./page";

/** To be called before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** @param rendererDir The built window, dist/renderer. */
export async function serveWindow(rendererDir: string): Promise<void> {
  const root = await realpath(rendererDir);
  protocol.handle(SCHEME, (request) => respond(request, root));
}

/** @param root Real path of the built window. */
export async function respond({ url, method }: Pick<Request, "url" | "method">, root: string): Promise<Response> {
  if (!isOwn(url)) return refuse(403);
  if (method !== "GET") return refuse(405);
  const target = `/${url.slice(PAGE.length)}`.replace(/[?#].*$/s, "");
  const file = await findFile(root, target);
  if (file === null) return refuse(404);
  const body = await readFile(file.path);
  return new Response(new Uint8Array(body), { headers: { ...SECURITY_HEADERS, "Content-Type": file.type } });
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS });
}
