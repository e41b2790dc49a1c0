/** From the network to a training run that is watched, stopped, and found again. */
import { expect, it } from "vitest";
import { eventually, hostFor, story, temporaryStore } from "./testing/story";
import type { Workbench } from "./testing/workbench";

/** Fashion-MNIST where the machine has it; the drawn set is everywhere. */
async function dataOf({ newRun }: Workbench): Promise<string> {
  if (await newRun.isHere("Fashion-MNIST")) return "Fashion-MNIST";
  console.warn(
    "Fashion-MNIST is not on this machine (Debian: apt install dataset-fashion-mnist); Shapes train instead.",
  );
  return "Shapes";
}

/** What a reload of the page would reset. */
async function countLoads({ page }: Workbench): Promise<() => number> {
  let loads = 0;
  page.on("load", () => loads++);
  return () => loads;
}

const steps = (points: readonly string[]) => points.slice(1).map((line) => Number(line.split(",")[0]));
const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);

story("training and watching", (visit) => {
  it("draws points as they come, stops on demand, and keeps the curves through a reload and a restart", async () => {
    const store = temporaryStore();
    const host = await hostFor({ store });
    const first = await visit(host.url);
    await first.architecture.choosePreset("resnet20");
    await first.architecture.train();
    const loads = await countLoads(first);
    await first.newRun.describe({ data: await dataOf(first), batch: 32, epochs: 3, name: "watched" });
    await first.newRun.start();
    expect(await first.run.opened()).toBe("watched");

    await first.run.reaches("Running");
    const seen = await first.run.reachesPoint(24);
    // Not all at once: the chart has grown under the reader's eyes.
    expect(seen.length).toBeGreaterThanOrEqual(3);
    await eventually(() => first.run.figure("Throughput")).toMatch(/^[\d,]+ img\/s$/);
    expect(await first.run.figure("Step")).toMatch(/^[\d,]+ of [\d,]+$/);
    expect(await first.run.figure("Epoch")).toBe("1 of 3");
    expect(await first.run.figure("Device")).toMatch(/\w/);
    expect(loads()).toBe(0);

    await first.run.stop();
    await first.run.reaches("Stopped");
    const curves = await first.run.points("Loss");
    const last = await first.run.lastPoint();
    expect(steps(curves)).toEqual(upTo(last));
    await first.page.reload();
    await eventually(() => first.run.lastPoint()).toBe(last);
    expect(await first.run.points("Loss")).toEqual(curves);
    expect(await first.run.state()).toBe("Stopped");

    await first.page.close();
    await host.end();
    const again = await visit((await hostFor({ store })).url);
    await again.goTo("Runs");
    await eventually(() => again.runs.count()).toBe("one run");
    expect(await again.runs.row("watched")).toContain("Stopped");
    await again.runs.open("watched");
    await eventually(() => again.run.lastPoint()).toBe(last);
    expect(await again.run.points("Loss")).toEqual(curves);
  });

  it("loses no point when the connection breaks in mid-run", async () => {
    const host = await hostFor({ store: temporaryStore() });
    const workbench = await visit(host.url, { tolerated: /WebSocket/ });
    const connections: { close(): Promise<void> }[] = [];
    await workbench.page.routeWebSocket("**/rpc", (socket) => {
      socket.connectToServer();
      connections.push(socket);
    });
    await workbench.page.reload();
    await workbench.startRun({ data: "Shapes", batch: 16, steps: 100_000, name: "through a gap" });
    await workbench.run.reachesPoint(5);
    expect(connections).toHaveLength(1);
    await connections[0]?.close();
    const broken = await workbench.run.lastPoint();
    await eventually(() => connections.length).toBe(2);
    await workbench.run.reachesPoint(broken + 10);
    expect(await workbench.connection()).toBe("Connected");
    await workbench.run.stop();
    await workbench.run.reaches("Stopped");
    expect(steps(await workbench.run.points("Loss"))).toEqual(upTo(await workbench.run.lastPoint()));
  });

  it("trains to the end, and scores it on images it hasn't seen", async () => {
    const host = await hostFor({ store: temporaryStore() });
    const workbench = await visit(host.url);
    await workbench.architecture.setDepth(8);
    await workbench.startRun({ data: "Shapes", batch: 32, steps: 12, name: "to the end" });
    await workbench.run.reaches("Completed");
    expect(await workbench.run.progress()).toBe(100);
    expect(await workbench.run.figure("Best val. accuracy")).toMatch(/^\d+\.\d\d%$/);
    expect(await workbench.run.epochs()).toHaveLength(1);
    expect(steps(await workbench.run.points("Accuracy"))).toEqual(upTo(12));
  });
});
