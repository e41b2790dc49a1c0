import { version } from "../../package.json";

/** Residua's own version. */
export const VERSION: string = version;
