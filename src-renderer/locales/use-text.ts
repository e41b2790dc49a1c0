import { computed } from "vue";
import { useI18n } from "vue-i18n";
import { writeStored } from "../ui/storage";
import { formatters } from "./format";
import { formatLocale, type Language } from "./language";
import type { MessageKey } from "./messages";

/** A text by its key; `plural` picks among the forms that a message separates with a bar. */
export type Translate = (key: MessageKey, values?: Record<string, unknown>, plural?: number) => string;

/** Texts, numbers and dates in the reader's language. Use inside `setup`. */
export function useText() {
  const { t, locale } = useI18n({ useScope: "global" });
  const translate: Translate = (key, values = {}, plural) =>
    plural === undefined ? t(key, values) : t(key, values, plural);
  return {
    t: translate,
    language: computed(() => locale.value as Language),
    setLanguage(language: Language): void {
      locale.value = language;
      writeStored("language", language);
    },
    /** Number and date formats; `format.value.integer(1234)` in scripts, `format.integer(1234)` in templates. */
    format: computed(() => formatters(formatLocale(locale.value as Language))),
  };
}
