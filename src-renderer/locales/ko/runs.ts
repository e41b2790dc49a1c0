import type { runs as en } from "../en/runs";

export const runs: typeof en = {
  title: "실행 목록",
};
