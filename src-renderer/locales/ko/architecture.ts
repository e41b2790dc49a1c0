import type { architecture as en } from "../en/architecture";

export const architecture: typeof en = {
  title: "구조",
};
