/** Python's pip as a fetcher of wheels: files with a checksum from a registry that most networks reach. */
import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { notFetched } from "./problem.mjs";
import { formatBytes, step } from "./progress.mjs";
import { answers, run, tellingLine } from "./run.mjs";

/** @typedef {readonly [command: string, ...args: string[]]} Python */

/** @type {readonly Python[]} */
const CANDIDATES = [["python3"], ["python"], ["py", "-3"]];

/** @returns {Python | null} the first Python that has pip */
export function findPip() {
  return CANDIDATES.find(([command, ...args]) => answers(command, [...args, "-m", "pip", "--version"])) ?? null;
}

/**
 * @typedef {object} Wheel
 * @property {string} requirement such as "tensorflow-cpu==2.21.0"
 * @property {string} sha256
 * @property {number} bytes its size, for the progress
 */

/**
 * Downloads one wheel, checked against its checksum. One that an interrupted set-up left whole is taken as it is.
 * @param {Python} python
 * @param {Wheel} wheel
 * @param {string} folder gets the wheel; pip's own temporary files stay inside it as well
 * @returns {Promise<string>} the wheel's path
 */
export async function fetchWheel(python, wheel, folder) {
  const kept = findWheel(folder, wheel);
  if (kept !== null && (await sha256Of(kept)) === wheel.sha256) return kept;
  const temporary = join(folder, "pip");
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  const requirements = join(temporary, "requirements.txt");
  writeFileSync(requirements, `${wheel.requirement} --hash=sha256:${wheel.sha256}\n`);
  const [command, ...args] = python;
  const pip = [
    ...["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--require-hashes", "--no-cache-dir"],
    // The wheels are made per Python version, but the library inside is the same: one version, one checksum.
    ...["--python-version", "3.11", "--progress-bar", "off", "--quiet", "--disable-pip-version-check"],
    ...["--dest", folder, "--requirement", requirements],
  ];
  const env = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary };
  try {
    const { code, output } = await step(
      `Downloading ${wheel.requirement} (${formatBytes(wheel.bytes)})`,
      () => run(command, [...args, ...pip], { env }),
      () => `${formatBytes(sizeOf(temporary))} of ${formatBytes(wheel.bytes)}`,
    );
    const fetched = findWheel(folder, wheel);
    if (code === 0 && fetched !== null) return fetched;
    throw notFetched(wheel.requirement, "PyPI", tellingLine(output));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** @param {string} folder @param {Wheel} wheel @returns {string | null} */
function findWheel(folder, { requirement }) {
  const stem = `${requirement.replaceAll("-", "_").replace("==", "-")}-`;
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const name = names.find((candidate) => candidate.startsWith(stem) && candidate.endsWith(".whl"));
  return name === undefined ? null : join(folder, name);
}

/** @param {string} path */
async function sha256Of(path) {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest("hex");
}

/** @param {string} folder @returns {number} bytes of the wheels in it: the one that pip is writing */
function sizeOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".whl"))
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

/** Reads "<member>\t<target>" lines and writes each member of the zip to its target, in pieces. */
const UNPACK = `
import os, shutil, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    for line in open(sys.argv[2], encoding="utf-8").read().splitlines():
        member, target = line.split("\\t")
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with wheel.open(member) as source, open(target, "wb") as out:
            shutil.copyfileobj(source, out, 1 << 20)
`;

/**
 * Unpacks some files of a wheel with Python's own zipfile, which every Python with pip has.
 * @param {Python} python
 * @param {string} wheel
 * @param {string} folder
 * @param {readonly (readonly [member: string, target: string])[]} files targets relative to the folder
 * @returns {Promise<import("./run.mjs").Outcome>}
 */
export async function unpack(python, wheel, folder, files) {
  const list = join(folder, "unpack.txt");
  writeFileSync(list, files.map(([member, target]) => `${member}\t${join(folder, target)}`).join("\n"));
  const [command, ...args] = python;
  try {
    return await run(command, [...args, "-c", UNPACK, wheel, list]);
  } finally {
    rmSync(list, { force: true });
  }
}
