/** Milliseconds between lines where a line can't be overwritten: in a log file. */
const LOG_INTERVAL = 10_000;

/** Where it stands, on stderr: one line that is overwritten in a terminal, now and then a new line elsewhere. */
export class StatusLine {
  private shown = "";
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly stream: Pick<NodeJS.WriteStream, "write" | "isTTY" | "columns"> = process.stderr,
    private readonly now: () => number = () => performance.now(),
  ) {}

  show(text: string): void {
    if (text === this.shown) return;
    if (this.stream.isTTY) {
      // One column less, or the terminal goes on to the next line.
      this.stream.write(`\r\u001b[K${text.slice(0, (this.stream.columns || 80) - 1)}`);
    } else {
      if (this.now() - this.toldAt < LOG_INTERVAL) return;
      this.stream.write(`${text}\n`);
      this.toldAt = this.now();
    }
    this.shown = text;
  }

  /** A line that stays, above the status. */
  log(text: string): void {
    this.end();
    this.stream.write(`${text}\n`);
  }

  /** Leaves the cursor at the start of an empty line. */
  end(): void {
    if (this.stream.isTTY && this.shown !== "") this.stream.write("\r\u001b[K");
    this.shown = "";
  }
}
