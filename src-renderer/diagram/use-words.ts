import { computed } from "vue";
import { useText } from "../locales/use-text";
import type { Words } from "./model/labels";
import type { Group } from "./model/parts";

/** The words in a diagram's boxes, in the reader's language. */
export function useWords() {
  const { t, format } = useText();

  /** "Stage 2", "Block 3", "Blocks 3–36" */
  function title({ kind, key }: Group): string {
    if (kind === "stem" || kind === "head") return t(`diagram.titles.${kind}`);
    if (kind !== "run") return t(`diagram.titles.${kind}`, { number: /\d+$/.exec(key)?.[0] ?? "" });
    const { first, last } = runEnds(key);
    return first === last ? t("diagram.titles.block", { number: first }) : t("diagram.titles.run", { first, last });
  }

  const compact = (count: number) => format.value.compact(count, 3);

  return computed(
    (): Words => ({
      conv: t("diagram.words.conv"),
      maxPool: t("diagram.words.maxPool"),
      averagePool: t("diagram.words.averagePool"),
      pad: t("diagram.words.pad"),
      flatten: t("diagram.words.flatten"),
      dropout: t("diagram.words.dropout"),
      stochasticDepth: t("diagram.words.stochasticDepth"),
      unused: t("diagram.words.unused"),
      lines: {
        identity: t("diagram.lines.identity"),
        projection: t("diagram.lines.projection"),
        gate: t("diagram.lines.gate"),
      },
      title,
      blocks: (count) => t("diagram.blocks", { count: format.value.integer(count) }, count),
      like: ({ key, blocks }) => t("diagram.like", { count: blocks, number: runEnds(key).first - 1 }),
      params: (count) => t("diagram.params", { count: compact(count) }),
      compact,
    }),
  );
}

/** Numbers of a run's first and last block, from its key: `stage3/block3…block36`. */
function runEnds(key: string): { first: number; last: number } {
  const [first = 0, last = 0] = [...key.matchAll(/block(\d+)/g)].map(([, digits]) => Number(digits));
  return { first, last };
}
