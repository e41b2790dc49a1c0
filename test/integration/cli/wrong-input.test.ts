import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { encodeSafetensors } from "../../../src-main/interop/safetensors";
import { buildCommandLine, type Ended, residua, temporaryFolder } from "./residua";

beforeAll(buildCommandLine);

const RECORD = 3073;
const TRAIN = ["train", "--preset", "resnet20", "--batch", "4", "--steps", "1", "--lr", "0.1"];

/** A CIFAR-10 folder with two records a file, all of label 3. */
function cifar(folder: string, spoil: (file: string, bytes: Buffer) => Buffer = (_, bytes) => bytes): string {
  const dir = join(folder, "cifar");
  mkdirSync(dir);
  for (const file of [1, 2, 3, 4, 5].map((n) => `data_batch_${n}.bin`).concat("test_batch.bin")) {
    const bytes = Buffer.alloc(2 * RECORD, 7);
    for (let record = 0; record < 2; record++) bytes[record * RECORD] = 3;
    writeFileSync(join(dir, file), spoil(file, bytes));
  }
  return dir;
}

function weights(folder: string): string {
  const path = join(folder, "wrong.safetensors");
  const tensor = { name: "conv1.weight", dtype: "F32", shape: [16, 3, 5, 5], data: new Float32Array(1200) } as const;
  writeFileSync(path, encodeSafetensors([tensor]));
  return path;
}

