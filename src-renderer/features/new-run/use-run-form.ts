/** The form's state, shared by its sections: what was typed, what is wrong with it, what it would train. */
import { type ComputedRef, computed, type InjectionKey, inject, provide, type Ref, ref, shallowRef, watch } from "vue";
import type { DatasetInfo } from "../../../src-main/common/contract/host";
import type { ResiduaError } from "../../../src-main/common/errors";
import type { DatasetName } from "../../../src-main/common/train/run-config";
import { useAfterPointer } from "../../composables/use-after-pointer";
import { type Remote, useRemote } from "../../composables/use-remote";
import { useHost } from "../../host/use-host";
import { useText } from "../../locales/use-text";
import { useDraftStore } from "../../stores/draft";
import { readStored, writeStored } from "../../ui/storage";
import { fieldOf } from "./field-of-path";
import type { FieldError } from "./field-rules";
import { FIRST_FORM, type FormField, type RunForm, runFormSchema } from "./run-form";
import { type FormResult, toConfig } from "./to-config";

export interface RunFormContext {
  form: Ref<RunForm>;
  datasets: Remote<DatasetInfo[]>;
  dataset: ComputedRef<DatasetInfo | null>;
  /** Null until the data sets are known. */
  result: ComputedRef<FormResult | null>;
  /** What is wrong with a field, in the reader's words; undefined while it is being typed for the first time. */
  errorAt(field: FormField): string | undefined;
  /** The reader has left the field: from now on it says what is wrong with it. */
  touch(field: FormField): void;
  /** Shows every error at once; how many there are. */
  reveal(): number;
  /** Puts the host's refusal at its field; false when it has none. */
  refuse(error: ResiduaError): boolean;
}

const FORM: InjectionKey<RunFormContext> = Symbol("run form");

export function provideRunForm(): RunFormContext {
  const { client } = useHost();
  const { t, format } = useText();
  const draft = useDraftStore();
  const afterPointer = useAfterPointer();

  // The name belongs to one run; everything else is a good start for the next.
  const form = ref<RunForm>({ ...readStored("newRun", runFormSchema, FIRST_FORM), name: "" });
  watch(form, (typed) => writeStored("newRun", typed), { deep: true });

  const datasets = useRemote(() => client.datasets.list());
  const dataset = computed(() => datasets.data.value?.find(({ name }) => name === form.value.dataset) ?? null);
  const result = computed(() => (dataset.value ? toConfig(form.value, draft.spec, dataset.value) : null));

  const touched = shallowRef<ReadonlySet<FormField>>(new Set());
  const revealed = ref(false);
  const refusals = shallowRef<ReadonlyMap<FormField, string>>(new Map());
  watch([() => ({ ...form.value }), () => draft.spec], ([now, spec], [before, specBefore]) => {
    const stays = (field: FormField) => (field === "architecture" ? spec === specBefore : now[field] === before[field]);
    if (refusals.value.size > 0) refusals.value = new Map([...refusals.value].filter(([field]) => stays(field)));
  });

  const errors = computed<ReadonlyMap<FormField, string>>(() => {
    const judged = result.value;
    const found = new Map<FormField, string>();
    if (judged && !judged.ok) {
      for (const error of judged.errors) found.set(error.field, inWords(error));
      if (judged.architecture) found.set("architecture", judged.architecture);
    }
    if (dataset.value?.state === "missing" && form.value.dir.trim() === "") {
      found.set("dataset", t("newRun.error.datasetMissing", { dataset: dataset.value.title }));
    }
    return found;
  });

  function inWords({ received, accepted, values }: FieldError): string {
    const shown = Object.entries(values).map(([name, value]) => [name, format.value.integer(value)]);
    const names = { accepted: t(accepted, Object.fromEntries(shown)), received };
    return t(received === "" ? "newRun.error.missing" : "newRun.error.refused", names);
  }

  const context: RunFormContext = {
    form,
    datasets,
    dataset,
    result,
    errorAt(field) {
      const refused = refusals.value.get(field);
      if (refused !== undefined) return refused;
      const shown = revealed.value || touched.value.has(field) || field === "architecture";
      return shown ? errors.value.get(field) : undefined;
    },
    touch(field) {
      if (touched.value.has(field)) return;
      afterPointer(() => {
        touched.value = new Set([...touched.value, field]);
      });
    },
    reveal() {
      revealed.value = true;
      return errors.value.size;
    },
    refuse(error) {
      const field = fieldOf(error.field, form.value);
      if (field) refusals.value = new Map([[field, error.message]]);
      return field !== null;
    },
  };
  provide(FORM, context);
  return context;
}

/** Inside the form's sections. */
export function useRunForm(): RunFormContext {
  const context = inject(FORM);
  if (!context) throw new Error("useRunForm() needs provideRunForm() above it.");
  return context;
}

/** Follows a download; resolves when the set is there. */
export function useDatasetFetch(done: () => Promise<void>) {
  const { client } = useHost();
  const fetching = shallowRef<{ name: DatasetName; received: number; total: number } | null>(null);

  async function fetchSet(name: DatasetName): Promise<void> {
    fetching.value = { name, received: 0, total: 0 };
    try {
      for await (const { receivedBytes, totalBytes } of await client.datasets.fetch({ name })) {
        fetching.value = { name, received: receivedBytes, total: totalBytes };
      }
      await done();
    } finally {
      fetching.value = null;
    }
  }

  return { fetching, fetchSet };
}
