import type { newRun as en } from "../en/newRun";

export const newRun: typeof en = {
  title: "새 실행",
};
