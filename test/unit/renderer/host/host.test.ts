import { implement } from "@orpc/server";
import { RPCHandler } from "@orpc/server/message-port";
import { afterEach, describe, expect, it } from "vitest";
import { hostContract } from "../../../../src-main/common/contract/host";
import { ERROR_CODES, type ErrorCode, ResiduaError, toErrorData } from "../../../../src-main/common/errors";
import { CONNECTION_MOVES, nextConnection } from "../../../../src-renderer/host/connection";
import { toResiduaError } from "../../../../src-renderer/host/host-error";
import { hostOver } from "../../../../src-renderer/host/use-host";
import { portWire } from "../../../../src-renderer/host/wires";

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** A host whose `runs.remove` fails with the given error and whose feed ends after one message, over a real port pair. */
function hostThatFails(error: unknown) {
  const os = implement(hostContract);
  const fail = os.runs.remove.handler(({ errors }) => {
    throw error instanceof ResiduaError ? errors.RESIDUA({ data: toErrorData(error) }) : error;
  });
  const feed = os.feed.handler(async function* ({ errors }) {
    yield { events: [] };
    throw errors.RESIDUA({ data: toErrorData(error) });
  });
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  new RPCHandler({ runs: { remove: fail }, feed }).upgrade(port2);
  port2.start();
  return hostOver(portWire(port1));
}

describe("errors from the host", () => {
  it.each(Object.keys(ERROR_CODES) as ErrorCode[])("%s arrives with its code, sentence and field", async (code) => {
    const { client } = hostThatFails(new ResiduaError(code, "What happened.", { field: "batch" }));
    const caught: unknown = await client.runs.remove({ id: "1" }).catch((thrown: unknown) => thrown);
    expect(caught).toBeInstanceOf(ResiduaError);
    expect(toErrorData(caught)).toEqual({ code, message: "What happened.", field: "batch" });
  });

  it("that weren't foreseen arrive as INTERNAL", async () => {
    const { client } = hostThatFails(new TypeError("x is undefined"));
    await expect(client.runs.remove({ id: "1" })).rejects.toMatchObject({ name: "ResiduaError", code: "INTERNAL" });
  });

  it("of a stream keep their code too", async () => {
    const { client } = hostThatFails(new ResiduaError("STORE_UNUSABLE", "No room."));
    const read = async () => {
      for await (const _ of await client.feed({ after: 0 }));
    };
    const caught: unknown = await read().catch((thrown: unknown) => thrown);
    expect(toResiduaError(caught)).toMatchObject({ code: "STORE_UNUSABLE", message: "No room." });
  });
});

describe("the connection", () => {
  it("over a port is online from the start", () => {
    expect(hostThatFails(null).connection.value).toBe("online");
  });

  it("moves only as the table says", () => {
    expect(nextConnection("connecting", true)).toBe("online");
    expect(nextConnection("connecting", false)).toBe("offline");
    expect(nextConnection("online", false)).toBe("offline");
    expect(nextConnection("offline", true)).toBe("online");
    expect(nextConnection("offline", false)).toBe("offline");
    expect(Object.keys(CONNECTION_MOVES).sort()).toEqual(["connecting", "offline", "online"]);
  });
});
