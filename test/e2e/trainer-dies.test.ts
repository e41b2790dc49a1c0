/** The trainer is killed in mid-run: the window says what happened, and the next run trains. */
import { expect, it } from "vitest";
import { hostFor, story, temporaryStore } from "./testing/story";
import { until } from "./testing/until";

const PROMISED = 5_000;

story("a trainer that dies", (visit) => {
  it.skipIf(process.platform !== "linux")(
    "fails its run with the reason, and lets the next one start (Linux alone: /proc)",
    async () => {
      const host = await hostFor({ store: temporaryStore() });
      const workbench = await visit(host.url);
      await workbench.startRun({ data: "Shapes", batch: 16, steps: 100_000, name: "doomed" });
      await workbench.run.reachesPoint(3);
      const doomed = new URL(workbench.page.url()).pathname;
      await workbench.startRun({ data: "Shapes", batch: 16, steps: 100_000, name: "next in line" });
      expect(await workbench.run.state()).toBe("Queued, position 1");
      await workbench.open(doomed);
      await workbench.run.reaches("Running");

      // The form had the devices probed, in a process like a trainer; once that is over, the one left is the run's.
      const [trainer] = await until("one trainer is left", host.trainers, (pids) => pids.length === 1);
      process.kill(trainer ?? 0, "SIGKILL");
      await workbench.run.reaches("Failed", PROMISED);
      expect(await workbench.run.reason()).toMatch(/SIGKILL.+TRAINER_CRASHED/s);

      await workbench.goTo("Runs");
      expect(await workbench.runs.row("doomed")).toContain("Failed");
      await workbench.runs.open("next in line");
      await workbench.run.reaches("Running");
      await workbench.run.reachesPoint(3);
    },
  );
});
