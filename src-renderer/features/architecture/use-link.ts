import { onBeforeUnmount, watch } from "vue";
import { type LocationQuery, onBeforeRouteLeave, useRoute, useRouter } from "vue-router";
import type { ArchSpec } from "../../../src-main/common/arch/spec";
import { decodeLink, encodeLink, type Query } from "./model/link";
import type { Editor } from "./use-editor";

/** Browsers refuse more than about a hundred address changes in half a minute; typing must not come near. */
const QUIET_MS = 250;

/** What the address says, or null when it says nothing. @throws ResiduaError for an address that we didn't make. */
export function specFromQuery(query: LocationQuery): { spec: ArchSpec; base: string } | null {
  if (query.preset === undefined) return null;
  return decodeLink(toQuery(query));
}

/** Keeps the address in step with the editor, and the editor with the address when the user goes back or forward. */
export function useLink(editor: Editor, onBadLink: (thrown: unknown) => void): void {
  const route = useRoute();
  const router = useRouter();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The query that we wrote last; anything else in the address came from outside. */
  let written = "";

  const current = () => encodeLink(editor.spec.value, editor.base.value);
  const write = () => {
    written = JSON.stringify(current());
    void router.replace({ query: current() });
  };

  watch(
    [editor.spec, editor.base],
    () => {
      clearTimeout(timer);
      timer = setTimeout(write, QUIET_MS);
    },
    { immediate: true },
  );
  watch(
    () => route.query,
    (query) => {
      if (route.name !== "architecture" || JSON.stringify(toQuery(query)) === written) return;
      try {
        const linked = specFromQuery(query);
        if (linked) editor.load(linked.spec, linked.base);
        else write();
      } catch (thrown) {
        onBadLink(thrown);
      }
    },
  );
  // Before the next page's files are fetched: an address written while they come would call the move off.
  onBeforeRouteLeave(() => clearTimeout(timer));
  onBeforeUnmount(() => clearTimeout(timer));
}

/** Repeated and empty parameters aren't ours. */
function toQuery(query: LocationQuery): Query {
  return Object.fromEntries(
    Object.entries(query).flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])),
  );
}
