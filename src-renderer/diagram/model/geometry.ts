/** Points and boxes in a diagram's own pixels; y grows downwards. */
export interface Point {
  x: number;
  y: number;
}

export interface Box extends Point {
  width: number;
  height: number;
}

export const right = (box: Box) => box.x + box.width;
export const bottom = (box: Box) => box.y + box.height;
export const centre = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

export function overlaps(a: Box, b: Box): boolean {
  return a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a);
}

/** The smallest box around all; null around nothing. */
export function around(boxes: readonly Box[]): Box | null {
  const [first, ...rest] = boxes;
  if (!first) return null;
  let { x, y } = first;
  let [maxX, maxY] = [right(first), bottom(first)];
  for (const box of rest) {
    x = Math.min(x, box.x);
    y = Math.min(y, box.y);
    maxX = Math.max(maxX, right(box));
    maxY = Math.max(maxY, bottom(box));
  }
  return { x, y, width: maxX - x, height: maxY - y };
}

/** The box around a line through the points. */
export function lineBox(points: readonly Point[]): Box {
  return around(points.map(({ x, y }) => ({ x, y, width: 0, height: 0 }))) ?? { x: 0, y: 0, width: 0, height: 0 };
}

/** The same line without points that lie between their neighbours or on them. */
export function straightened(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    const before = kept.at(-2);
    if (last && last.x === point.x && last.y === point.y) continue;
    const goesOn =
      last && before && ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y));
    if (goesOn) kept.pop();
    kept.push(point);
  }
  return kept;
}
