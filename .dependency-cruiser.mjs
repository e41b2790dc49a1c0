/**
 * Folder = where code may run. Each rule has its reason, and test/architecture plants a violation of each.
 * The rows of ROOMS are the whole table of what a folder of src-main may import from the others.
 */

/** @type {readonly { room: string; may: readonly string[]; why: string }[]} */
const ROOMS = [
  { room: "common", may: [], why: "it runs anywhere, in the window too, so that it can lean on nothing around it" },
  {
    room: "engine",
    may: ["common"],
    why: "TensorFlow's side knows graphs and arrays; runs, stores and files of weights are other people's business",
  },
  { room: "interop", may: ["common"], why: "file formats are read and written the same by trainer, service and tools" },
  {
    room: "trainer",
    may: ["common", "engine", "interop"],
    why: "a trainer is a process that may die at any moment: it must know of no store, no service and no window",
  },
  { room: "store", may: ["common"], why: "what is kept must not depend on who asked for it to be kept" },
  {
    room: "service",
    may: ["common", "store", "interop"],
    why: "the service starts trainers as processes; importing one would load TensorFlow into the host",
  },
  { room: "host-web", may: ["common", "service", "store"], why: "a host only carries the contract over its own wire" },
  {
    room: "host-electron",
    may: ["common", "service", "store"],
    why: "a host only carries the contract over its own wire",
  },
  {
    room: "cli",
    may: ["common", "service", "store", "host-web"],
    why: "commands are thin, over the service; `serve` starts the web host",
  },
];

/** A folder of src-main must not import from those that it has no business with. */
const rooms = ROOMS.map(({ room, may, why }) => ({
  name: `${room}-imports`,
  comment: `src-main/${room} may import ${["itself", ...may].join(", ")}: ${why}.`,
  severity: "error",
  from: { path: `^src-main/${room}/` },
  to: { path: "^src-(main|renderer)/", pathNot: `^src-main/(${[room, ...may].join("|")})/` },
}));

/** The packages that a folder has to itself, or may use alone. */
const PACKAGE = "node_modules/(?:@types/)?";
const packages = [
  {
    name: "common-packages",
    comment: "src-main/common is pure: the schema library, the contract's and the random numbers run anywhere.",
    from: { path: "^src-main/common/" },
    to: { path: PACKAGE, pathNot: `${PACKAGE}(zod|@orpc/contract|@orpc/shared|pure-rand)/` },
  },
  {
    name: "common-no-node",
    comment: "src-main/common runs in the window too, where Node's modules are not.",
    from: { path: "^src-main/common/" },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "tensorflow-in-engine",
    comment: "Loading TensorFlow belongs into trainer processes: one folder is the door to it.",
    from: { path: "^src-", pathNot: "^src-main/engine/" },
    to: { path: `${PACKAGE}@tensorflow/` },
  },
  {
    name: "electron-in-host-electron",
    comment: "Everything that imports Electron needs Electron to be tested.",
    from: { path: "^src-", pathNot: "^src-main/host-electron/" },
    to: { path: `${PACKAGE}electron/` },
  },
];

const renderer = [
  {
    name: "renderer-imports",
    comment:
      "The window shares types, schemas and pure functions with the hosts; everything else it asks over the contract.",
    from: { path: "^src-renderer/" },
    to: { path: "^src-main/", pathNot: "^src-main/common/" },
  },
  {
    name: "renderer-no-node",
    comment: "The window runs in a sandboxed browser page.",
    from: { path: "^src-renderer/" },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "features-apart",
    comment: "A screen can be changed or dropped without a look at the others: what two share moves out of both.",
    from: { path: "^src-renderer/features/([^/]+)/" },
    to: { path: "^src-renderer/features/([^/]+)/", pathNot: "^src-renderer/features/$1/" },
  },
  {
    name: "features-on-top",
    comment: "Only the router knows the screens; what they stand on must not lean on them.",
    from: { path: "^src-renderer/(host|stores|live|composables|charts|diagram|ui)/" },
    to: { path: "^src-renderer/features/" },
  },
];

const everywhere = [
  {
    name: "no-circular",
    comment: "Modules in a ring can be understood, tested and loaded only all at once.",
    from: {},
    to: { circular: true },
  },
  {
    name: "no-unresolvable",
    comment: "An import that can't be found is checked by none of the rules above.",
    from: {},
    to: { couldNotResolve: true, pathNot: "\\.(css|svg)$|^element-plus/es/components/[^/]+/style/css$" },
  },
  {
    name: "no-dev-packages",
    comment: "What runs in production is installed in production; the window is bundled, and needs none of it.",
    from: { path: "^src-main/" },
    to: { dependencyTypes: ["npm-dev"], pathNot: `${PACKAGE}electron/|node_modules/@types/` },
  },
];

export default {
  forbidden: [...rooms, ...packages, ...renderer, ...everywhere].map((rule) => ({ severity: "error", ...rule })),
  options: {
    // Imports of types count: they are what ties two folders together in the reader's head.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    // Not extraExtensionsToScan: what is named there is listed, but not read.
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".mjs", ".js", ".vue", ".d.ts", ".json"],
    },
  },
};
