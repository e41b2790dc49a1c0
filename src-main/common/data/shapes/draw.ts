/**
 * The `shapes` set: one coloured shape per picture, anywhere, in any size and direction, on a textured ground among
 * distracting lines and dots, with noise. Colours are independent of the class, so only form tells classes apart.
 */
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import { keyedRandom, uniform } from "../keyed-random";
import { imageBytes, type LabelledImages } from "../labelled-images";
import { type Box, Canvas, type Color, type Paint } from "./canvas";
import { randomDirection } from "./direction";
import { OUTLINES } from "./outlines";
import { randomField } from "./texture";

/** Pixels on a side. */
const SIZE = 32;
/** Of the circumscribed circle, in pixels. */
const RADIUS = { min: 6.5, max: 13 };
/** Channels of base colours. Grounds are darker than shapes: with either way round, small nets learn nothing for epochs. */
const GROUND = { min: 0, max: 150 };
const SHAPE = { min: 95, max: 255 };
/** Least distance between a shape's colour and its ground's; the longest possible is 442. */
const CONTRAST = 100;
/** Of distracting strokes. */
const ANY = { min: 0, max: 255 };
/** How far texture moves a channel from its surface's colour, at most. */
const TEXTURE = { ground: 60, shape: 35 };
/** Full width of the uniform noise on every byte. */
const NOISE = 40;

export const SHAPES_SPLITS = ["train", "test"] as const;
export type ShapesSplit = (typeof SHAPES_SPLITS)[number];

/**
 * Fills `target` with the first pictures of a split. The nth picture of a split is always the same; classes take turns.
 */
export function drawShapes(split: ShapesSplit, target: LabelledImages): void {
  const canvas = new Canvas(SIZE);
  const bytes = imageBytes(target.input);
  for (let index = 0; index < target.count; index++) {
    const random = keyedRandom(SHAPES_SPLITS.indexOf(split), index);
    const label = index % OUTLINES.length;
    target.labels[index] = label;
    drawPicture(canvas, label, random);
    canvas.write(target.images, index * bytes, NOISE, random);
  }
}

function drawPicture(canvas: Canvas, label: number, random: RandomGenerator): void {
  const ground = randomColor(random, GROUND);
  canvas.fill(randomPaint(random, ground, TEXTURE.ground));
  for (let strokes = 2 + (random.next() & 3); strokes > 0; strokes--) drawStroke(canvas, random);
  drawOutline(canvas, label, ground, random);
  if (random.next() & 1) drawStroke(canvas, random);
}

function drawOutline(canvas: Canvas, label: number, ground: Color, random: RandomGenerator): void {
  const outline = OUTLINES[label];
  if (outline === undefined) throw new RangeError(`no outline has the label ${label}`);
  const paint = randomPaint(random, contrastingColor(random, ground), TEXTURE.shape);
  const radius = between(random, RADIUS.min, RADIUS.max);
  const [cos, sin] = randomDirection(random);
  // Corners may touch the picture's edge, never more.
  const centerX = between(random, radius, SIZE - radius);
  const centerY = between(random, radius, SIZE - radius);
  const form = (x: number, y: number) => {
    const dx = (x - centerX) / radius;
    const dy = (y - centerY) / radius;
    return outline(dx * cos + dy * sin, dy * cos - dx * sin) * radius;
  };
  canvas.paint(form, paint, boxAround(centerX, centerY, radius + 1));
}

/** A distracting line with round ends, or a dot when it has hardly any length. */
function drawStroke(canvas: Canvas, random: RandomGenerator): void {
  const color = randomColor(random, ANY);
  const half = between(random, 0, 6);
  const thickness = between(random, 0.5, 1.3);
  const [dx, dy] = randomDirection(random);
  const centerX = between(random, 0, SIZE);
  const centerY = between(random, 0, SIZE);
  const form = (x: number, y: number) => {
    const px = x - centerX;
    const py = y - centerY;
    const along = Math.min(half, Math.max(-half, px * dx + py * dy));
    const ox = px - dx * along;
    const oy = py - dy * along;
    return Math.sqrt(ox * ox + oy * oy) - thickness;
  };
  canvas.paint(form, { color, swing: [0, 0, 0], field: () => 0 }, boxAround(centerX, centerY, half + thickness + 1));
}

/** A textured surface: the colour, moved along a random direction of colour space by a field over the picture. */
function randomPaint(random: RandomGenerator, color: Color, strength: number): Paint {
  const swing: Color = [
    between(random, -strength, strength),
    between(random, -strength, strength),
    between(random, -strength, strength),
  ];
  return { color, swing, field: randomField(random, SIZE) };
}

function randomColor(random: RandomGenerator, { min, max }: { min: number; max: number }): Color {
  return [between(random, min, max), between(random, min, max), between(random, min, max)];
}

function contrastingColor(random: RandomGenerator, ground: Color): Color {
  for (;;) {
    const color = randomColor(random, SHAPE);
    const [red, green, blue] = [color[0] - ground[0], color[1] - ground[1], color[2] - ground[2]];
    if (red * red + green * green + blue * blue >= CONTRAST * CONTRAST) return color;
  }
}

function between(random: RandomGenerator, least: number, most: number): number {
  return least + uniform(random) * (most - least);
}

function boxAround(x: number, y: number, reach: number): Box {
  return { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach };
}
