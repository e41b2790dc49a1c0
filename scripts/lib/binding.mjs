/** The binding between Node and TensorFlow, compiled from the npm package's own unmodified sources. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { BINDING_FILE, bindingPackage } from "../../src-main/engine/native/cache.mjs";
import { systemCompiler, zigCompiler } from "./compiler.mjs";
import { fillWhole } from "./parts.mjs";
import { moduleFile, thisSystem } from "./paths.mjs";
import { missingCompiler, Problem } from "./problem.mjs";
import { say, step } from "./progress.mjs";
import { run, tellingLine } from "./run.mjs";

/**
 * @param {string} downloads folder for a compiler, should one be needed
 * @param {string} folder the binding's place, see native/cache.mjs
 * @param {string} library the library's folder; the binding finds it relative to itself, so that the cache can be moved
 * @param {import("../../src-main/engine/native/platforms.mjs").LibraryRow} row
 * @param {import("./python.mjs").Python | null} python
 */
export async function compileBinding(downloads, folder, library, row, python) {
  const compiler = systemCompiler() ?? (await compilerFromPyPI(downloads, python));
  await fillWhole(folder, async (part) => {
    const [command, ...args] = compiler;
    const target = join(part, BINDING_FILE);
    const line = [...args, ...compileArguments(library, row, target)];
    // Zig keeps what it has compiled of the C++ library, and is itself kept for this one compilation only.
    const zigCache = join(downloads, "zig-cache");
    const env = { ...process.env, ZIG_GLOBAL_CACHE_DIR: zigCache, ZIG_LOCAL_CACHE_DIR: zigCache };
    const compiling = () => run(command, line, { env });
    const { code, output } = await step(`Compiling the binding to TensorFlow (${compiler.join(" ")})`, compiling);
    if (code !== 0 || !existsSync(target)) {
      throw new Problem(`The binding to TensorFlow could not be compiled by ${command}: ${tellingLine(output)}`);
    }
    say(`  TensorFlow ${await loadedVersion(target)} loads`);
  });
}

/**
 * @param {string} library
 * @param {import("../../src-main/engine/native/platforms.mjs").LibraryRow} row
 * @param {string} target
 * @returns {string[]}
 */
export function compileArguments(library, row, target) {
  const source = bindingPackage();
  const macos = row.platform.startsWith("darwin");
  return [
    ...["-std=c++17", "-O2", "-fPIC", "-shared", "-DNAPI_VERSION=8"],
    ...["-I", moduleFile("node-api-headers/include"), "-I", source, "-I", join(library, "include")],
    ...["tfjs_backend.cc", "tfjs_binding.cc"].map((name) => join(source, "binding", name)),
    ...row.libraries.map((name) => join(library, "lib", name)),
    // Node's own functions are found when Node loads the binding.
    ...(macos ? ["-undefined", "dynamic_lookup"] : []),
    `-Wl,-rpath,${macos ? "@loader_path" : "$ORIGIN"}/../../lib`,
    ...["-o", target],
  ];
}

/** Loads it in a process of its own: a library that does not fit the machine may end the process that loads it. */
const LOAD = "const m={exports:{}};process.dlopen(m,process.argv[1]);console.log('version '+m.exports.TF_Version)";

/**
 * @param {string} binding
 * @returns {Promise<string>} TensorFlow's version
 * @throws {Problem} when it can't be loaded here
 */
export async function loadedVersion(binding) {
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3" };
  const { code, output } = await run(process.execPath, ["-e", LOAD, binding], { env });
  const version = /^version (\S+)$/m.exec(output)?.[1];
  if (code === 0 && version !== undefined) return version;
  throw new Problem(`TensorFlow does not load on this machine (it needs a processor with AVX): ${tellingLine(output)}`);
}

/** @param {string} downloads @param {import("./python.mjs").Python | null} python */
async function compilerFromPyPI(downloads, python) {
  if (python === null) throw missingCompiler(thisSystem(), "that needs Python's pip");
  say("· No C++ compiler here: getting Zig's from PyPI");
  try {
    return await zigCompiler(downloads, python);
  } catch (error) {
    if (error instanceof Problem) throw missingCompiler(thisSystem(), error.message);
    throw error;
  }
}
