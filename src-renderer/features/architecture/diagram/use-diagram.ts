import { computed, shallowRef, watch } from "vue";
import { buildLayerGraph } from "../../../../src-main/common/arch/build";
import { drawLayout } from "../../../diagram/drawing/draw-layout";
import { browserMeasure } from "../../../diagram/drawing/measure";
import {
  type Detail,
  type Folding,
  groupsRuns,
  revealed,
  startDetail,
  withToggled,
} from "../../../diagram/model/folding";
import type { Box } from "../../../diagram/model/geometry";
import { layNetwork } from "../../../diagram/model/network-layout";
import { outlineOf } from "../../../diagram/model/outline";
import { isGroup } from "../../../diagram/model/parts";
import { useWords } from "../../../diagram/use-words";
import { useEditor } from "../use-editor";
import { treeItems } from "./tree-items";

/** Nets with more open with equal blocks folded, so that the first look shows all of them. */
const MANY_BLOCKS = 9;

/** The edited network as a diagram, and which of its groups stand open. */
export function useDiagram() {
  const { spec, analysis, base } = useEditor();
  const words = useWords();
  const measure = browserMeasure();

  const graph = computed(() => buildLayerGraph(spec.value));
  const start = (): Folding => ({ detail: startDetail(graph.value, MANY_BLOCKS), toggled: new Set() });
  const folding = shallowRef<Folding>(start());
  watch(base, () => {
    folding.value = start();
  });

  const parts = computed(() => outlineOf(graph.value, analysis.value, groupsRuns(folding.value.detail)));
  const layout = computed(() => layNetwork(parts.value, { folding: folding.value, words: words.value, measure }));
  const boxes = computed(
    () => new Map<string, Box>([...layout.value.frames, ...layout.value.nodes].map((place) => [place.key, place])),
  );
  const items = computed(() => treeItems(parts.value, folding.value));

  return {
    words,
    parts,
    layout,
    items,
    /** @param sight all of it when left out */
    draw: (sight?: Box) => drawLayout(layout.value, measure, sight),
    detail: computed({
      get: () => folding.value.detail,
      set: (detail: Detail) => {
        folding.value = { detail, toggled: new Set() };
      },
    }),
    toggle: (key: string) => {
      folding.value = withToggled(folding.value, key);
    },
    /** Opens every group around an address. */
    reveal: (address: string) => {
      folding.value = revealed(parts.value, folding.value, address);
    },
    /** The box that shows a layer or a group, itself or folded into another. */
    boxOf: (address: string): (Box & { key: string }) | null => {
      const key = layout.value.homes.get(address);
      const box = key === undefined ? undefined : boxes.value.get(key);
      return key !== undefined && box ? { ...box, key } : null;
    },
    /** The layer or group address that a drawn key stands for; a run is no address, its first block is. */
    addressOf: (key: string): string => {
      const run = items.value.find(({ part }) => part.kind === "run" && part.key === key)?.part;
      return run && isGroup(run) ? (run.children[0]?.key ?? key) : key;
    },
  };
}

export type Diagram = ReturnType<typeof useDiagram>;
