/** Someone who wants to know where a network's cost lies: finds, sorts, compares, and takes the numbers along. */
import { expect, it } from "vitest";
import { LayerTable } from "./testing/layer-table";
import { eventually, hostFor, story, temporaryStore, type Visit } from "./testing/story";

async function openLayers(visit: Visit, preset: string) {
  const host = await hostFor({ store: temporaryStore() });
  const workbench = await visit(host.url, { permissions: ["clipboard-read", "clipboard-write"] });
  await workbench.open(`/architecture?preset=${preset}`);
  const table = new LayerTable(workbench.page);
  await eventually(() => table.addresses()).toContain("stem/conv");
  return { workbench, table };
}

story("the layer table", (visit) => {
  it("finds layers by words and kinds, and shows them within their stages and blocks", async () => {
    const { table } = await openLayers(visit, "resnet50");
    await table.find("stage2 conv2");
    await eventually(() => table.addresses()).toEqual([
      "stage2",
      ...[1, 2, 3, 4].flatMap((block) => [`stage2/block${block}`, `stage2/block${block}/conv2`]),
    ]);
    await table.pickKind("Linear");
    await eventually(() => table.addresses()).toEqual([]);
    await table.showAll();
    await eventually(() => table.found()).toBe("176 layers");
    await table.pickKind("Linear");
    expect(await table.addresses()).toEqual(["head", "head/linear"]);
  });

  it("sorts by what costs most, then by what costs least, then goes back to the network's order", async () => {
    const { table } = await openLayers(visit, "resnet18");
    const before = await table.addresses();
    await table.sortBy("Parameters");
    expect((await table.column("Parameters")).slice(0, 2)).toEqual(["2,359,296", "2,359,296"]);
    expect((await table.addresses())[0]).toBe("stage4/block1/conv2");
    await table.sortBy("Parameters");
    expect(await table.order("Parameters")).toBe("ascending");
    expect((await table.column("Parameters"))[0]).toBe("0");
    await table.sortBy("Parameters");
    expect(await table.order("Parameters")).toBeNull();
    expect(await table.addresses()).toEqual(before);
  });

  it("has the columns that were chosen, after a reload too, and none beyond the edge to begin with", async () => {
    const { workbench, table } = await openLayers(visit, "resnet50");
    const overflow = () =>
      workbench.page.locator(".layer-table .scroller").evaluate((box) => box.scrollWidth - box.clientWidth);
    expect(await overflow()).toBe(0);
    await table.toggleColumn("Kept for training per image");
    await table.toggleColumn("Share of parameters and MACs");
    await workbench.page.reload();
    await eventually(() => table.columns()).toEqual([
      ...["Layer", "Kind", "Output", "Parameters", "MACs", "Memory", "Kept", "Field"],
    ]);
    expect((await table.column("Kept"))[2]).toBe("3.1 MiB");
  });

  it("goes by keyboard, folds, and copies the row", async () => {
    const { workbench, table } = await openLayers(visit, "resnet18");
    const press = (key: string) => workbench.page.keyboard.press(key);
    await table.focus();
    await press("Home");
    await press("ArrowDown");
    expect(await table.chosen()).toBe("stem");
    await press("Enter");
    expect(await table.isOpen("stem")).toBe("false");
    await press("End");
    await eventually(() => table.chosen()).toBe("head/linear");
    await press("Control+C");
    await eventually(() => table.clipboard()).toMatch(/^head\/linear\tlinear\t1000\t513000\t512000\t4000\t/);
    await workbench.page.getByText("Row copied").waitFor();
    await table.copyTable();
    await eventually(async () => (await table.clipboard()).split("\n")[1]).toMatch(/^input\tinput\t3x224x224\t0\t0\t/);
  });

  it("saves every layer as a table and as text", async () => {
    const { table } = await openLayers(visit, "resnet18");
    const csv = await table.save("CSV");
    expect(csv.name).toBe("resnet18-layers.csv");
    const lines = csv.content.trimEnd().split("\r\n");
    const params = lines.slice(1).map((line) => Number(line.split(",")[4]));
    expect(params.reduce((sum, count) => sum + count, 0)).toBe(11_689_512);
    const text = await table.save("text");
    expect(text.name).toBe("resnet18-layers.txt");
    expect(text.content).toContain("11,689,512");
  });

  it("tells where a number comes from, in words and with the values put in", async () => {
    const { workbench, table } = await openLayers(visit, "resnet18");
    await workbench.architecture.chooseLayer("stage1/block1/conv1");
    const layer = (await table.formulas()).replaceAll(/\s+/g, " ");
    expect(layer).toContain("= 36,864");
    expect(layer).toContain("filters");
    expect(layer).toContain("sees 19×19 of 224×224 pixels");
    await workbench.architecture.chooseLayer("stage1");
    expect((await table.formulas()).replaceAll(/\s+/g, " ")).toMatch(/2 ?· ?73,984 block1 – block2 = 147,968/);
  });
});

story("the baseline", (visit) => {
  it("is any preset, and every total and layer tells how far it is from it", async () => {
    const { workbench, table } = await openLayers(visit, "resnet34");
    await table.compareWith("net18", "resnet18");
    await eventually(() => table.difference("params")).toBe("+10.11M +86%");
    expect(await table.difference("depth")).toBe("+16 +89%");
    await workbench.architecture.show("Stages");
    await table.toggleColumn("Parameters against the baseline");
    expect(await table.column("± Params")).toEqual(["0", "0", "+73,984", "+590.8K", "+4.723M", "+4.721M", "0"]);
    await workbench.architecture.choosePreset("resnet18");
    await eventually(() => table.difference("params")).toBe("same");
  });

  it("is the network of any run, and stays after a reload", async () => {
    const { workbench, table } = await openLayers(visit, "resnet20");
    await workbench.startRun({ data: "Shapes", batch: 16, steps: 1, name: "the run to beat" });
    await workbench.goTo("Architecture");
    await workbench.architecture.choosePreset("resnet32");
    await table.compareWith("beat", "the run to beat");
    await eventually(() => table.difference("depth")).toBe("+12 +60%");
    // The address follows once nothing has been edited for a moment.
    await workbench.page.waitForURL(/resnet32/);
    await workbench.page.reload();
    await eventually(() => table.difference("depth")).toBe("+12 +60%");
  });
});

story("the memory plan", (visit) => {
  it("follows the batch, refuses what is no batch, and adds up", async () => {
    const { workbench, table } = await openLayers(visit, "resnet50");
    const { architecture } = workbench;
    await table.setBatch("64");
    await eventually(() => architecture.total("training")).toBe("5.4 GiB");
    await table.setBatch("0");
    expect(await architecture.total("training")).toBe("5.4 GiB");
    await table.setBatch("1");
    const plan = (await table.memoryPlan()).replaceAll(/\s+/g, " ");
    expect(plan).toContain("(25,557,032 + 53,120)·4 B = 102,440,608 B");
    expect(plan).toContain("25,557,032·4 B = 102,228,128 B");
  });
});
