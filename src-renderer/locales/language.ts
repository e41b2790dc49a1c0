import { z } from "zod";
import { readStored } from "../ui/storage";

/** Languages by their BCP 47 code, each named in itself. */
export const LANGUAGES = { en: "English", ko: "한국어" } as const;
export type Language = keyof typeof LANGUAGES;

export const languageSchema = z.enum(Object.keys(LANGUAGES) as [Language, ...Language[]]);

/** The language chosen before, else the first of the browser's that there is, else English. */
export function initialLanguage(browser: readonly string[] = navigator.languages): Language {
  const spoken = browser.map((tag) => languageSchema.safeParse(tag.split("-")[0])).find((parsed) => parsed.success);
  return readStored("language", languageSchema, spoken?.data ?? "en");
}

/** Locale for numbers and dates: the browser's own region where it fits the language (en-GB for English, say). */
export function formatLocale(language: Language, browser: readonly string[] = navigator.languages): string {
  return browser.find((tag) => tag.split("-")[0] === language) ?? { en: "en-US", ko: "ko-KR" }[language];
}
