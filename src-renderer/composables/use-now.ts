import { onScopeDispose, type Ref, readonly, ref } from "vue";

/** Milliseconds since 1970, ticking every second for as long as the caller lives. */
export function useNow(clock: () => number = Date.now): Readonly<Ref<number>> {
  const now = ref(clock());
  const timer = setInterval(() => {
    now.value = clock();
  }, 1000);
  onScopeDispose(() => clearInterval(timer));
  return readonly(now);
}
