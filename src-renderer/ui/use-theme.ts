import { computed, readonly, ref, watchEffect } from "vue";
import { z } from "zod";
import { readStored, writeStored } from "./storage";

export const THEMES = ["system", "light", "dark"] as const;
export type ThemePreference = (typeof THEMES)[number];

const preference = ref<ThemePreference>(readStored("theme", z.enum(THEMES), "system"));
const system = window.matchMedia("(prefers-color-scheme: dark)");
const systemIsDark = ref(system.matches);
system.addEventListener("change", (event) => {
  systemIsDark.value = event.matches;
});
const isDark = computed(() => (preference.value === "system" ? systemIsDark.value : preference.value === "dark"));

/** Follows the preference from now on; called once, before the first paint. */
export function applyTheme(): void {
  watchEffect(
    () => {
      document.documentElement.classList.toggle("dark", isDark.value);
    },
    { flush: "sync" },
  );
}

/** The reader's choice, and what is shown; charts watch `isDark` to fetch their colours anew. */
export function useTheme() {
  return {
    preference: readonly(preference),
    isDark,
    setPreference(chosen: ThemePreference): void {
      preference.value = chosen;
      writeStored("theme", chosen);
    },
  };
}
