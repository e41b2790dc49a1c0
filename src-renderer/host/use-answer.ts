import { type Ref, readonly, type ShallowRef, shallowRef, watch } from "vue";
import { type ErrorData, toErrorData } from "../../src-main/common/errors";
import { useHost } from "./use-host";

/** What a question to the host has come to; a new question keeps the last answer in view. */
export type Answer<T> =
  | { state: "asking"; value: T | null }
  | { state: "here"; value: T }
  | { state: "failed"; value: T | null; error: ErrorData };

/** Asks now, and again whenever the connection comes back. */
export function useAnswer<T>(ask: () => Promise<T>): { answer: Readonly<Ref<Answer<T>>>; again: () => Promise<void> } {
  const { connection } = useHost();
  const answer: ShallowRef<Answer<T>> = shallowRef({ state: "asking", value: null });
  let latest = 0;

  async function again(): Promise<void> {
    latest += 1;
    const asked = latest;
    answer.value = { state: "asking", value: answer.value.value };
    try {
      const value = await ask();
      if (asked === latest) answer.value = { state: "here", value };
    } catch (thrown) {
      if (asked === latest) answer.value = { state: "failed", value: answer.value.value, error: toErrorData(thrown) };
    }
  }

  watch(connection, (now) => now === "online" && again(), { immediate: true });
  return { answer: readonly(answer) as Readonly<Ref<Answer<T>>>, again };
}
