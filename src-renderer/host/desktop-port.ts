/**
 * The desktop shell's preload script posts one MessagePort into the page and sets `window.residuaPort` to true before
 * any script of the page runs. In a browser there is neither.
 */
declare global {
  interface Window {
    residuaPort?: true;
  }
}

/** Resolves with the port; null at once outside the desktop shell. */
export function desktopPort(window: Window): Promise<MessagePort> | null {
  if (!window.residuaPort) return null;
  return new Promise((resolve) => {
    const take = (event: MessageEvent) => {
      const [port] = event.ports;
      if (event.source !== window || event.data !== "residua-port" || !port) return;
      window.removeEventListener("message", take);
      resolve(port);
    };
    window.addEventListener("message", take);
    window.postMessage("residua-port-please", window.location.origin);
  });
}
