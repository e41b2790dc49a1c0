/** How each script runs: what is expected to go wrong ends it with one sentence, never with a stack. */
import { Problem } from "./problem.mjs";
import { endChildrenWithThisProcess } from "./run.mjs";

/** @param {() => Promise<number | void>} work its number is the exit code */
export async function script(work) {
  endChildrenWithThisProcess();
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    if (error instanceof Problem) {
      process.stderr.write(`\n${error.message}\n`);
      process.exitCode = error.exitCode;
    } else if (error instanceof Error && "code" in error && error.code === "ENOSPC") {
      process.stderr.write("\nThe disk is full: free some space and run this again; what is already there is kept.\n");
      process.exitCode = 1;
    } else {
      throw error;
    }
  }
}
