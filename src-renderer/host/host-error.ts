import { ORPCError } from "@orpc/client";
import { fromErrorData, ResiduaError } from "../../src-main/common/errors";
import { errorDataSchema } from "../../src-main/common/run/events";

/**
 * Whatever a call or a stream threw, as a ResiduaError: the host's own code and sentence where it sent them, else
 * INTERNAL. Calls are turned by the client; use this for errors of a stream.
 */
export function toResiduaError(thrown: unknown): ResiduaError {
  if (thrown instanceof ResiduaError) return thrown;
  if (thrown instanceof ORPCError) {
    const data = errorDataSchema.safeParse(thrown.data);
    if (data.success) return fromErrorData(data.data);
  }
  return new ResiduaError("INTERNAL", thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });
}
