import type { run as en } from "../en/run";

export const run: typeof en = {
  title: "실행",
};
