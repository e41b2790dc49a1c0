/** The host goes away and comes back: the window says so, and joins it again. */
import { expect, it } from "vitest";
import { eventually, hostFor, story, temporaryStore } from "./testing/story";

const UNREACHABLE = /WebSocket|ERR_CONNECTION|ERR_SOCKET/;

story("a host that goes away", (visit) => {
  it("is missed with a banner, and joined again once its new address has been opened", async () => {
    const store = temporaryStore();
    const { port, url, end } = await hostFor({ store });
    const workbench = await visit(url, { tolerated: UNREACHABLE });
    await workbench.startRun({ data: "Shapes", batch: 16, steps: 100_000, name: "cut short" });
    await workbench.run.reachesPoint(3);
    await end("SIGKILL");
    await eventually(() => workbench.connection()).toBe("Offline");
    const banner = workbench.page.getByRole("alert").filter({ hasText: "The host can't be reached" });
    expect(await banner.innerText()).toContain("the window reconnects by itself");

    // A new host has new secrets: its address lets the browser in, and with it the page that has been waiting.
    const host = await hostFor({ store, port });
    const tab = await workbench.page.context().newPage();
    await tab.goto(host.url);
    await eventually(() => workbench.connection()).toBe("Connected");
    await banner.waitFor({ state: "detached" });
    await workbench.run.reaches("Interrupted");
    const kept = await workbench.run.lastPoint();
    expect(kept).toBeGreaterThanOrEqual(3);
    await workbench.goTo("Runs");
    expect(await workbench.runs.row("cut short")).toContain("Interrupted");
  });
});
