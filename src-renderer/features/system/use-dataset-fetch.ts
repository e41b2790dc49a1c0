import { readonly, ref, shallowRef } from "vue";
import type { DatasetInfo } from "../../../src-main/common/contract/host";
import { type ErrorData, toErrorData } from "../../../src-main/common/errors";
import { toResiduaError } from "../../host/host-error";
import { useHost } from "../../host/use-host";

/** One download at a time, with its progress; the host goes on with it when the page is left. */
export function useDatasetFetch(onDone: () => void) {
  const { client } = useHost();
  const fetching = ref<DatasetInfo["name"] | null>(null);
  const progress = shallowRef({ receivedBytes: 0, totalBytes: 0 });
  const error = shallowRef<ErrorData | null>(null);

  async function fetch({ name, fetchBytes }: DatasetInfo): Promise<void> {
    fetching.value = name;
    error.value = null;
    progress.value = { receivedBytes: 0, totalBytes: fetchBytes ?? 0 };
    try {
      for await (const now of await client.datasets.fetch({ name })) progress.value = now;
      onDone();
    } catch (thrown) {
      error.value = toErrorData(toResiduaError(thrown));
    } finally {
      fetching.value = null;
    }
  }

  return { fetching: readonly(fetching), progress, error, fetch };
}
