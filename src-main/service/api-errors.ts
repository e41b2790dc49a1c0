/** Errors on their way out of the host and, for the command line in the same process, back in. */
import { ORPCError } from "@orpc/client";
import { ValidationError } from "@orpc/contract";
import { type ErrorData, fromErrorData, ResiduaError, toErrorData } from "../common/errors";
import { errorDataSchema } from "../common/run/events";

/** The contract's name for errors that carry a code of common/errors.ts. */
const CONTRACT_ERROR = "RESIDUA";

/** Anything thrown behind the contract, as the contract's own error. */
export function toContractError(thrown: unknown): ORPCError<string, unknown> {
  if (thrown instanceof ORPCError && thrown.code === CONTRACT_ERROR) return thrown;
  const data = thrown instanceof ORPCError ? fromProtocol(thrown) : toErrorData(thrown);
  return new ORPCError(CONTRACT_ERROR, { message: data.message, data, cause: thrown });
}

/** What a client of the same process throws instead: the error with its code. */
export function toResiduaError(thrown: unknown): unknown {
  if (!(thrown instanceof ORPCError)) return thrown;
  const data = errorDataSchema.safeParse(thrown.data);
  return data.success ? fromErrorData(data.data) : new ResiduaError("INTERNAL", thrown.message, { cause: thrown });
}

/** An input that the contract's schema refused, or a fault of our own output. */
function fromProtocol(error: ORPCError<string, unknown>): ErrorData {
  if (error.code !== "BAD_REQUEST" || !(error.cause instanceof ValidationError)) return toErrorData(error);
  const issue = error.cause.issues[0];
  const path = (issue?.path ?? []).map((part) => String(typeof part === "object" ? part.key : part));
  const isConfig = path[0] === "config";
  const field = (isConfig ? path.slice(1) : path).join(".");
  const where = field === "" ? "" : ` at ${field}`;
  const reason = issue?.message ?? "it is not what the contract accepts";
  if (!isConfig) return withField("INVALID_VALUE", `The request is not valid${where}: ${reason}.`, field);
  if (path[1] === "architecture") {
    return withField("INVALID_ARCHITECTURE", `The architecture is not valid${where}: ${reason}.`, field);
  }
  return withField("INVALID_RUN_CONFIG", `The run's configuration is not valid${where}: ${reason}.`, field);
}

function withField(code: ErrorData["code"], message: string, field: string): ErrorData {
  return field === "" ? { code, message } : { code, message, field };
}
