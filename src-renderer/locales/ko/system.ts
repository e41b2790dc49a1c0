import type { system as en } from "../en/system";

export const system: typeof en = {
  title: "시스템",
};
