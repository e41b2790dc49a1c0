import { createORPCClient } from "@orpc/client";
import type { ContractRouterClient } from "@orpc/contract";
import { type App, type InjectionKey, inject, type Ref, readonly, ref } from "vue";
import type { HostContract } from "../../src-main/common/contract/host";
import { type Connection, nextConnection } from "./connection";
import { desktopPort } from "./desktop-port";
import { type CallContext, portWire, socketWire, type Wire } from "./wires";

/** Every method of the contract, typed by it. Calls reject with a ResiduaError. */
export type HostClient = ContractRouterClient<HostContract, CallContext>;

export interface Host {
  client: HostClient;
  connection: Readonly<Ref<Connection>>;
}

const HOST: InjectionKey<Host> = Symbol("host");

/** Opens the wire that this window has: the desktop shell's port, else a WebSocket to the page's own address. */
export async function connectHost(): Promise<Host> {
  const port = await desktopPort(window);
  return hostOver(port ? portWire(port) : socketWire(window.location));
}

export function hostOver(wire: Wire): Host {
  const connection = ref<Connection>("connecting");
  wire.onChange((isOpen) => {
    connection.value = nextConnection(connection.value, isOpen);
  });
  return { client: createORPCClient<HostClient>(wire.link), connection: readonly(connection) };
}

export function provideHost(app: App, host: Host): void {
  app.provide(HOST, host);
}

/** The host's client and the state of the connection. Use inside `setup`. */
export function useHost(): Host {
  const host = inject(HOST);
  if (!host) throw new Error("useHost() needs provideHost() on the app.");
  return host;
}
