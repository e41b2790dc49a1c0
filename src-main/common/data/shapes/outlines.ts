/**
 * The ten outlines as distances: negative inside, positive outside, in units of the circumscribed circle's radius.
 * Only + - * / and square roots, which IEEE 754 fixes to the bit, so every machine draws the same pictures; that is why
 * corners are written as numbers and not as sines.
 */
type Distance = (x: number, y: number) => number;
type Corner = readonly [x: number, y: number];

const disc: Distance = (x, y) => Math.sqrt(x * x + y * y) - 0.85;

const SQUARE: readonly Corner[] = [
  [-0.7, -0.7],
  [0.7, -0.7],
  [0.7, 0.7],
  [-0.7, 0.7],
];
const TRIANGLE: readonly Corner[] = [
  [0, -1],
  [0.866025, 0.5],
  [-0.866025, 0.5],
];
const STAR: readonly Corner[] = [
  [0, -1],
  [0.246869, -0.339787],
  [0.951057, -0.309017],
  [0.399444, 0.129787],
  [0.587785, 0.809017],
  [0, 0.42],
  [-0.587785, 0.809017],
  [-0.399444, 0.129787],
  [-0.951057, -0.309017],
  [-0.246869, -0.339787],
];
const CROSS: readonly Corner[] = [
  [-0.3, -0.954],
  [0.3, -0.954],
  [0.3, -0.3],
  [0.954, -0.3],
  [0.954, 0.3],
  [0.3, 0.3],
  [0.3, 0.954],
  [-0.3, 0.954],
  [-0.3, 0.3],
  [-0.954, 0.3],
  [-0.954, -0.3],
  [-0.3, -0.3],
];
const HEXAGON: readonly Corner[] = [
  [1, 0],
  [0.5, 0.866025],
  [-0.5, 0.866025],
  [-1, 0],
  [-0.5, -0.866025],
  [0.5, -0.866025],
];
const ARROW: readonly Corner[] = [
  [1, 0],
  [0.1, 0.8],
  [0.1, 0.28],
  [-0.95, 0.28],
  [-0.95, -0.28],
  [0.1, -0.28],
  [0.1, -0.8],
];

/** Keeps a band of this width along the outline's inner side. */
function hollow(outline: Distance, width: number): Distance {
  return (x, y) => Math.abs(outline(x, y) + width / 2) - width / 2;
}

/** What is left of a disc once a second one is taken away beside it. */
const crescent: Distance = (x, y) => {
  const bitten = Math.sqrt((x - 0.5) * (x - 0.5) + y * y) - 0.72;
  return Math.max(Math.sqrt(x * x + y * y) - 0.95, -bitten);
};

/** Distance to the nearest edge; the sign flips at each edge crossed on the way (Quilez, "2D distance functions"). */
function polygon(corners: readonly Corner[]): Distance {
  // Per edge: start, vector, and one over its squared length.
  const edges = corners.map(([ax, ay], i) => {
    const [bx, by] = corners[(i + 1) % corners.length] ?? [ax, ay];
    const [ex, ey] = [bx - ax, by - ay];
    return { ax, ay, by, ex, ey, scale: 1 / (ex * ex + ey * ey) };
  });
  return (x, y) => {
    let nearest = Number.POSITIVE_INFINITY;
    let sign = 1;
    for (const { ax, ay, by, ex, ey, scale } of edges) {
      const px = x - ax;
      const py = y - ay;
      const along = Math.min(1, Math.max(0, (px * ex + py * ey) * scale));
      const dx = px - ex * along;
      const dy = py - ey * along;
      nearest = Math.min(nearest, dx * dx + dy * dy);
      if (ay > y !== by > y && px * ey < py * ex === ey > 0) sign = -sign;
    }
    return sign * Math.sqrt(nearest);
  };
}

/** By label, in the order of the set's class names. */
export const OUTLINES: readonly Distance[] = [
  disc,
  hollow(disc, 0.34),
  polygon(SQUARE),
  hollow(polygon(SQUARE), 0.3),
  polygon(TRIANGLE),
  polygon(STAR),
  polygon(CROSS),
  polygon(HEXAGON),
  crescent,
  polygon(ARROW),
];
