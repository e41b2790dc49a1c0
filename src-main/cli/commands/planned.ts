import type { Command } from "commander";
import { notSupported } from "../datasets";
import { withCommon } from "../options";

/** Commands of the contract that wait for their turn: they answer, so that nobody takes them for a typing error. */
export function planned(program: Command): void {
  withCommon(program.command("import").description("read weights into a new run (not yet)"))
    .argument("[file]", "the file")
    .option("--preset <arch>", "the architecture")
    .action(() => {
      throw notSupported("Importing weights as a run");
    });
}
