/** A newcomer opens the printed address, chooses a network, changes it, and gets a link to it. */
import { expect, it } from "vitest";
import { eventually, hostFor, story, temporaryStore, type Visit } from "./testing/story";
import type { Workbench } from "./testing/workbench";

/** He et al., section 4.2, as counted in ARCHITECTURE's table of numbers. */
const RESNET20 = { params: "269,722", macs: "40,551,040" };
/** A block of stage 1: two 3x3 convolutions from 16 to 16 channels on a 32x32 map, each with its batch norm. */
const WITH_A_BLOCK_MORE = { params: "274,394", macs: "45,269,632" };

async function openArchitecture(visit: Visit): Promise<Workbench> {
  const host = await hostFor({ store: temporaryStore() });
  return visit(host.url);
}

async function expectTotals({ architecture }: Workbench, { params, macs }: typeof RESNET20): Promise<void> {
  await eventually(() => architecture.total("params")).toBe(params);
  expect(await architecture.total("macs")).toBe(macs);
}

story("the first run", (visit) => {
  it("shows what each layer of a chosen network gives and costs", async () => {
    const workbench = await openArchitecture(visit);
    const { architecture } = workbench;
    expect(workbench.page.url()).not.toContain("token");

    await architecture.choosePreset("resnet50");
    await expectTotals(workbench, { params: "25,557,032", macs: "4,089,184,256" });
    expect(await architecture.layer("stem")).toMatchObject({ output: "64×56×56" });

    await architecture.choosePreset("resnet20");
    await expectTotals(workbench, RESNET20);
    expect(await architecture.total("depth")).toBe("20");
    await architecture.show("Stages");
    expect(await architecture.layer("stage1")).toMatchObject({ output: "16×32×32" });
    expect(await architecture.layer("stage3")).toMatchObject({ output: "64×8×8" });
  });

  it("recounts with every edit, and takes an edit back", async () => {
    const workbench = await openArchitecture(visit);
    await expectTotals(workbench, RESNET20);
    await workbench.architecture.setStage(1, "Blocks", "4");
    await expectTotals(workbench, WITH_A_BLOCK_MORE);
    await workbench.architecture.undo();
    await expectTotals(workbench, RESNET20);
  });

  it("keeps the last valid table while a field is wrong, and says so", async () => {
    const workbench = await openArchitecture(visit);
    const { architecture } = workbench;
    await expectTotals(workbench, RESNET20);
    await architecture.setStage(2, "Width", "wide");
    await eventually(() => architecture.isWrong(2, "Width")).toBe(true);
    expect(await architecture.problems()).toContain("the table shows the last valid architecture");
    expect(await architecture.canTrain()).toBe(false);
    await expectTotals(workbench, RESNET20);
    await architecture.setStage(2, "Width", "32");
    await eventually(() => architecture.canTrain()).toBe(true);
  });

  it("has the edit in the address, for a reload and for another browser window", async () => {
    const workbench = await openArchitecture(visit);
    const { page, architecture } = workbench;
    await architecture.setStage(1, "Blocks", "4");
    await page.waitForURL(/stages=4x16s1/);
    await page.reload();
    await expectTotals(workbench, WITH_A_BLOCK_MORE);

    const link = page.url();
    await architecture.choosePreset("resnet32");
    await expectTotals(workbench, { params: "464,154", macs: "68,862,592" });
    await page.goto(link);
    await expectTotals(workbench, WITH_A_BLOCK_MORE);
  });

  it("goes on to the next page at once, however soon after an edit and however slowly the page comes", async () => {
    const workbench = await openArchitecture(visit);
    const { page, architecture } = workbench;
    await expectTotals(workbench, RESNET20);
    // Longer than the editor waits before it writes the edit into the address.
    const quiet = () => page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)));
    await page.route("**/NewRunPage*.js", async (route) => {
      await quiet();
      await route.continue();
    });
    await architecture.setStage(1, "Blocks", "4");
    await architecture.train();
    await page.getByRole("heading", { level: 1, name: "New run" }).waitFor();
    await page.getByText(WITH_A_BLOCK_MORE.params).waitFor();
  });

  it("says what is wrong with an address that describes no network", async () => {
    const workbench = await openArchitecture(visit);
    await workbench.open("/architecture?preset=resnet21");
    await eventually(() => workbench.page.getByRole("alert").innerText()).toMatch(/resnet21.+UNKNOWN_PRESET/s);
    await expectTotals(workbench, RESNET20);
  });
});
