import { describe, expect, it } from "vitest";
import { createI18n } from "vue-i18n";
import { en } from "../../../../src-renderer/locales/en";
import { ko } from "../../../../src-renderer/locales/ko";
import { initialLanguage } from "../../../../src-renderer/locales/language";

function leaves(tree: object, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === "string") return [[path + key, value] as [string, string]];
    return typeof value === "object" && value !== null ? leaves(value, `${path}${key}.`) : [];
  });
}

/** With its own types for messages of this size, vue-i18n takes TypeScript past its depth. */
const untyped = createI18n as unknown as (options: object) => {
  global: { t: (key: string, values: object, plural: number) => string };
};

const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
const english = leaves(en);
const korean = new Map(leaves(ko));

describe("languages", () => {
  it("have the same keys, none empty", () => {
    expect([...korean.keys()].sort()).toEqual(english.map(([key]) => key).sort());
    expect([...english, ...korean].filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it.each(english)("%s takes the same values in Korean", (key, text) => {
    expect(holes(korean.get(key) ?? "")).toEqual(holes(text));
  });

  it("compile: no text has a character that the message format means otherwise", () => {
    for (const [locale, messages] of [
      ["en", english],
      ["ko", [...korean]],
    ] as const) {
      const { t } = untyped({ legacy: false, locale, messages: { en, ko } }).global;
      for (const [key, text] of messages) {
        const values = Object.fromEntries(holes(text).map((hole) => [hole.slice(1, -1), `<${hole.slice(1, -1)}>`]));
        const filled = holes(text).reduce((so, hole) => so.replaceAll(hole, `<${hole.slice(1, -1)}>`), text);
        // Plural forms: count 1 picks the one after the first bar, if there are three.
        const forms = filled.split(" | ");
        expect(t(key, values, 1)).toBe(forms[forms.length === 3 ? 1 : 0]);
      }
    }
  });
});

describe("the first language", () => {
  it.each([
    [["ko-KR", "en"], "ko"],
    [["fr-FR", "ko"], "ko"],
    [["en-GB"], "en"],
    [["fr"], "en"],
    [[], "en"],
  ])("for a browser of %o is %s", (browser, language) => {
    expect(initialLanguage(browser)).toBe(language);
  });
});
