/** The WebSocket that carries the host contract: opened only for our own page, limited in size and rate. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { RPCHandler } from "@orpc/server/ws";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import type { Api } from "../service";
import type { Access } from "./access";

const PATH = "/rpc";
/** The largest thing a window sends is an architecture, some kilobytes. */
const MAX_MESSAGE_BYTES = 2 ** 20;
/** A busy window sends a handful in a second; more is a fault or an attack. */
const MAX_MESSAGES_PER_SECOND = 200;

export interface RpcSocket {
  /** Takes a connection over, or refuses it. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

export function createRpcSocket(api: Api, access: Access): RpcSocket {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  const handler = new RPCHandler(api);
  return {
    upgrade(request, socket, head) {
      socket.on("error", () => socket.destroy());
      const refusal = refuse(request, access);
      if (refusal !== null) {
        socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
        return;
      }
      server.handleUpgrade(request, socket, head, (client) => {
        // A message over the limit arrives here; ws has closed the connection by then.
        client.on("error", () => client.terminate());
        limitRate(client);
        void handler.upgrade(withBackPressure(client), { context: {} });
      });
    },
    close() {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

/** Null to let it in, else the status line. Host first: the rest means nothing under a foreign name. */
function refuse(request: IncomingMessage, access: Access): string | null {
  if (!access.isOwnHost(request) || !access.isOwnOrigin(request)) return "403 Forbidden";
  if (!access.hasCookie(request)) return "401 Unauthorized";
  return request.url === PATH ? null : "404 Not Found";
}

/** Sending waits until the system has taken the bytes, so that a stream to a slow reader pauses instead of piling up. */
function withBackPressure(client: WebSocket): Pick<WebSocket, "addEventListener" | "send"> {
  return {
    addEventListener: client.addEventListener.bind(client),
    send: (data: RawData | string) => new Promise<void>((resolve) => client.send(data, () => resolve())),
  };
}

function limitRate(client: WebSocket): void {
  let [second, count] = [0, 0];
  client.on("message", () => {
    const now = Math.floor(performance.now() / 1000);
    [second, count] = now === second ? [second, count + 1] : [now, 1];
    if (count > MAX_MESSAGES_PER_SECOND) client.close(1008, "Too many messages");
  });
}