function text(folder: string, name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

interface Case {
  what: string;
  args: (folder: string) => string[];
  code: string;
  /** What the sentence must name. */
  names: string;
}

const CASES: readonly Case[] = [
  { what: "an unknown preset", args: () => ["inspect", "resnet19"], code: "UNKNOWN_PRESET", names: "resnet18" },
  {
    what: "an input without height",
    args: () => ["inspect", "resnet18", "--input", "3x0x32"],
    code: "INVALID_VALUE",
    names: "3x0x32",
  },
  {
    what: "an architecture file with a foreign field",
    args: (folder) => ["inspect", text(folder, "a.json", '{"version":1,"family":"residual","evil":1}')],
    code: "INVALID_ARCHITECTURE",
    names: "architecture",
  },
  {
    what: "an architecture file that is no JSON",
    args: (folder) => ["inspect", text(folder, "a.json", "{")],
    code: "INVALID_ARCHITECTURE",
    names: "JSON",
  },
  {
    what: "an unknown preset to train",
    args: () => ["train", "--preset", "resnet2O", "--dataset", "shapes", "--steps", "1"],
    code: "UNKNOWN_PRESET",
    names: "resnet20",
  },
  {
    what: "an empty --store, as an unset variable of the shell gives",
    args: () => [...TRAIN, "--dataset", "shapes", "--store", ""],
    code: "INVALID_VALUE",
    names: "--store",
  },
  {
    what: "batch 0",
    args: () => [...TRAIN, "--dataset", "shapes", "--batch", "0"],
    code: "INVALID_VALUE",
    names: '"0"',
  },
  {
    what: "a learning rate in letters",
    args: () => [...TRAIN, "--dataset", "shapes", "--lr", "abc"],
    code: "INVALID_VALUE",
    names: '"abc"',
  },
  {
    what: "an unknown flag",
    args: () => [...TRAIN, "--dataset", "shapes", "--bach", "4"],
    code: "USAGE",
    names: "--batch",
  },
  {
    what: "an unknown data set",
    args: () => [...TRAIN, "--dataset", "shaps"],
    code: "UNKNOWN_DATASET",
    names: "shapes",
  },
  {
    what: "a data set to come",
    args: () => [...TRAIN, "--dataset", "cifar100"],
    code: "NOT_SUPPORTED",
    names: "cifar100",
  },
  {
    what: "a missing folder",
    args: (folder) => [...TRAIN, "--dataset", "cifar10", "--data", join(folder, "nowhere")],
    code: "DATA_NOT_FOUND",
    names: "nowhere",
  },
  {
    what: "a truncated CIFAR file",
    args: (folder) => {
      const dir = cifar(folder, (file, bytes) => (file === "data_batch_3.bin" ? bytes.subarray(0, -1) : bytes));
      return [...TRAIN, "--dataset", "cifar10", "--data", dir];
    },
    code: "DATA_CORRUPT",
    names: "data_batch_3.bin",
  },
  {
    what: "a label out of range",
    args: (folder) => {
      const dir = cifar(folder, (file, bytes) => {
        if (file === "data_batch_2.bin") bytes[RECORD] = 10;
        return bytes;
      });
      return [...TRAIN, "--dataset", "cifar10", "--data", dir];
    },
    code: "DATA_LABEL_OUT_OF_RANGE",
    names: "data_batch_2.bin",
  },
  {
    what: "a batch larger than the training set",
    args: (folder) => [...TRAIN, "--dataset", "cifar10", "--data", cifar(folder), "--batch", "11"],
    code: "DATA_MISMATCH",
    names: "a batch of 11",
  },
  {
    what: "an input that the data set doesn't have",
    args: () => [...TRAIN, "--dataset", "shapes", "--input", "3x28x28"],
    code: "DATA_MISMATCH",
    names: "3x32x32",
  },
  {
    what: "fewer classes than the data set has",
    args: () => [...TRAIN, "--dataset", "shapes", "--classes", "9"],
    code: "DATA_MISMATCH",
    names: "10",
  },
  {
    what: "a mean for another number of channels",
    args: () => [...TRAIN, "--dataset", "fashion-mnist", "--mean", "0.5,0.5,0.5", "--std", "1,1,1"],
    code: "DATA_MISMATCH",
    names: "mean",
  },
  {
    what: "weights of a wrong shape",
    args: (folder) => [...TRAIN, "--dataset", "shapes", "--init", weights(folder)],
    code: "WEIGHTS_MISMATCH",
    names: "[16, 3, 5, 5]",
  },
  {
    what: "weights that are no safetensors",
    args: (folder) => [...TRAIN, "--dataset", "shapes", "--init", text(folder, "w.safetensors", "not a header")],
    code: "WEIGHTS_CORRUPT",
    names: "w.safetensors",
  },
  {
    what: "weights that are not there",
    args: (folder) => [
      ...["eval", "--preset", "resnet20", "--dataset", "shapes"],
      ...["--weights", join(folder, "none.safetensors")],
    ],
    code: "FILE_NOT_FOUND",
    names: "none.safetensors",
  },
  {
    what: "a device that is not there",
    args: () => [...TRAIN, "--dataset", "shapes", "--device", "gpu:9"],
    code: "DEVICE_UNAVAILABLE",
    names: "gpu:9",
  },
  {
    what: "a run file with a wrong field",
    args: (folder) => ["train", text(folder, "run.json", '{"version":2}')],
    code: "INVALID_RUN_CONFIG",
    names: "version",
  },
  { what: "a run that is not there", args: () => ["runs", "show", "nobody"], code: "UNKNOWN_RUN", names: "nobody" },
  {
    what: "exporting a run that is not there",
    args: (folder) => ["export", "--run", "nobody", "--format", "safetensors", "--out", join(folder, "out")],
    code: "UNKNOWN_RUN",
    names: "nobody",
  },
];

function expectRefusal({ status, out, err }: Ended, { code, names }: Pick<Case, "code" | "names">): void {
  const last = err.trimEnd().split("\n").at(-1) ?? "";
  expect(last).toMatch(new RegExp(`^residua: .+ \\[${code}\\]$`));
  expect(last).toContain(names);
  expect(JSON.parse(out)).toMatchObject({ error: { code, message: expect.stringContaining(names) } });
  expect(status).toBe(2);
}

describe("wrong input ends with one sentence, its code, status 2, and nothing written", () => {
  it.each(CASES.map((row) => [row.what, row] as const))("%s", async (_, row) => {
    const folder = temporaryFolder();
    const store = join(folder, "store");
    const ended = await residua(...row.args(folder), "--store", store, "--json");
    expectRefusal(ended, row);
    expect(existsSync(store)).toBe(false);
  });

  it("a busy port", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const port = String((server.address() as { port: number }).port);
    const store = join(temporaryFolder(), "store");
    const ended = await residua("serve", "--no-open", "--port", port, "--store", store, "--json");
    expectRefusal(ended, { code: "PORT_BUSY", names: port });
    expect(existsSync(store)).toBe(false);
  });
});
