import type { ErrorData } from "../../src-main/common/errors";

/** Loading is a value: a page shows its skeleton, its content or the failure, never a mix. */
export type LoadState = { state: "loading" } | { state: "loaded" } | { state: "failed"; error: ErrorData };
