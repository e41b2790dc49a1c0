/** Downloads from a server of the test's own, which misbehaves on request. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { DATASETS, type DatasetRow } from "../../../src-main/common/data/datasets";
import { fetchDataset } from "../../../src-main/service/datasets";
import { type FetchProgress, fetchSet } from "../../../src-main/service/datasets/fetch";
import { cifarSet, folderWith, idxSet } from "../../unit/interop-data/files";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const files = Object.fromEntries(
  Object.entries(idxSet(300, 40)).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]),
);
const FIRST = "train-images-idx3-ubyte.gz";

function rowFor(
  content: Readonly<Record<string, Uint8Array>>,
  homes: readonly string[],
  base = DATASETS.mnist,
): DatasetRow {
  const downloads = Object.entries(content).map(([file, bytes]) => ({
    file,
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  }));
  return { ...base, places: [], homes, downloads };
}

/** Serves files by name, with ranges as real servers do; `requests` says what was asked for. */
function fileServer(content: Readonly<Record<string, Uint8Array>>, requests: string[] = []): RequestListener {
  return (request, response) => {
    const name = (request.url ?? "").slice(1);
    const { range } = request.headers;
    requests.push(range === undefined ? name : `${name} ${range}`);
    const bytes = content[name];
    if (bytes === undefined) return void response.writeHead(404).end();
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200).end(bytes.subarray(from));
  };
}

async function collect(progress: AsyncGenerator<FetchProgress, void>): Promise<FetchProgress[]> {
  const all: FetchProgress[] = [];
  for await (const each of progress) all.push(each);
  return all;
}

describe("fetching a set", () => {
  it("puts checked files into the store, with rising progress, and asks for nothing the second time", async () => {
    const requests: string[] = [];
    const set = rowFor(files, [await serve(fileServer(files, requests))]);
    const store = folderWith({});
    const progress = await collect(fetchSet(set, store, undefined));
    const total = set.downloads.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(progress.at(-1)).toEqual({ receivedBytes: total, totalBytes: total });
    for (const [i, { receivedBytes }] of progress.entries()) {
      expect(receivedBytes).toBeGreaterThanOrEqual(progress[i - 1]?.receivedBytes ?? 0);
    }
    for (const [name, bytes] of Object.entries(files)) {
      expect(Buffer.compare(readFileSync(join(store, "datasets/mnist", name)), bytes)).toBe(0);
    }
    expect(readdirSync(join(store, "datasets"))).toEqual(["mnist"]);

    expect(await collect(fetchSet(set, store, undefined))).toEqual([{ receivedBytes: total, totalBytes: total }]);
    expect(requests).toHaveLength(4);
  });

  it("goes to the next home when the first has other bytes, breaks off, or is not there", async () => {
    const good = await serve(fileServer(files));
    const other = await serve(fileServer({ ...files, [FIRST]: new Uint8Array(files[FIRST]?.length ?? 0) }));
    const broken = await serve((_, response) => void response.writeHead(200).end("short"));
    const store = folderWith({});
    await collect(fetchSet(rowFor(files, ["http://127.0.0.1:1/", other, broken, good]), store, undefined));
    expect(Buffer.compare(readFileSync(join(store, "datasets/mnist", FIRST)), files[FIRST] ?? new Uint8Array())).toBe(
      0,
    );
  });

  it("says in one sentence why no home had it, and keeps nothing that looks whole", async () => {
    const other = await serve(fileServer({ [FIRST]: new Uint8Array(files[FIRST]?.length ?? 0) }));
    const store = folderWith({});
    const refused = await collect(fetchSet(rowFor(files, [other, `${other}gone/`]), store, undefined)).catch((e) => e);
    expect(refused).toMatchObject({ code: "FETCH_FAILED" });
    expect(refused.message).toContain("not the file with the checksum");
    expect(refused.message).toContain("the server answers 404");
    expect(existsSync(join(store, "datasets/mnist"))).toBe(false);
    expect(readdirSync(join(store, "datasets/mnist.part"))).toEqual([`${FIRST}.part`]);
  });

  it.each([
    ["with ranges", true],
    ["without", false],
  ])("goes on where it broke off, from a server %s", async (_, ranges) => {
    const whole = files[FIRST] ?? new Uint8Array();
    const half = Math.floor(whole.length / 2);
    const cutting = await serve((request, response) => {
      if (request.url !== `/${FIRST}`) return fileServer(files)(request, response);
      response.writeHead(200, { "content-length": whole.length });
      response.write(whole.subarray(0, half), () => response.destroy());
    });
    const store = folderWith({});
    await expect(collect(fetchSet(rowFor(files, [cutting]), store, undefined))).rejects.toMatchObject({
      code: "FETCH_FAILED",
    });
    const kept = readFileSync(join(store, "datasets/mnist.part", `${FIRST}.part`)).length;
    expect(kept).toBe(half);

    const requests: string[] = [];
    const whatIsServed = fileServer(files, requests);
    const second = await serve((request, response) => {
      if (!ranges) delete request.headers.range;
      whatIsServed(request, response);
    });
    await collect(fetchSet(rowFor(files, [second]), store, undefined));
    expect(requests[0]).toBe(ranges ? `${FIRST} bytes=${half}-` : FIRST);
    expect(Buffer.compare(readFileSync(join(store, "datasets/mnist", FIRST)), whole)).toBe(0);
  });

  it("throws away a part that is longer than the file or was something else", async () => {
    const set = rowFor(files, [await serve(fileServer(files))]);
    for (const length of [10, 1_000_000]) {
      const store = folderWith({ [`datasets/mnist.part/${FIRST}.part`]: new Uint8Array(length).fill(7) });
      await collect(fetchSet(set, store, undefined));
      expect(Buffer.compare(readFileSync(join(store, "datasets/mnist", FIRST)), files[FIRST] ?? new Uint8Array())).toBe(
        0,
      );
    }
  });

  it("can be stopped", async () => {
    const stop = new AbortController();
    const hanging = await serve((_, response) => {
      response.writeHead(200);
      response.write("x", () => stop.abort());
    });
    const refused = collect(fetchSet(rowFor(files, [hanging, hanging]), folderWith({}), stop.signal));
    await expect(refused).rejects.toMatchObject({
      code: "FETCH_FAILED",
      message: expect.stringContaining("was stopped"),
    });
  });

  it("runs once at a time for a set", async () => {
    const set = rowFor(files, [await serve(fileServer(files))]);
    const store = folderWith({});
    const first = fetchSet(set, store, undefined);
    await first.next();
    await expect(collect(fetchSet(set, store, undefined))).rejects.toThrow("being downloaded already");
    await collect(first);
  });

  it("has nothing to do for shapes", async () => {
    const store = folderWith({});
    await collect(fetchDataset("shapes", store, undefined));
    expect(readdirSync(store)).toEqual([]);
  });

  it("names a store that can't be written", async () => {
    const set = rowFor(files, [await serve(fileServer(files))]);
    const store = folderWith({ datasets: new Uint8Array(1) });
    await expect(collect(fetchSet(set, store, undefined))).rejects.toMatchObject({ code: "FILE_NOT_WRITABLE" });
  });
});

