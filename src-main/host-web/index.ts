/** The web host: the window in a browser of this machine, over the same service and contract as everywhere. */
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { ResiduaError, toErrorData } from "../common/errors";
import type { Service } from "../service";
import { type Access, createAccess } from "./access";
import { answer } from "./http";
import { listenOnLoopback } from "./listen";
import { createRpcSocket } from "./rpc-socket";

export interface WebHostOptions {
  service: Pick<Service, "api">;
  /** 0 or left out: a free one. */
  port?: number | undefined;
  /** The built window, dist/renderer. */
  rendererDir: string;
}

export interface WebHost {
  /** The address to open, with this launch's token. */
  url: string;
  /** Ends all connections; the service is left to its owner. */
  close(): Promise<void>;
}

/** @throws ResiduaError PORT_BUSY, PORT_REFUSED, FILE_NOT_FOUND when the window is not built */
export async function startWebHost({ service, port = 0, rendererDir }: WebHostOptions): Promise<WebHost> {
  const root = await builtWindow(rendererDir);
  // The Host names to accept are known once the port is; whoever comes in between is asked to come again.
  let access: Access | null = null;
  const listening = await listenOnLoopback(port, (request, response) => {
    if (access === null) response.writeHead(503).end();
    else
      answer(request, response, access, root).catch((thrown: unknown) => {
        process.stderr.write(`A request failed: ${toErrorData(thrown).message}\n`);
        response.destroy();
      });
  });
  access = createAccess(listening.port);
  const rpc = createRpcSocket(service.api, access);
  for (const server of listening.servers) server.on("upgrade", rpc.upgrade);
  return {
    url: `http://127.0.0.1:${listening.port}/?token=${access.token}`,
    async close() {
      rpc.close();
      await Promise.all(
        listening.servers.map((server) => {
          server.closeAllConnections();
          return new Promise((resolve) => server.close(resolve));
        }),
      );
    },
  };
}

async function builtWindow(dir: string): Promise<string> {
  try {
    await realpath(join(dir, "index.html"));
    return await realpath(dir);
  } catch (thrown) {
    const message = `The window is not built: ${join(dir, "index.html")} is missing. Run \`npm run setup\`.`;
    throw new ResiduaError("FILE_NOT_FOUND", message, { cause: thrown });
  }
}
