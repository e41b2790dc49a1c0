import type { Command } from "commander";
import type { DatasetInfo } from "../../common/contract/host";
import { datasetNamed, notSupported } from "../datasets";
import { type CommonOptions, storeDir, withCommon } from "../options";
import { bytes, count, percent, print, printJson, table } from "../output";
import { StatusLine } from "../status-line";

export function datasets(program: Command): void {
  const command = withCommon(program.command("datasets").description("list the data sets, get or import one"));
  command.action(async (options: CommonOptions) => {
    const { listDatasets } = await import("../../service/datasets");
    const list = await listDatasets(storeDir(options));
    if (options.json) printJson({ datasets: list });
    else print(asText(list));
  });
  withCommon(command.command("fetch").description("download a set, checked against its checksum"))
    .argument("<name>", "the set's name")
    .action((name: string, _: CommonOptions, self: Command) => fetch(name, self.optsWithGlobals()));
  withCommon(command.command("import").description("check and register a folder of images (not yet)"))
    .argument("<dir>", "the folder")
    .action(() => {
      throw notSupported("Importing a folder of images");
    });
}

async function fetch(name: string, options: CommonOptions): Promise<void> {
  const { fetchDataset, listDatasets } = await import("../../service/datasets");
  const { name: known, title } = datasetNamed(name);
  const dir = storeDir(options);
  const status = new StatusLine();
  try {
    for await (const { receivedBytes, totalBytes } of fetchDataset(known, dir, undefined)) {
      const share = totalBytes > 0 ? ` (${percent(receivedBytes / totalBytes)})` : "";
      status.show(`${title}: ${bytes(receivedBytes)} of ${bytes(totalBytes)}${share}`);
    }
  } finally {
    status.end();
  }
  const info = (await listDatasets(dir)).find((candidate) => candidate.name === known);
  if (options.json) printJson(info);
  else print(`${title} is there${info?.dir ? `, in ${info.dir}` : ""}.`);
}

export function asText(list: readonly DatasetInfo[]): string {
  const rows = list.map(({ name, input, classes, trainCount, testCount, state, dir, hint }) => [
    name,
    input.join("x"),
    String(classes.length),
    count(trainCount),
    count(testCount),
    state,
    state === "missing" ? (hint ?? "") : (dir ?? ""),
  ]);
  const head = ["name", "image", "classes", "train", "test", "state", "where"];
  return table([head, ...rows], ["left", "right", "right", "right", "right", "left", "left"]);
}
