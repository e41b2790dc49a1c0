/** Where the window stands with its host. Calls may be made in any state; they wait or fail by themselves. */
export type Connection = "connecting" | "online" | "offline";

/** Legal moves as data: a connection that was lost is offline until it is back. */
export const CONNECTION_MOVES: Readonly<Record<Connection, readonly Connection[]>> = {
  connecting: ["online", "offline"],
  online: ["offline"],
  offline: ["online"],
};

/** The state after the wire opened or closed. */
export function nextConnection(now: Connection, wireIsOpen: boolean): Connection {
  const next = wireIsOpen ? "online" : "offline";
  return CONNECTION_MOVES[now].includes(next) ? next : now;
}
