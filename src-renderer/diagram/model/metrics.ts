/** Sizes that are the same all over a diagram. */
import { layerLabel, type Words } from "./labels";
import { isGroup, type Leaf, type Part } from "./parts";
import { isSmall } from "./small";

/** The width of a text in pixels. */
export type Measure = (text: string, size: number, bold?: boolean) => number;

export const FONT = { box: 11, chip: 9, title: 11, small: 9.5 } as const;

export const SIZE = {
  box: 24,
  chip: 14,
  /** Boxes beside a branch. */
  sideBox: 20,
  /** Diameter of the circles where paths meet. */
  circle: 16,
  /** Between layers of a path, and between a layer and what follows it closely. */
  gap: 8,
  close: 2,
  /** Above a block's first layer: its label, and where the shortcut leaves; less where it is folded. */
  entry: 18,
  foldedEntry: 14,
  /** From where a line leaves another to the next box. */
  fork: 14,
  /** From a branch's edge to a bare shortcut, and to boxes in it. */
  arc: 14,
  sideGap: 14,
  /** Inside a block's frame, around the blocks of an open run, and between frames. */
  blockPad: 7,
  runPad: 5,
  blockGap: 7,
  /** Inside a stage's frame, its title, and between stages. */
  pad: 7,
  header: 38,
  gutter: 24,
  /** Between a card's lines. */
  line: 14,
} as const;

/** Widths that follow from the longest text of their kind, so that all boxes of a diagram agree. */
export interface Metrics {
  measure: Measure;
  words: Words;
  /** Of a branch's boxes. */
  lane: number;
  /** Of boxes in a shortcut. */
  side: number;
}

const MIN_LANE = 120;
const MIN_SIDE = 60;

export function metricsOf(parts: readonly Part[], words: Words, measure: Measure): Metrics {
  const leaves = parts.flatMap((part) => (isGroup(part) ? part.layers : [part])).filter(({ node }) => !isSmall(node));
  const widest = (among: readonly Leaf[], brief: boolean, size: number) => {
    const texts = new Set(among.map(({ node }) => layerLabel(node, words, brief)));
    return Math.max(0, ...[...texts].map((text) => measure(text, size)));
  };
  const inShortcut = ({ key }: Leaf) => key.includes("/shortcut/");
  const lane = widest(
    leaves.filter((leaf) => !inShortcut(leaf)),
    false,
    FONT.box,
  );
  const side = widest(leaves.filter(inShortcut), true, FONT.small);
  return {
    measure,
    words,
    lane: Math.max(MIN_LANE, 2 * Math.ceil((lane + 16) / 2)),
    side: Math.max(MIN_SIDE, 2 * Math.ceil((side + 12) / 2)),
  };
}
