/** What can't work is refused in words where it was typed, and nothing is started. */
import { expect, it } from "vitest";
import { eventually, hostFor, story, temporaryStore, type Visit } from "./testing/story";
import type { Workbench } from "./testing/workbench";

async function openNewRun(visit: Visit): Promise<Workbench> {
  const host = await hostFor({ store: temporaryStore() });
  const workbench = await visit(host.url);
  await workbench.goTo("New run");
  await workbench.newRun.chooseData("Shapes");
  return workbench;
}

async function expectNothingStarted(workbench: Workbench): Promise<void> {
  expect(new URL(workbench.page.url()).pathname).toBe("/new");
  await workbench.goTo("Runs");
  expect(await workbench.runs.count()).toBe("no runs");
}

story("bad input", (visit) => {
  it("is named at its fields, all of it at once", async () => {
    const workbench = await openNewRun(visit);
    const { newRun } = workbench;
    await newRun.fill("Batch", "0");
    await newRun.fill("Learning rate", "abc");
    await newRun.start();
    await eventually(() => newRun.errorAt("Batch")).toContain("“0” can't be used");
    expect(await newRun.errorAt("Batch")).toContain("whole numbers from 1 to 65,536");
    expect(await newRun.errorAt("Learning rate")).toContain("“abc” can't be used");
    expect(await newRun.alerts()).toContain("Nothing was started: 2 fields need other values.");
    await expectNothingStarted(workbench);
  });

  it("goes away as it is mended", async () => {
    const { newRun } = await openNewRun(visit);
    await newRun.fill("Batch", "20001");
    await newRun.start();
    await eventually(() => newRun.errorAt("Batch")).toContain("at most 20,000, the number of training images");
    await newRun.fill("Batch", "64");
    await eventually(() => newRun.errorAt("Batch")).toBe("");
  });

  it("may be data that isn't there", async () => {
    const workbench = await openNewRun(visit);
    const { newRun } = workbench;
    expect(await newRun.isHere("CIFAR-10")).toBe(false);
    await newRun.chooseData("CIFAR-10");
    await newRun.start();
    await eventually(() => newRun.alerts()).toContain(
      "CIFAR-10 is not on this machine yet. Fetch it or choose another.",
    );
    await newRun.openAdvanced();
    await newRun.fill("Folder", "/nowhere/at/all");
    await newRun.start();
    await eventually(() => newRun.errorAt("Folder")).toContain("/nowhere/at/all");
    await expectNothingStarted(workbench);
  });
});

story("an address that leads nowhere", (visit) => {
  it("says that there is no such run, and no such page", async () => {
    const host = await hostFor({ store: temporaryStore() });
    const workbench = await visit(host.url);
    await workbench.open("/runs/nobody");
    await workbench.page.getByRole("main").getByText("nobody").waitFor();
    await workbench.page.getByRole("main").getByRole("link").click();
    expect(await workbench.runs.count()).toBe("no runs");
    await workbench.open("/nothing/here");
    await workbench.page.getByRole("heading", { level: 1, name: "No such page" }).waitFor();
  });

  it("lets nobody in without the token, and says how to come in", async () => {
    const host = await hostFor({ store: temporaryStore() });
    const stranger = await visit(`http://127.0.0.1:${host.port}/?token=wrong`, { tolerated: /401/ });
    expect(await stranger.page.getByRole("paragraph").first().innerText()).toContain(
      "Open the address that Residua printed when it started",
    );
    await stranger.page.goto(host.url);
    await eventually(() => stranger.connection()).toBe("Connected");
  });
});
