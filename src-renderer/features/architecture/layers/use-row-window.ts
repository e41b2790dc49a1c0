import { computed, onBeforeUnmount, onMounted, type Ref, ref, watch } from "vue";

/** Height of every row in pixels; has to match `--row-height`. */
const ROW_HEIGHT = 26;
/** Rows drawn beyond each edge, so that fast scrolling shows no gap. */
const OVERSCAN = 4;

/**
 * Draws only the rows in sight, since the longest preset has thousands.
 * @param scroller the element that scrolls; a sticky header of `headerHeight` pixels stands in it
 */
export function useRowWindow<T>(scroller: Ref<HTMLElement | null>, rows: Ref<readonly T[]>, headerHeight: number) {
  const scrollTop = ref(0);
  const viewHeight = ref(800);
  const width = ref(Number.POSITIVE_INFINITY);

  const first = computed(() => Math.max(0, Math.floor(scrollTop.value / ROW_HEIGHT) - OVERSCAN));
  const shown = computed(() => Math.ceil(viewHeight.value / ROW_HEIGHT) + 2 * OVERSCAN);

  const measure = () => {
    if (!scroller.value) return;
    scrollTop.value = scroller.value.scrollTop;
    viewHeight.value = scroller.value.clientHeight;
    width.value = scroller.value.clientWidth;
  };
  const observer = new ResizeObserver(measure);
  onMounted(() => scroller.value && observer.observe(scroller.value));
  onBeforeUnmount(() => observer.disconnect());
  // A shorter table makes the browser scroll up without an event that comes in time.
  watch(() => rows.value.length, measure, { flush: "post" });

  return {
    onScroll: measure,
    /** Pixels that there are for a row. */
    width,
    /** The rows to draw, each with its place in the whole. */
    drawn: computed(() =>
      rows.value.slice(first.value, first.value + shown.value).map((row, i) => ({ row, index: first.value + i })),
    ),
    /** Pixels that the rows before and after the drawn ones would take. */
    before: computed(() => Math.min(first.value, rows.value.length) * ROW_HEIGHT),
    after: computed(() => Math.max(0, rows.value.length - first.value - shown.value) * ROW_HEIGHT),
    /** Rows that fit, for page-wise moves. */
    page: computed(() => Math.max(1, Math.floor((viewHeight.value - headerHeight) / ROW_HEIGHT) - 1)),
    toTop(): void {
      if (scroller.value) scroller.value.scrollTop = 0;
      measure();
    },
    reveal(index: number): void {
      const element = scroller.value;
      if (!element) return;
      const top = index * ROW_HEIGHT;
      const room = element.clientHeight - headerHeight - ROW_HEIGHT;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top > element.scrollTop + room) element.scrollTop = top - room;
      measure();
    },
  };
}
