export { type Api, type ApiParts, createApi } from "./api";
export type { HostClient } from "./client";
export type { HostKind, ServiceContext, WorkContext } from "./context";
export { openService, type Service, type ServiceOptions } from "./service";
export type { JobHooks, OutcomeOf, RunJob } from "./trainers/run-job";
