// Times the analysis as the window and `residua inspect` do it, from spec to problems: node scripts/bench-analysis.mjs
import { join } from "node:path";
import { build } from "vite";
import { ROOT } from "./lib/paths.mjs";
import { script } from "./lib/script.mjs";

const WARM_UP = 60;
const RUNS = 200;

/**
 * @typedef {object} Arch
 * @property {(name: string) => object} findPreset
 * @property {(spec: object) => object} analyse
 * @property {(value: unknown) => object} parseArchSpec
 */

await script(async () => {
  const { findPreset, analyse, parseArchSpec } = await loadArch();
  const [resnet152, resnet1202] = [findPreset("resnet152"), findPreset("resnet1202")];
  const stage = { blocks: 3, width: 16, stride: 1 };
  /** @param {object} changes */
  const refusal = (changes) => {
    const spec = { ...findPreset("resnet20"), ...changes };
    return () => {
      try {
        parseArchSpec(spec);
      } catch {
        return;
      }
      throw new Error("A hostile spec was accepted.");
    };
  };
  let tooSlow = 0;
  /** @param {string} name @param {number} limit milliseconds that are asked for, as a median @param {() => void} work */
  const report = (name, limit, work) => {
    const { median, p95 } = time(work);
    if (median >= limit) tooSlow += 1;
    const verdict = median < limit ? `below ${limit} ms, as asked` : `NOT below ${limit} ms`;
    console.log(`${name.padEnd(26)} median ${format(median)}   p95 ${format(p95)}   ${verdict}`);
  };
  report("analysis of resnet152", 2, () => analyse(resnet152));
  report("analysis of resnet1202", 20, () => analyse(resnet1202));
  report("refusing a million blocks", 100, refusal({ stages: [{ ...stage, blocks: 1e6 }] }));
  report("refusing a million stages", 100, refusal({ stages: Array.from({ length: 1e6 }, () => stage) }));
  report("refusing a stride of NaN", 100, refusal({ stages: [{ ...stage, stride: Number.NaN }] }));
  return tooSlow === 0 ? 0 : 1;
});

/** Bundled, as the window has it: a module loader's own costs would be measured too. @returns {Promise<Arch>} */
async function loadArch() {
  const files = ["adapt", "analysis", "presets"].map((name) => join(ROOT, "src-main", "common", "arch", `${name}.ts`));
  const entry = "virtual:arch";
  const result = await build({
    configFile: false,
    root: ROOT,
    logLevel: "error",
    plugins: [
      {
        name: "arch-entry",
        resolveId: (id) => (id === entry ? `\0${entry}` : null),
        load: (id) =>
          id === `\0${entry}` ? files.map((file) => `export * from ${JSON.stringify(file)};`).join("\n") : null,
      },
    ],
    ssr: { noExternal: true },
    build: { ssr: true, write: false, target: "node20", rolldownOptions: { input: entry } },
  });
  const [bundle] = Array.isArray(result) ? result : [result];
  if (bundle === undefined || !("output" in bundle)) throw new Error("Nothing was bundled.");
  const [{ code }] = bundle.output;
  return import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
}

/** @param {() => void} work @returns {{ median: number; p95: number }} milliseconds, warm */
function time(work) {
  for (let i = 0; i < WARM_UP; i++) work();
  const times = Array.from({ length: RUNS }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  }).sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => times[Math.floor(share * (times.length - 1))] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95) };
}

/** @param {number} milliseconds */
function format(milliseconds) {
  return `${milliseconds.toFixed(2).padStart(7)} ms`;
}
