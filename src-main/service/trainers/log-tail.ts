import { createWriteStream, type WriteStream } from "node:fs";

/** Lines kept in memory, for the sentence that says why a trainer died. */
const KEPT_LINES = 100;
/** A line without an end must not grow for ever. */
const MAX_LINE = 4096;
/** A trainer that writes without end must not fill the disk; what comes after is dropped from the file alone. */
const MAX_FILE_BYTES = 16 * 2 ** 20;

/** What a trainer printed: the last lines in memory, all of it in a file. */
export class LogTail {
  private readonly kept: string[] = [];
  private readonly partial = new Map<string, string>();
  private readonly file: WriteStream | null;
  private fileBytes = 0;

  /** @param path Log file to append to; null for jobs without a folder. */
  constructor(path: string | null) {
    this.file = path === null ? null : createWriteStream(path, { flags: "a" });
    // A log that can't be written (disk full) must not take the host down; the tail in memory goes on.
    this.file?.on("error", () => this.file?.destroy());
  }

  /** @param source Lines of stdout and stderr are put together apart from each other. */
  write(source: "stdout" | "stderr", chunk: string): void {
    this.fileBytes += chunk.length;
    if (this.file && !this.file.destroyed && this.fileBytes <= MAX_FILE_BYTES) this.file.write(chunk);
    const lines = ((this.partial.get(source) ?? "") + chunk).split(/\r?\n/);
    this.partial.set(source, (lines.pop() ?? "").slice(-MAX_LINE));
    for (const line of lines) this.keep(line);
  }

  /** The last lines without empty ones, oldest first. Unfinished lines count: a crash seldom ends its line. */
  lines(): string[] {
    return [...this.kept, ...[...this.partial.values()].filter((line) => line.trim() !== "")];
  }

  close(): void {
    this.file?.end();
  }

  private keep(line: string): void {
    if (line.trim() === "") return;
    this.kept.push(line.slice(0, MAX_LINE));
    if (this.kept.length > KEPT_LINES) this.kept.shift();
  }
}
