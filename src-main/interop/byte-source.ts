/** Takes pieces of any size apart again into the pieces that a format is made of. */
export class ByteSource {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Hands on the next `length` bytes as they come. @returns false when the source ended before */
  async each(length: number, take: (piece: Uint8Array) => void | Promise<void>): Promise<boolean> {
    for (let left = length; left > 0; ) {
      if (this.#rest.length === 0) {
        const { done, value } = await this.#chunks.next();
        if (done === true) return false;
        this.#rest = value;
      }
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      await take(piece);
    }
    return true;
  }

  /** The next `length` bytes in one; null when the source ended before. To be used for small lengths. */
  async take(length: number): Promise<Uint8Array | null> {
    const bytes = new Uint8Array(length);
    let filled = 0;
    const whole = await this.each(length, (piece) => {
      bytes.set(piece, filled);
      filled += piece.length;
    });
    return whole ? bytes : null;
  }

  /** Ends the source early. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
