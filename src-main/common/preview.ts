/** Texts and values from outside, for a sentence that ends in a terminal. */

/**
 * A value as one short line of JSON, cut at `most` characters; it costs no more than that, however large or deep the
 * value is.
 */
export function preview(value: unknown, most = 60): string {
  return cut(partOf(value, most + 1), most);
}

/** A text as it is, but on one line, cut at `most` characters, and with what would drive a terminal as escapes. */
export function oneLine(text: string, most: number): string {
  return cut(escaped(text.slice(0, most + 1)), most);
}

/** A text of several lines as one that a terminal only shows: lines and tabs stay, a return before a line feed too. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character, place: number) => {
    const layout = character === "\n" || character === "\t" || (character === "\r" && text[place + 1] === "\n");
    return layout ? character : escaped(character);
  });
}

function cut(text: string, most: number): string {
  // Half of a character is none.
  return text.length > most ? `${text.slice(0, most).replace(/\p{Cs}$/u, "")}…` : text;
}

/** At least the first `room` characters of the value's JSON. */
function partOf(value: unknown, room: number): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return quoted(value.slice(0, room));
  if (typeof value !== "object" || value === null) return String(value).slice(0, room);
  return Array.isArray(value)
    ? listed("[", value, "]", room, partOf)
    : listed("{", Object.keys(value), "}", room, entryOf(value));
}

function listed<T>(
  open: string,
  items: Iterable<T>,
  close: string,
  room: number,
  part: (item: T, room: number) => string,
): string {
  let text = open;
  for (const item of items) {
    if (text.length >= room) return text;
    text += `${text === open ? "" : ","}${part(item, room - text.length)}`;
  }
  return text + close;
}

function entryOf(value: object) {
  return (key: string, room: number): string => {
    const name = `${quoted(key.slice(0, room))}:`;
    return name + (name.length < room ? partOf(Reflect.get(value, key), room - name.length) : "");
  };
}

/** Controls, lone surrogates, line separators and whatever turns the direction of reading. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

function escaped(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function quoted(text: string): string {
  return escaped(JSON.stringify(text));
}
