import { type ClientLink, createORPCClient, mapEventIterator, ORPCError } from "@orpc/client";
import type { ContractRouterClient } from "@orpc/contract";
import { createProcedureClient, getRouter, isProcedure, unlazy } from "@orpc/server";
import type { HostContract } from "../common/contract/host";
import type { Api } from "./api";
import { toResiduaError } from "./api-errors";

/** The contract as functions; what they throw is a ResiduaError. */
export type HostClient = ContractRouterClient<HostContract>;

/** A client of the same process, for the command line: the same checks and errors as over a wire, without the wire. */
export function createLocalClient(api: Api): HostClient {
  const link: ClientLink<Record<never, never>> = {
    async call(path, input, options) {
      try {
        const { default: procedure } = await unlazy(getRouter(api, path));
        if (!isProcedure(procedure))
          throw new ORPCError("NOT_FOUND", { message: `There is no method ${path.join(".")}.` });
        const output: unknown = await createProcedureClient(procedure, { path })(input, options);
        return isAsyncIterator(output) ? mapEventIterator(output, { value: keep, error: asResiduaError }) : output;
      } catch (thrown) {
        throw toResiduaError(thrown);
      }
    },
  };
  return createORPCClient(link);
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown, unknown, void> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

const keep = async (value: unknown) => value;
const asResiduaError = async (thrown: unknown) => toResiduaError(thrown);
