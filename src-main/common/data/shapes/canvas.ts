import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

export type Color = readonly [red: number, green: number, blue: number];
/** An amount, mostly from -1 to 1, for every place of the picture. */
export type Field = (x: number, y: number) => number;
/** Colour at a place: `color` + `swing` x field there, channels from 0 to 255. */
export interface Paint {
  readonly color: Color;
  readonly swing: Color;
  readonly field: Field;
}
/** Signed distance to a form's edge in pixels, negative inside. */
export type Form = (x: number, y: number) => number;
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const CHANNELS = [0, 1, 2] as const;

/** A square RGB picture in double precision, painted in layers with smooth edges. */
export class Canvas {
  readonly #pixels: Float64Array;

  constructor(readonly size: number) {
    this.#pixels = new Float64Array(size * size * CHANNELS.length);
  }

  /** Covers everything. */
  fill(paint: Paint): void {
    this.paint(() => -1, paint, { left: 0, top: 0, right: this.size, bottom: this.size });
  }

  /** Paints a form inside the box around it; pixels on its edge are mixed by how far it covers them. */
  paint(form: Form, { color, swing, field }: Paint, box: Box): void {
    const lastRow = Math.min(this.size, Math.ceil(box.bottom));
    const lastColumn = Math.min(this.size, Math.ceil(box.right));
    for (let row = Math.max(0, Math.floor(box.top)); row < lastRow; row++) {
      for (let column = Math.max(0, Math.floor(box.left)); column < lastColumn; column++) {
        const x = column + 0.5;
        const y = row + 0.5;
        const share = Math.min(1, 0.5 - form(x, y));
        if (share <= 0) continue;
        const amount = field(x, y);
        const at = (row * this.size + column) * CHANNELS.length;
        for (const channel of CHANNELS) {
          const before = this.#pixels[at + channel] ?? 0;
          this.#pixels[at + channel] = before + (color[channel] + swing[channel] * amount - before) * share;
        }
      }
    }
  }

  /** Writes bytes, channels last, each with its own uniform noise of `noise` in full width. */
  write(bytes: Uint8Array, offset: number, noise: number, random: RandomGenerator): void {
    const scale = noise / 1024;
    for (let at = 0; at < this.#pixels.length; at += CHANNELS.length) {
      // One draw serves the three channels, ten bits each.
      const draw = random.next();
      for (const channel of CHANNELS) {
        const shift = ((draw >>> (channel * 10)) & 1023) - 511.5;
        const value = (this.#pixels[at + channel] ?? 0) + shift * scale;
        bytes[offset + at + channel] = Math.min(255, Math.max(0, Math.floor(value + 0.5)));
      }
    }
  }
}
