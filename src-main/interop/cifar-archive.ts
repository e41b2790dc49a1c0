/** Unpacks the batches from CIFAR-10's archive (tar, gzipped). Only files of known names are written, never its paths. */
import { open } from "node:fs/promises";
import { basename, join } from "node:path";
import { ByteSource } from "./byte-source";
import { CIFAR_FILES, MOST_CIFAR_BYTES } from "./cifar";
import { corruptData, dataReadError } from "./data-errors";
import { readChunks } from "./data-stream";
import { writeError } from "./file-errors";

/** Tar is made of blocks: a header, then the content padded to whole blocks (POSIX 1003.1, ustar). */
const BLOCK = 512;
const NAME = [0, 100] as const;
const SIZE = [124, 136] as const;
const TYPE_AT = 156;
/** A regular file's type, new and old. */
const REGULAR: readonly number[] = [0x30, 0];

/**
 * Writes the archive's batches into a folder that exists.
 * @returns the names written
 * @throws ResiduaError DATA_CORRUPT, DATA_NOT_FOUND, DISK_FULL, FILE_NOT_WRITABLE
 */
export async function unpackCifarArchive(archive: string, dir: string): Promise<string[]> {
  const written: string[] = [];
  const source = new ByteSource(readChunks(archive, true));
  const cutOff = () => corruptData(archive, "is cut off");
  try {
    for (;;) {
      const header = await source.take(BLOCK);
      if (header === null) throw cutOff();
      // Empty blocks mark the end.
      if (header.every((byte) => byte === 0)) return written;

      const name = basename(text(header, NAME));
      const size = Number.parseInt(text(header, SIZE), 8);
      if (!Number.isSafeInteger(size) || size < 0) throw corruptData(archive, "is no tar archive inside");
      if (CIFAR_FILES.includes(name) && REGULAR.includes(header[TYPE_AT] ?? -1)) {
        if (size > MOST_CIFAR_BYTES) throw corruptData(archive, `announces ${size} bytes for ${name}`);
        if (!(await write(source, size, join(dir, name)))) throw cutOff();
        written.push(name);
      } else if (!(await source.each(size, () => undefined))) throw cutOff();
      if (!(await source.each((BLOCK - (size % BLOCK)) % BLOCK, () => undefined))) throw cutOff();
    }
  } catch (thrown) {
    throw dataReadError(thrown, archive);
  } finally {
    await source.close();
  }
}

async function write(source: ByteSource, size: number, path: string): Promise<boolean> {
  const failed = (thrown: unknown) => {
    throw writeError(thrown, path);
  };
  const file = await open(path, "w").catch(failed);
  try {
    const whole = await source.each(size, async (piece) => {
      await file.writeFile(piece).catch(failed);
    });
    await file.sync().catch(failed);
    return whole;
  } finally {
    await file.close();
  }
}

/** A text field, which ends at its first zero byte. */
function text(header: Uint8Array, [begin, end]: readonly [number, number]): string {
  const field = header.subarray(begin, end);
  const length = field.indexOf(0);
  return new TextDecoder().decode(length < 0 ? field : field.subarray(0, length)).trim();
}
