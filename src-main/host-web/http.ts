/** Plain HTTP: lets browsers in by the printed address, then serves the window's files. */
import { createReadStream } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { findFile } from "../service/window/files";
import { SECURITY_HEADERS } from "../service/window/headers";
import type { Access } from "./access";

/** @param root Real path of the built window. */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  access: Access,
  root: string,
): Promise<void> {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  response.setHeader("Cache-Control", "no-store");
  if (!access.isOwnHost(request)) return text(response, 403, "This address is not one of Residua's.");
  if (request.method !== "GET" && request.method !== "HEAD") return text(response, 405, "Only GET is served here.");

  const [target = "/", query = ""] = (request.url ?? "/").split("?", 2);
  const token = new URLSearchParams(query).get("token");
  if (target === "/" && token !== null && access.isToken(token)) {
    // To an address without the token, so that it stays out of the history and of what people copy.
    response.writeHead(303, { Location: "/", "Set-Cookie": access.setCookie }).end();
    return;
  }
  if (!access.hasCookie(request)) return page(response, 401, STRANGER);

  const file = await findFile(root, target);
  if (file === null) return text(response, 404, "There is no such file.");
  response.writeHead(200, {
    "Content-Type": file.type,
    "Content-Length": file.bytes,
    "Cache-Control": file.immutable ? "private, max-age=31536000, immutable" : "no-cache",
  });
  if (request.method === "HEAD") response.end();
  // A browser that goes away in the middle is no error.
  else await pipeline(createReadStream(file.path), response).catch(() => response.destroy());
}

const STRANGER = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Residua</title>
<h1>Residua</h1>
<p>Open the address that Residua printed when it started: it ends in <code>?token=…</code> and lets this browser in.</p>
<p lang="ko">Residua를 시작할 때 출력된 주소를 여세요. <code>?token=…</code>으로 끝나는 주소로 열어야 이 브라우저에서 사용할 수 있습니다.</p>
</html>
`;

function page(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { "Content-Type": "text/html; charset=utf-8" }).end(html);
}

function text(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(`${sentence}\n`);
}
