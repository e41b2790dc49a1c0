import type { Command } from "commander";
import type { DoctorReport } from "../../common/contract/host";
import { SilentExit } from "../errors";
import { type CommonOptions, withCommon } from "../options";
import { print, printJson, table } from "../output";
import type { Places } from "../places";
import { workContext } from "../work";

export function doctor(program: Command, places: Places): void {
  withCommon(program.command("doctor").description("say what engine, devices, data and space this machine gives"))
    .addHelpText("after", "\nExit status 1 when training can't run here.")
    .action(async (options: CommonOptions) => {
      const { doctorReport } = await import("../../service/doctor");
      const report = await doctorReport(await workContext(places, options));
      if (options.json) printJson(report);
      else print(asText(report));
      if (!report.ok) throw new SilentExit(1);
    });
}

export function asText({ version, ok, checks }: DoctorReport): string {
  const rows = checks.flatMap(({ id, ok, detail, remedy }) => {
    const line = [ok ? "ok" : "--", id, detail];
    return remedy === null ? [line] : [line, ["", "", remedy]];
  });
  const verdict = ok
    ? "Training can run here."
    : "Training can't run here yet: see the lines above that begin with --.";
  return [`Residua ${version}`, "", table(rows, ["left", "left", "left"]), "", verdict].join("\n");
}
