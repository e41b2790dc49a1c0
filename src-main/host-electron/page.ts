/** The one page that is trusted: our own, under a scheme of its own, so that nothing is a file:// and no port is open. */
export const SCHEME = "app";
export const PAGE = `${SCHEME}://residua/`;

/** True for an address inside the window's own files. */
export function isOwn(url: string): boolean {
  return url.startsWith(PAGE);
}