describe("an archive of CIFAR batches", () => {
  const inner = cifarSet(3, 2);
  const archiveOf = (entries: readonly (readonly [string, Uint8Array])[]) =>
    gzipSync(Buffer.concat([...entries.map(([name, bytes]) => tarEntry(name, bytes)), Buffer.alloc(1024)]));

  it("is unpacked to its batches alone, wherever its names point", async () => {
    const archive = archiveOf([
      ["cifar-10-batches-bin/readme.html", new Uint8Array(700)],
      ["cifar-10-batches-bin/test_batch.bin", inner["test_batch.bin"] ?? new Uint8Array()],
      ["../../../evil.bin", new Uint8Array(10)],
      ["../data_batch_1.bin", inner["data_batch_1.bin"] ?? new Uint8Array()],
    ]);
    const content = { "cifar-10-binary.tar.gz": archive };
    const set = rowFor(content, [await serve(fileServer(content))], DATASETS.cifar10);
    const store = folderWith({});
    await collect(fetchSet(set, store, undefined));
    expect(readdirSync(join(store, "datasets"))).toEqual(["cifar10"]);
    expect(readdirSync(join(store, "datasets/cifar10")).sort()).toEqual(["data_batch_1.bin", "test_batch.bin"]);
    for (const [name, bytes] of Object.entries(inner)) {
      expect(Buffer.compare(readFileSync(join(store, "datasets/cifar10", name)), bytes)).toBe(0);
    }
  });

  it.each([
    ["cut off", (archive: Uint8Array) => gzipSync(gunzipSync(archive).subarray(0, 3000))],
    ["damaged", (archive: Uint8Array) => archive.map((byte, i) => (i === 60 ? byte ^ 255 : byte))],
    ["no tar inside", () => gzipSync(Buffer.alloc(2048, 65))],
  ])("is refused when it is %s", async (_, damage) => {
    const archive = damage(archiveOf([["test_batch.bin", inner["test_batch.bin"] ?? new Uint8Array()]]));
    const content = { "cifar-10-binary.tar.gz": Uint8Array.from(archive) };
    const set = rowFor(content, [await serve(fileServer(content))], DATASETS.cifar10);
    const store = folderWith({});
    await expect(collect(fetchSet(set, store, undefined))).rejects.toMatchObject({ code: "DATA_CORRUPT" });
    expect(existsSync(join(store, "datasets/cifar10"))).toBe(false);
  });
});

/** One regular file of a ustar archive. */
function tarEntry(name: string, bytes: Uint8Array): Buffer {
  const header = Buffer.alloc(512);
  header.write(name);
  header.write(bytes.length.toString(8).padStart(11, "0"), 124);
  header.write("0", 156);
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}
