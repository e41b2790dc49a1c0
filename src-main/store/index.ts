export { defaultStoreDir } from "./location";
export { isAlive, type Owner, ownProcess } from "./owner";
export type { ProbeRow } from "./probes";
export type { RunRow } from "./runs";
export { openStore, type RunOverview, type Store } from "./store";
