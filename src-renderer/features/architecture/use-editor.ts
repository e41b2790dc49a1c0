import { computed, type InjectionKey, inject, provide, shallowRef, watch } from "vue";
import { analyse } from "../../../src-main/common/arch/analysis";

import type { ArchSpec } from "../../../src-main/common/arch/spec";
import { commit, type History, redo, seal, startHistory, undo } from "./model/history";
import { differingFields, suggestName } from "./model/naming";
import { settled } from "./model/relevance";
import { type FieldFaults, parseDraft, type ResidualDraft, type SpecDraft, type VggDraft } from "./model/spec-draft";
import { findStart, nearestStart } from "./model/starts";

/** What undo and redo go through. */
interface EditorState {
  draft: SpecDraft;
  /** The preset that was started from: what "reset" goes back to and links count from. */
  base: string;
}

export type Editor = ReturnType<typeof createEditor>;

/** The state of the architecture page: a draft with its history, what it parses to, and its analysis. */
export function createEditor(initial: ArchSpec, initialBase = nearestStart(initial)) {
  const history = shallowRef(startHistory<EditorState>({ draft: initial, base: initialBase }));
  const draft = computed(() => history.value.present.draft);
  const base = computed(() => history.value.present.base);
  const parsed = computed(() => parseDraft(draft.value));
  /** The last draft without faults: what tables and totals show while a field is half typed. */
  const spec = shallowRef<ArchSpec>(initial);
  watch(
    parsed,
    (now) => {
      if (now.spec) spec.value = now.spec;
    },
    { flush: "sync" },
  );

  function put(state: EditorState, key: string | null): void {
    history.value = commit(history.value, state, key);
  }

  /** Changes the draft; a name that was not given by the user follows. Edits of the same key in a row undo as one. */
  function edit(key: string, change: (draft: SpecDraft) => SpecDraft): void {
    const before = parsed.value.spec ?? spec.value;
    const now = draft.value;
    const next = change(now);
    if (next === now) return;
    const changed = now.family === "residual" && next.family === "residual" ? settled(now, next) : next;
    const after = parseDraft(changed).spec;
    const follows = after !== null && key !== "name" && before.name === suggestName(before, base.value);
    put({ draft: follows ? { ...changed, name: suggestName(after, base.value) } : changed, base: base.value }, key);
  }

  function move(step: (now: History<EditorState>) => History<EditorState>): void {
    history.value = step(history.value);
  }

  return {
    draft,
    base,
    spec,
    faults: computed<FieldFaults>((before) => {
      const { faults } = parsed.value;
      // Nothing is drawn anew while nothing is wrong.
      return faults.size === 0 && before?.size === 0 ? before : faults;
    }),
    analysis: computed(() => analyse(spec.value)),
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    /** True when anything differs from the preset that was started from. */
    isEdited: computed(() => differingFields(spec.value, findStart(base.value)).length > 0),
    edit,
    editResidual(key: string, change: (draft: ResidualDraft) => ResidualDraft): void {
      edit(key, (now) => (now.family === "residual" ? change(now) : now));
    },
    /** Sets fields; typing on in the same ones is one step. */
    setResidual(fields: Partial<ResidualDraft>): void {
      this.editResidual(Object.keys(fields).join(), (now) => ({ ...now, ...fields }));
    },
    editVgg(key: string, change: (draft: VggDraft) => VggDraft): void {
      edit(key, (now) => (now.family === "vgg" ? change(now) : now));
    },
    /** Starts anew from a spec, as one step that can be undone. */
    load(next: SpecDraft, from: string): void {
      put({ draft: next, base: from }, null);
    },
    undo: () => move(undo),
    redo: () => move(redo),
    /** Ends a step: called when a field loses focus. */
    seal: () => move(seal),
  };
}

const EDITOR: InjectionKey<Editor> = Symbol("architecture editor");

export function provideEditor(editor: Editor): void {
  provide(EDITOR, editor);
}

export function useEditor(): Editor {
  const editor = inject(EDITOR);
  if (!editor) throw new Error("useEditor() needs provideEditor() above it.");
  return editor;
}
