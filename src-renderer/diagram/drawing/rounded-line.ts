import type { Point } from "../model/geometry";

const round = (value: number) => Math.round(value * 100) / 100;

/** An SVG path through the points whose corners are quarter circles; shorter legs make them smaller. */
export function roundedLine(points: readonly Point[], radius: number): string {
  const [first] = points;
  if (!first) return "";
  const parts = [`M${round(first.x)} ${round(first.y)}`];
  points.forEach((point, i) => {
    const before = points[i - 1];
    const after = points[i + 1];
    if (!before) return;
    if (!after) {
      parts.push(`L${round(point.x)} ${round(point.y)}`);
      return;
    }
    const r = Math.min(radius, distance(before, point) / 2, distance(point, after) / 2);
    const from = towards(point, before, r);
    const to = towards(point, after, r);
    parts.push(`L${round(from.x)} ${round(from.y)}Q${round(point.x)} ${round(point.y)} ${round(to.x)} ${round(to.y)}`);
  });
  return parts.join("");
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * by) / length, y: from.y + ((to.y - from.y) * by) / length };
}
