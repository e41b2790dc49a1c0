/** Files of the built window, and nothing outside its folder: for every host that serves it. */
import { realpath, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";

export interface StaticFile {
  path: string;
  bytes: number;
  type: string;
  /** Built files have their content's hash in their name and never change; the page itself names the newest ones. */
  immutable: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
};

/**
 * The file behind a request's path, or null when there is none. A path without a file ending is a page of the window,
 * which its own router finds: it gets index.html.
 * @param root Real path of the folder.
 * @param target The request's path as it came, still encoded and without a query.
 */
export async function findFile(root: string, target: string): Promise<StaticFile | null> {
  const path = decodeOnce(target);
  if (path === null) return null;
  const found = extname(path) === "" ? "/index.html" : path;
  try {
    const real = await realpath(join(root, found));
    // After links are followed: a link inside must not lead outside.
    if (!real.startsWith(root + sep)) return null;
    const { size, isFile } = await statOf(real);
    if (!isFile) return null;
    const type = TYPES[extname(real).toLowerCase()] ?? "application/octet-stream";
    return { path: real, bytes: size, type, immutable: found.startsWith("/assets/") };
  } catch {
    return null;
  }
}

/** Null for what no link of ours would ask: bad encoding, steps upwards, backslashes, NUL. */
function decodeOnce(target: string): string | null {
  try {
    const path = decodeURIComponent(target);
    const isPlain = path.startsWith("/") && !/[\\\0]/.test(path) && !path.split("/").includes("..");
    return isPlain ? path : null;
  } catch {
    return null;
  }
}

async function statOf(path: string): Promise<{ size: number; isFile: boolean }> {
  const stats = await stat(path);
  return { size: stats.size, isFile: stats.isFile() };
}
