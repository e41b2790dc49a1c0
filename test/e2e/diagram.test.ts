/** The drawn network: it agrees with the table, moves by mouse and keyboard, folds, and leaves as a picture. */
import { expect, it } from "vitest";
import { seriousViolations } from "./testing/axe";
import { DiagramView } from "./testing/diagram-view";
import { eventually, hostFor, story, temporaryStore, type Visit } from "./testing/story";

async function openDiagram(visit: Visit, preset: string) {
  const host = await hostFor({ store: temporaryStore() });
  const workbench = await visit(host.url);
  await workbench.open(`/architecture?preset=${preset}`);
  const diagram = new DiagramView(workbench.page);
  await diagram.open();
  return { ...workbench, workbench, diagram, page: workbench.page, architecture: workbench.architecture };
}

/** Width and height that a PNG says in its header. */
const pngSize = (content: Buffer) => [content.readUInt32BE(16), content.readUInt32BE(20)];

story("the diagram", (visit) => {
  it("marks what the table has chosen, and the other way round", async () => {
    const { diagram, page } = await openDiagram(visit, "resnet18");
    expect(await diagram.summary()).toContain("resnet18, 18 layers deep. Stem; Stage 1 with 2 blocks");
    await diagram.choose("stage2/block1/conv1");
    await eventually(() => diagram.marked("chosen")).toEqual(["stage2/block1/conv1"]);
    await eventually(() => page.getByRole("region", { name: "How the numbers come about" }).innerText()).toContain(
      "73,728",
    );
    expect(await diagram.marked("hovered")).toEqual(["stage2/block1/conv1"]);
    await diagram.openTable();
    const row = page.locator('[data-address="stage2/block1/conv1"]');
    expect(await row.getAttribute("aria-selected")).toBe("true");
    await page.locator('[data-address="stage2/block1/shortcut/conv"]').click();
    await diagram.open();
    await eventually(() => diagram.marked("chosen")).toEqual(["stage2/block1/shortcut/conv"]);
  });

  it("opens a long network folded, and unfolds it around what is chosen", async () => {
    const { diagram } = await openDiagram(visit, "resnet152");
    const run = "stage3/block3…block36";
    await diagram.fit();
    await eventually(() => diagram.isDrawn(run)).toBe(true);
    await diagram.fold(run);
    await eventually(() => diagram.isDrawn("stage3/block3")).toBe(true);
    await diagram.show("Stages");
    await eventually(() => diagram.isDrawn("stage3/block1/conv1")).toBe(false);
    await diagram.choose("stage3");
    await diagram.choose("stage3");
    await eventually(() => diagram.isDrawn("stage3/block1/conv1")).toBe(true);
  });

  it("is walked and folded by keyboard alone", async () => {
    const { diagram, page } = await openDiagram(visit, "resnet20");
    await diagram.show("Blocks");
    await diagram.tree().focus();
    await page.keyboard.press("Home");
    expect(await diagram.activeItem()).toContain("input");
    for (let presses = 0; presses < 5; presses++) await page.keyboard.press("ArrowDown");
    await eventually(() => diagram.activeItem()).toContain("Stage 1");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await eventually(() => diagram.isDrawn("stage1/block1/conv1")).toBe(true);
    await page.keyboard.press("ArrowDown");
    await eventually(() => diagram.marked("chosen")).toEqual(["stage1/block1/conv1"]);
    const before = await diagram.scale();
    await page.keyboard.press("+");
    await eventually(() => diagram.scale()).not.toBe(before);
  });

  it("moves and zooms by mouse and keyboard, and shows all again", async () => {
    const { diagram, page } = await openDiagram(visit, "resnet34");
    const view = page.getByRole("group", { name: /^Diagram of resnet34/ });
    const before = await diagram.transform();
    const { x, y, width, height } = (await view.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const middle = { x: x + width / 2, y: y + height / 2 };
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x - 90, middle.y - 60);
    await page.mouse.up();
    await eventually(() => diagram.transform()).toEqual({ ...before, x: before.x - 90, y: before.y - 60 });
    expect(await diagram.marked("chosen")).toEqual([]);
    await view.press("ArrowRight");
    await eventually(() => diagram.transform()).toMatchObject({ x: before.x - 150 });
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -200);
    await page.keyboard.up("Control");
    await eventually(async () => (await diagram.transform()).scale).toBeGreaterThan(before.scale * 1.4);
    await view.press("0");
    await eventually(async () => (await diagram.transform()).scale).toBeLessThan(before.scale);
  });

  it("marks what is wrong, where the problem says so", async () => {
    const { diagram, page } = await openDiagram(visit, "notebook-block");
    await eventually(async () => (await diagram.marked("faulty")).length).toBeGreaterThan(0);
    await page.getByRole("region", { name: "Problems" }).getByRole("button", { name: /^Show/ }).first().click();
    await eventually(async () => (await diagram.marked("chosen")).length).toBe(1);
  });

  it("is saved whole, as a drawing and as a picture", async () => {
    const { diagram } = await openDiagram(visit, "resnet50");
    const svg = await diagram.save("SVG");
    expect(svg.name).toBe("resnet50.svg");
    const text = svg.content.toString();
    expect(text).toContain(">1×1 conv, 2048</text>");
    expect(text).not.toContain("var(");
    const [, width = "", height = ""] = /width="([\d.]+)" height="([\d.]+)"/.exec(text) ?? [];
    const png = await diagram.save("PNG, double size");
    expect(png.name).toBe("resnet50.png");
    expect(pngSize(png.content)).toEqual([2 * Number(width), 2 * Number(height)]);
  });

  it("has no serious violations, light or dark, alone or side by side with other networks", async () => {
    const { page, workbench } = await openDiagram(visit, "notebook-block");
    const found: string[] = [];
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      for (const path of ["/architecture?preset=notebook-block", "/side-by-side"]) {
        await workbench.open(path);
        await page.locator("main svg[role=img] g").first().waitFor();
        found.push(...(await seriousViolations(page)).map((violation) => `${colorScheme} ${path}: ${violation}`));
      }
    }
    expect(found).toEqual([]);
  });
});

story("networks side by side", (visit) => {
  it("are the paper's to begin with, and any others by the address or by choice", async () => {
    const { page, workbench } = await openDiagram(visit, "resnet18");
    await page.getByRole("link", { name: "Side by side" }).click();
    await page.getByRole("heading", { level: 1, name: "Side by side" }).waitFor();
    const heads = () =>
      page.locator("main section.head").evaluateAll((all) => all.map((head) => head.getAttribute("aria-label")));
    expect(await heads()).toEqual(["vgg19", "plain34", "resnet34"]);
    await eventually(() => new URL(page.url()).search).toBe("?nets=vgg19,plain34,resnet34");
    const params = page.locator("section.head").nth(2).locator("[data-total=params]");
    expect(await params.innerText()).toContain("−85%");

    await page.getByRole("button", { name: "Add a network" }).click();
    await eventually(heads).toEqual(["vgg19", "plain34", "resnet34", "resnet18 (in the editor)"]);
    await page.getByRole("button", { name: "Remove vgg19" }).click();
    await eventually(() => new URL(page.url()).search).toBe("?nets=plain34,resnet34,edited");

    await workbench.open("/side-by-side?nets=resnet34,resnet50");
    expect(await heads()).toEqual(["resnet34", "resnet50"]);
    await workbench.open("/side-by-side?nets=resnet34,resnet35");
    expect(await page.getByRole("alert").innerText()).toContain('"resnet35"');
  });
});
