/** How the values of a text are put in. */

/** What a text's {placeholders} stand for; shapes as "64x56x56". */
export type TextValues = Readonly<Record<string, string | number>>;

/** From here on a number is easier to grasp in words than by counting its digits, and from there on by its power of 10. */
const WORDS_FROM = 1e15;
const POWERS_FROM = 1e18;

interface NumberFormats {
  whole: Intl.NumberFormat;
  words: Intl.NumberFormat;
  powers: Intl.NumberFormat;
  fraction: Intl.NumberFormat;
}

const formats = new Map<string, NumberFormats>();

function formatsOf(locale: string): NumberFormats {
  const known = formats.get(locale);
  if (known) return known;
  const made = {
    whole: new Intl.NumberFormat(locale),
    words: new Intl.NumberFormat(locale, { notation: "compact", compactDisplay: "long", maximumSignificantDigits: 3 }),
    powers: new Intl.NumberFormat(locale, { notation: "scientific", maximumSignificantDigits: 3 }),
    fraction: new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 }),
  };
  formats.set(locale, made);
  return made;
}

/** A value as the reader writes it: 21,797,672, 0.25, 9010 trillion, 3.2E21; text as it is. */
export function shownValue(value: string | number, locale = "en-US"): string {
  if (typeof value === "string") return value;
  const { whole, words, powers, fraction } = formatsOf(locale);
  if (value >= WORDS_FROM) return (value < POWERS_FROM ? words : powers).format(value);
  return (Number.isInteger(value) ? whole : fraction).format(value);
}

export function fill(template: string, values: TextValues): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    return value === undefined ? placeholder : shownValue(value);
  });
}
