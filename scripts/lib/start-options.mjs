/** The options of `npm start`, all of them handed on to the host. */
import { Problem, unknownOption } from "./problem.mjs";

/**
 * @typedef {object} StartOptions
 * @property {boolean} web asked for the browser
 * @property {string[]} serve what `residua serve` gets
 */

const ACCEPTED = ["--web", "--no-open", "--port N", "--store DIR"];

/**
 * @param {readonly string[]} args
 * @returns {StartOptions}
 * @throws {Problem} at the first that is not accepted
 */
export function parseStartOptions(args) {
  /** @type {StartOptions} */
  const options = { web: false, serve: [] };
  for (let index = 0; index < args.length; index++) {
    const [name = "", joined] = (args[index] ?? "").split(/=(.*)/s);
    if (name === "--web") {
      options.web = true;
    } else if (name === "--no-open") {
      // Opening nothing leaves only the address, which is the browser host's.
      options.web = true;
      options.serve.push(name);
    } else if (name === "--port" || name === "--store") {
      const value = joined ?? args[++index];
      if (value === undefined || value === "")
        throw new Problem(`${name} needs a value: accepted are ${ACCEPTED.join(", ")}.`, { exitCode: 2 });
      // A port is the browser host's alone.
      if (name === "--port") options.web = true;
      options.serve.push(name, value);
    } else {
      throw unknownOption(args[index] ?? "", ACCEPTED);
    }
  }
  return options;
}
