/** Loopback only: 127.0.0.1, and [::1] where the machine has it, on the same port. */
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ResiduaError } from "../common/errors";

/** @throws ResiduaError PORT_BUSY, PORT_REFUSED */
export async function listenOnLoopback(
  port: number,
  listener: RequestListener,
): Promise<{ servers: Server[]; port: number }> {
  const v4 = createServer(listener);
  await listen(v4, "127.0.0.1", port).catch((thrown: unknown) => {
    throw portError(thrown, port);
  });
  const bound = (v4.address() as AddressInfo).port;
  const v6 = createServer(listener);
  try {
    await listen(v6, "::1", bound);
    return { servers: [v4, v6], port: bound };
  } catch {
    // No IPv6, or the port is taken there: the printed address is 127.0.0.1's and works all the same.
    return { servers: [v4], port: bound };
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function portError(thrown: unknown, port: number): unknown {
  const code = thrown instanceof Error && "code" in thrown ? thrown.code : null;
  if (code === "EADDRINUSE") {
    const message = `Port ${port} is in use by another program. Name another with --port, or leave it out to get a free one.`;
    return new ResiduaError("PORT_BUSY", message, { field: "port", cause: thrown });
  }
  const reason = code === "EACCES" ? "the system keeps it for administrators" : String(thrown);
  const message = `Port ${port} can't be opened: ${reason}. Name one from 1024 to 65535, or leave it out to get a free one.`;
  return new ResiduaError("PORT_REFUSED", message, { field: "port", cause: thrown });
}
