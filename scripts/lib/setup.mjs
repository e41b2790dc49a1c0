/** The whole set-up, in the order in which each part needs the one before. */
import { ensureBuilt } from "./build.mjs";
import { ensureEngine } from "./engine.mjs";
import { withLock } from "./lock.mjs";
import { ensureNodeModules } from "./node-modules.mjs";
import { CHECKOUT_LOCK } from "./paths.mjs";
import { Problem } from "./problem.mjs";

/** As package.json's engines: older ones lack functions that the packages use. */
const OLDEST_NODE = [20, 19];

/** @param {string} version such as "20.19.0" */
export function isNodeNewEnough(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/** Goes on where an interrupted one stopped; takes a second or two when everything is there. */
export async function setUp() {
  if (!isNodeNewEnough(process.versions.node)) {
    throw new Problem(
      `Node ${process.versions.node} is too old: install Node ${OLDEST_NODE.join(".")} or newer and run this again.`,
    );
  }
  await withLock(CHECKOUT_LOCK, async () => {
    await ensureNodeModules();
    await ensureEngine();
    await ensureBuilt();
  });
}
