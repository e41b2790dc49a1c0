/** The two ways to reach a host; what they carry is the same. */
import type { ClientLink } from "@orpc/client";
import { RPCLink as PortLink } from "@orpc/client/message-port";
import { ClientRetryPlugin, type ClientRetryPluginContext } from "@orpc/client/plugins";
import { RPCLink as SocketLink } from "@orpc/client/websocket";
import ReconnectingWebSocket from "partysocket/ws";
import { toResiduaError } from "./host-error";

export type CallContext = ClientRetryPluginContext;

export interface Wire {
  link: ClientLink<CallContext>;
  /** Called with true when the wire opens, with false when it closes. */
  onChange(listener: (isOpen: boolean) => void): void;
}

/** The web host at the page's own address; the cookie it set lets us in. Reconnects by itself, for ever. */
export function socketWire(page: Location): Wire {
  const url = new URL("/rpc", page.href);
  url.protocol = page.protocol === "https:" ? "wss:" : "ws:";
  url.search = "";
  url.hash = "";
  const socket = new ReconnectingWebSocket(url.href, [], {
    minReconnectionDelay: 500,
    maxReconnectionDelay: 5000,
    maxEnqueuedMessages: 0,
  });
  return {
    // partysocket follows WebSocket's interface; its listener types are only written differently.
    link: new SocketLink<CallContext>({ websocket: socket as unknown as WebSocket, ...linkOptions() }),
    onChange(listener) {
      socket.addEventListener("open", () => listener(true));
      socket.addEventListener("close", () => listener(false));
    },
  };
}

/** A port that the desktop shell handed over. It is open from the start and ends with the window. */
export function portWire(port: MessagePort): Wire {
  const link = new PortLink<CallContext>({ port, ...linkOptions() });
  port.start();
  return {
    link,
    onChange(listener) {
      listener(true);
      port.addEventListener("close", () => listener(false));
    },
  };
}

function linkOptions() {
  return {
    plugins: [new ClientRetryPlugin<CallContext>()],
    // First in line, so that it sees an error after the retries have given up.
    interceptors: [
      async ({ next }: { next(): Promise<unknown> }) => {
        try {
          return await next();
        } catch (error) {
          throw toResiduaError(error);
        }
      },
    ],
  };
}
