/** What preload script, page and main process call each other; the page's half is src-renderer/host/desktop-port.ts. */
export const PORT_GLOBAL = "residuaPort";
export const PORT_WANTED = "residua-port-please";
export const PORT_GIVEN = "residua-port";
