/**
 * Parsers of flags' values. Strict: the whole text has to be what is meant, and the sentence says what was received and
 * what is accepted. Each throws ResiduaError INVALID_VALUE with the flag's name as the field.
 */
import { parseInput } from "../common/arch/adapt";
import { ResiduaError } from "../common/errors";
import { nearestName } from "../common/nearest";
import { deviceSchema } from "../common/train/run-config";

export interface Range {
  min: number;
  max: number;
  /** The minimum or the maximum itself is refused. */
  above?: boolean;
  below?: boolean;
}

type Parser<T> = (text: string) => T;

/** A whole number in decimal digits. */
export function integer(flag: string, { min, max }: Range): Parser<number> {
  return (text) => {
    const value = whole(text);
    if (inside(value, { min, max })) return value;
    throw refuse(flag, text, `a whole number from ${min} to ${max}`);
  };
}

/** A decimal number, such as 0.1 or 1e-4. */
export function number(flag: string, range: Range): Parser<number> {
  const accepted = `a number ${describe(range)}`;
  return (text) => {
    const value = decimal(text);
    if (!inside(value, range)) throw refuse(flag, text, accepted);
    return value;
  };
}

/** Numbers with commas in between, such as 0.5,0.4,0.3. */
export function numbers(flag: string, range: Range): Parser<number[]> {
  const accepted = `numbers ${describe(range)} with commas in between`;
  return (text) => {
    const values = text.split(",").map(decimal);
    if (!values.every((value) => inside(value, range))) throw refuse(flag, text, accepted);
    return values;
  };
}

/** Whole numbers with commas in between, such as 32000,48000. */
export function integers(flag: string, { min, max }: Range): Parser<number[]> {
  return (text) => {
    const values = text.split(",").map(whole);
    if (values.every((value) => inside(value, { min, max }))) return values;
    throw refuse(flag, text, `whole numbers from ${min} to ${max} with commas in between`);
  };
}

/** CxHxW, such as 3x32x32. */
export function input(text: string): [number, number, number] {
  return parseInput(text);
}

/** A path: an empty one, as a shell's unset variable leaves it, would silently mean the current folder. */
export function path(flag: string): Parser<string> {
  return (text) => {
    if (text.trim() !== "") return text;
    throw refuse(flag, text, "a path");
  };
}

/** `cpu` or `gpu:N`; whether it is there is found out later. */
export function device(text: string): string {
  if (deviceSchema.safeParse(text).success) return text;
  throw refuse("device", text, "cpu or gpu:N, such as gpu:0");
}

/** One of a few names. */
export function oneOf<const T extends string>(flag: string, names: readonly T[]): Parser<T> {
  return (text) => {
    const name = names.find((candidate) => candidate === text);
    if (name !== undefined) return name;
    const nearest = nearestName(text, names);
    throw refuse(flag, text, `${names.join(", ")}${nearest === null ? "" : ` (did you mean ${nearest}?)`}`);
  };
}

function whole(text: string): number {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}

function decimal(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

function inside(value: number, { min, max, above, below }: Range): boolean {
  return (above ? value > min : value >= min) && (below ? value < max : value <= max);
}

function describe({ min, max, above, below }: Range): string {
  return `${above ? "above" : "from"} ${min} ${below ? "and below" : "to"} ${max}`;
}

function refuse(flag: string, received: string, accepted: string): ResiduaError {
  return new ResiduaError("INVALID_VALUE", `--${flag} was given "${received}"; accepted is ${accepted}.`, {
    field: flag,
  });
}
