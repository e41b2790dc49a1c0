import { createI18n } from "vue-i18n";
import { en } from "./en";
import { ko } from "./ko";
import { initialLanguage, type Language } from "./language";
import type { Messages } from "./messages";

/** Missing keys can't happen, since MessageKey and the language files' types rule them out at compile time. */
export const i18n = createI18n<[Messages], Language, false>({
  legacy: false,
  locale: initialLanguage(),
  fallbackLocale: "en",
  messages: { en, ko },
});
