import { computed, type Ref, ref, watch } from "vue";
import { type Analysis, analyse } from "../../../src-main/common/arch/analysis";
import { buildLayerGraph } from "../../../src-main/common/arch/build";
import type { LayerGraph } from "../../../src-main/common/arch/layer-graph";
import type { ArchSpec } from "../../../src-main/common/arch/spec";
import { browserMeasure } from "../../diagram/drawing/measure";
import type { Drawing } from "../../diagram/drawing/shapes";
import { type Detail, groupsRuns, startDetail } from "../../diagram/model/folding";
import { metricsOf } from "../../diagram/model/metrics";
import { outlineOf } from "../../diagram/model/outline";
import { useWords } from "../../diagram/use-words";
import { useDraftStore } from "../../stores/draft";
import { drawFigure, type FigureHead, headHeight } from "./draw-figure";
import { layFigure } from "./figure-layout";
import { figureUnits } from "./figure-units";
import { EDITED, specOf } from "./nets";

/** Networks with more blocks are drawn with equal ones folded, unless the reader wants otherwise. */
const MANY_BLOCKS = 16;
const NOTHING: ReadonlySet<string> = new Set();
/** Pixels for the sizes at the left. */
export const MARGIN = 76;
/** Of a column: room for its numbers, and near enough to its neighbours to be compared. */
const COLUMN = { least: 196, most: 340 } as const;

export interface Net {
  name: string;
  spec: ArchSpec;
  analysis: Analysis;
  graph: LayerGraph;
}

/** @param width of the page, in pixels */
export function useFigure(names: Ref<string[]>, width: Ref<number>) {
  const drafts = useDraftStore();
  const words = useWords();
  const measure = browserMeasure();
  /** Presets don't change; the longest takes a moment. */
  const known = new Map<string, Net>();

  function netOf(name: string): Net {
    const before = name === EDITED ? undefined : known.get(name);
    if (before) return before;
    const spec = specOf(name, drafts.spec);
    const net = { name, spec, analysis: analyse(spec), graph: buildLayerGraph(spec) };
    known.set(name, net);
    return net;
  }

  const nets = computed(() => names.value.map(netOf));
  const wished = ref<Detail | null>(null);
  watch(names, () => {
    wished.value = null;
  });
  const detail = computed<Detail>({
    get: () => {
      const starts = nets.value.map(({ graph }) => startDetail(graph, MANY_BLOCKS));
      return wished.value ?? (starts.includes("distinct") ? "distinct" : "layers");
    },
    set: (chosen) => {
      wished.value = chosen;
    },
  });
  const column = computed(() => {
    const room = Math.floor((width.value - MARGIN) / names.value.length);
    return Math.min(COLUMN.most, Math.max(COLUMN.least, room));
  });

  function drawing(heads: readonly FigureHead[]): Drawing {
    const folding = { detail: detail.value, toggled: NOTHING };
    const parts = nets.value.map(({ graph, analysis }) => outlineOf(graph, analysis, groupsRuns(detail.value)));
    const metrics = metricsOf(parts.flat(), words.value, measure);
    const units = parts.map((outline) => figureUnits(outline, folding, words.value));
    const top = heads.length > 0 ? headHeight(heads) : 0;
    const figure = layFigure(units, { margin: MARGIN, column: column.value, box: metrics.lane, top, metrics });
    return drawFigure(figure, measure, heads, MARGIN);
  }

  return {
    nets,
    detail,
    column,
    /** As the page shows it, without heads. */
    figure: computed(() => drawing([])),
    /** As a picture of its own. */
    picture: drawing,
  };
}
