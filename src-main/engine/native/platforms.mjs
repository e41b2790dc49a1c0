// @ts-check
/**
 * Where TensorFlow's library comes from on each platform: rows of data, read by the set-up (before anything is
 * installed, hence plain JavaScript) and by the engine (to say what is missing).
 */

/**
 * @typedef {object} LibraryRow
 * @property {string} platform Node's `process.platform`-`process.arch`
 * @property {string} requirement the wheel as pip names it
 * @property {string} version TensorFlow's version
 * @property {string} sha256 of the wheel
 * @property {number} downloadBytes size of the wheel
 * @property {readonly string[]} libraries file names inside the wheel's `tensorflow` folder, the one linked first first
 */

const LINUX_LIBRARIES = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"];

/**
 * Windows is not among them: the wheel's library there needs a Python installation of one exact version, so Windows
 * gets the ready-made binding of the npm package instead, or WSL2.
 * @type {readonly LibraryRow[]}
 */
export const LIBRARY_ROWS = [
  {
    platform: "linux-x64",
    requirement: "tensorflow-cpu==2.21.0",
    version: "2.21.0",
    sha256: "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c",
    downloadBytes: 273_829_956,
    libraries: LINUX_LIBRARIES,
  },
  {
    platform: "linux-arm64",
    requirement: "tensorflow==2.21.0",
    version: "2.21.0",
    sha256: "4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c",
    downloadBytes: 282_000_000,
    libraries: LINUX_LIBRARIES,
  },
  {
    platform: "darwin-arm64",
    requirement: "tensorflow==2.21.0",
    version: "2.21.0",
    sha256: "51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88",
    downloadBytes: 223_000_000,
    libraries: ["libtensorflow_cc.2.dylib", "libtensorflow_framework.2.dylib"],
  },
];

/** The headers that the binding's sources include, inside the wheel's `tensorflow/include`: the same on each platform. */
export const HEADERS = [
  "tensorflow/c/c_api.h",
  "tensorflow/c/c_api_macros.h",
  "tensorflow/c/eager/c_api.h",
  "tensorflow/c/tf_attrtype.h",
  "tensorflow/c/tf_buffer.h",
  "tensorflow/c/tf_datatype.h",
  "tensorflow/c/tf_status.h",
  "tensorflow/c/tf_tensor.h",
  "tensorflow/c/tf_tstring.h",
  "tensorflow/core/platform/ctstring.h",
  "tensorflow/core/platform/ctstring_internal.h",
  "tsl/platform/ctstring.h",
  "tsl/platform/ctstring_internal.h",
  "xla/tsl/c/tsl_status.h",
];

/**
 * @param {string} [platform]
 * @param {string} [arch]
 * @returns {LibraryRow | null} null where no library is known
 */
export function libraryRow(platform = process.platform, arch = process.arch) {
  return LIBRARY_ROWS.find((row) => row.platform === `${platform}-${arch}`) ?? null;
}
