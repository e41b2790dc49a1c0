/** The form of the architecture page, from a broken sample to a network that trains, and by keyboard alone. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { eventually, hostFor, story, temporaryStore, type Visit } from "./testing/story";
import type { Workbench } from "./testing/workbench";

const RESNET34 = { params: "21,797,672", macs: "3,663,761,408" };

async function openArchitecture(visit: Visit): Promise<Workbench> {
  const host = await hostFor({ store: temporaryStore() });
  return visit(host.url);
}

/** What is typed next goes there. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement | null;
    const label = element?.labels?.[0]?.textContent?.trim() ?? "";
    return element?.getAttribute("aria-label") ?? (label || (element?.textContent?.trim() ?? ""));
  });
}

/** Presses Tab until the focus is where a reader of the screen would look for `name`. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const found = (text: string) => (typeof name === "string" ? text === name : name.test(text));
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    if (found(await focused(page))) return;
  }
  throw new Error(`80 presses of Tab don't reach ${name}.`);
}

story("the architecture form", (visit) => {
  it("leads from the notebook's block to a ResNet-34 that can train", async () => {
    const { page, architecture } = await openArchitecture(visit);
    await architecture.choosePreset("The notebook's block");
    await eventually(() => architecture.guide()).toContain("Step 1 of 4");
    expect(await architecture.canTrain()).toBe(false);
    expect(await architecture.repair()).toContain("Add the shortcut to the branch");
    await eventually(() => architecture.guide()).toContain("Step 2 of 4");
    await architecture.repair();
    await eventually(() => architecture.guide()).toContain("Step 3 of 4");
    // A step can be taken back, and the guide goes back with it.
    await architecture.undo();
    await eventually(() => architecture.guide()).toContain("Step 2 of 4");
    for (const step of [3, 4]) {
      await architecture.repair();
      await eventually(() => architecture.guide()).toContain(`Step ${step} of 4`);
    }
    await architecture.repair();
    await eventually(() => architecture.guide()).toContain("this is resnet34 now, gives (1, 1000)");
    expect(await architecture.total("params")).toBe(RESNET34.params);
    expect(await architecture.total("macs")).toBe(RESNET34.macs);
    expect(await architecture.canTrain()).toBe(true);
    await page.waitForURL(/preset=notebook-block/);
    await page.reload();
    await eventually(() => architecture.total("params")).toBe(RESNET34.params);
  });

  it("can be filled in by keyboard alone", async () => {
    const { page, architecture } = await openArchitecture(visit);
    await eventually(() => architecture.total("depth")).toBe("20");
    await tabTo(page, "Depth");
    await page.keyboard.press("ArrowUp");
    await eventually(() => architecture.total("depth")).toBe("26");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("45");
    await page.keyboard.press("Enter");
    await eventually(() => page.getByRole("status").allInnerTexts()).toContain(
      "3 equal stages of basic blocks have 6n + 2 layers, so 45 became 44.",
    );

    await tabTo(page, "Basic");
    await page.keyboard.press("ArrowRight");
    await eventually(() => architecture.total("depth")).toBe("65");
    await tabTo(page, /^Expansion, in steps/);
    await page.keyboard.press("ArrowRight");
    await eventually(() => page.getByRole("textbox", { name: "Expansion" }).inputValue()).toBe("4.25");

    await tabTo(page, "A");
    for (let presses = 0; presses < 2; presses++) await page.keyboard.press("ArrowRight");
    await eventually(() => page.getByRole("radio", { name: "C", exact: true }).isChecked()).toBe(true);

    await tabTo(page, /^Norm and activation/);
    await page.keyboard.press("Enter");
    await tabTo(page, "Batch");
    await page.keyboard.press("ArrowRight");
    await eventually(() => architecture.problems()).toContain("group norm can't divide");

    await tabTo(page, /^Set the groups of the norm/);
    await page.keyboard.press("Enter");
    await eventually(() => architecture.problems()).toContain("None");
    expect(await architecture.canTrain()).toBe(true);

    await page.keyboard.press("Control+Z");
    await eventually(() => architecture.problems()).toContain("group norm can't divide");
    await page.keyboard.press("Control+Shift+Z");
    await eventually(() => architecture.canTrain()).toBe(true);
  });

  it("opens a file that is dropped, remembers it, and says what is wrong with another", async () => {
    const { page, architecture } = await openArchitecture(visit);
    const drop = (name: string, text: string) =>
      page.evaluate(
        ([fileName, content]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([content ?? ""], fileName ?? ""));
          window.dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
        },
        [name, text],
      );
    await architecture.choosePreset("resnet32");
    await eventually(() => architecture.total("depth")).toBe("32");
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save as a file" }).click();
    expect((await saved).suggestedFilename()).toBe("resnet32.json");

    await drop("broken.json", "{");
    await eventually(() => page.getByRole("alert").innerText()).toContain("broken.json can't be read: it isn't JSON.");
    expect(await architecture.total("depth")).toBe("32");

    await drop(
      "vgg.json",
      JSON.stringify({
        $schema: "./x.json",
        version: 1,
        name: "mine",
        family: "vgg",
        input: [3, 64, 64],
        classes: 5,
        stages: [[8], [8]],
        batchNorm: true,
      }),
    );
    await eventually(() => architecture.total("depth")).toBe("5");
    expect(await page.getByRole("alert").count()).toBe(0);

    await page.reload();
    await page.getByRole("button", { name: "Recent files" }).press("Enter");
    await page.getByRole("button", { name: "Remove vgg.json from the list" }).press("Enter");
    await page.getByRole("button", { name: /^resnet32\.json/ }).press("Enter");
    await eventually(() => architecture.total("depth")).toBe("32");
  });
});
