import type { Command } from "commander";
import type { RunDetail, RunSummary } from "../../common/contract/host";
import { ResiduaError } from "../../common/errors";
import type { Optimizer } from "../../common/train/run-config";
import { type CommonOptions, storeDir, withCommon } from "../options";
import { count, loss, percent, print, printJson, table } from "../output";
import type { Places } from "../places";
import { hasStore, withService } from "../work";

export function runs(program: Command, places: Places): void {
  const command = program.command("runs").description("list, show and remove runs");
  withCommon(command.command("list").description("every run, newest first")).action(async (options: CommonOptions) => {
    const list = hasStore(options)
      ? await withService(places, options, ({ client }) => client.runs.list())
      : { runs: [] };
    if (options.json) printJson({ runs: list.runs });
    else print(list.runs.length === 0 ? "There are no runs yet." : listText(list.runs));
  });
  withCommon(command.command("show").description("one run with its curves"))
    .argument("<id>", "the run")
    .action(async (id: string, options: CommonOptions) => {
      requireStore(id, options);
      const detail = await withService(places, options, ({ client }) => client.runs.get({ id }));
      if (options.json) printJson(detail);
      else print(detailText(detail));
    });
  withCommon(command.command("rm").description("delete an ended run with its checkpoints"))
    .argument("<id>", "the run")
    .action(async (id: string, options: CommonOptions) => {
      requireStore(id, options);
      await withService(places, options, ({ client }) => client.runs.remove({ id }));
      if (options.json) printJson({ removed: id });
      else print(`Run ${id} is removed.`);
    });
}

/** @throws ResiduaError UNKNOWN_RUN where there is no store: looking must not make one. */
export function requireStore(id: string, options: CommonOptions): void {
  if (hasStore(options)) return;
  const message = `There is no run "${id}": ${storeDir(options)} holds no runs yet. Name another folder with --store.`;
  throw new ResiduaError("UNKNOWN_RUN", message, { field: "id" });
}

function listText(list: readonly RunSummary[]): string {
  const rows = list.map((run) => [
    run.id,
    run.queuePosition === null ? run.state : `${run.state}, position ${run.queuePosition}`,
    run.name,
    run.totalSteps === null ? "" : `${count(run.step)} / ${count(run.totalSteps)}`,
    run.lastPoint === null ? "" : loss(run.lastPoint.loss),
    run.bestValidationAccuracy === null ? "" : percent(run.bestValidationAccuracy),
    new Date(run.createdAt).toISOString().slice(0, 16).replace("T", " "),
  ]);
  const head = ["run", "state", "name", "steps", "loss", "best accuracy", "created (UTC)"];
  return table([head, ...rows], ["left", "left", "left", "right", "right", "right", "left"]);
}

function detailText({ summary, epochs }: RunDetail): string {
  const { config, error } = summary;
  const { optimizer, data, budget } = config;
  const facts = [
    ["run", `${summary.id} (${summary.name})`],
    ["state", error === null ? summary.state : `${summary.state}: ${error.message} [${error.code}]`],
    ["architecture", `${config.architecture.name} at ${config.architecture.input.join("x")}`],
    ["data", `${data.dataset}, batch ${config.batch}, ${budget.count} ${budget.unit}, augment ${data.augment}`],
    ["optimizer", `${optimizerName(optimizer)}, rate ${optimizer.learningRate} (${config.schedule.kind})`],
    ["device", summary.device ?? config.device],
    ["steps", `${count(summary.step)} of ${summary.totalSteps === null ? "?" : count(summary.totalSteps)}`],
  ];
  const rows = epochs.map(({ epoch, train, validation }) => [
    String(epoch),
    loss(train.loss),
    percent(train.accuracy),
    loss(validation.loss),
    percent(validation.accuracy),
  ]);
  const head = ["epoch", "train loss", "accuracy", "validation loss", "accuracy"];
  const columns = ["right", "right", "right", "right", "right"] as const;
  return [table(facts, ["left", "left"]), ...(rows.length > 0 ? ["", table([head, ...rows], columns)] : [])].join("\n");
}

function optimizerName(optimizer: Optimizer): string {
  if (optimizer.kind === "adamw") return "AdamW";
  return `SGD with ${optimizer.nesterov ? "Nesterov's " : ""}momentum ${optimizer.momentum}`;
}
