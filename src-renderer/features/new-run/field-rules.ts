/** What each typed field accepts, and the number in it. */
import { deviceSchema } from "../../../src-main/common/train/run-config";
import type { MessageKey } from "../../locales/messages";
import { shareOf } from "./percent";
import type { FormField, RunForm } from "./run-form";

/** What is wrong with a field, as a text's key and what to put into it. */
export interface FieldError {
  field: FormField;
  /** As typed; empty when nothing was. */
  received: string;
  accepted: MessageKey;
  values: Readonly<Record<string, number>>;
}

/** A number as people type it: no hexadecimal, no "Infinity", no thousands separators. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

interface Range {
  min: number;
  max: number;
  /** The maximum itself is refused. */
  below?: boolean;
  /** The minimum itself is refused. */
  above?: boolean;
  whole?: boolean;
}

const BELOW_ONE: Range = { min: 0, max: 1, below: true };
const UP_TO_ONE: Range = { min: 0, max: 1, above: true };
const STEPS: Range = { min: 1, max: 100_000_000, whole: true };

/** The bounds of runConfigSchema, in the form's own units. */
const RANGES = {
  batch: { min: 1, max: 65_536, whole: true },
  count: { min: 1, max: 100_000, whole: true },
  learningRate: { min: 0, max: 1000 },
  weightDecay: { min: 0, max: 10 },
  momentum: BELOW_ONE,
  beta1: BELOW_ONE,
  beta2: BELOW_ONE,
  epsilon: UP_TO_ONE,
  gamma: UP_TO_ONE,
  rising: { min: 0, max: 100 },
  power: { min: 0, max: 10, above: true },
  warmupCount: { min: 1, max: 1_000_000, whole: true },
  warmupFrom: { min: 0, max: 1 },
  warmupLow: UP_TO_ONE,
  warmupError: { min: 0, max: 100, above: true, below: true },
  labelSmoothing: BELOW_ONE,
  clipNorm: { min: 0, max: 1e6, above: true },
  accumulate: { min: 1, max: 1024, whole: true },
  averageDecay: BELOW_ONE,
  seed: { min: 0, max: 2 ** 32 - 1, whole: true },
  checkpointEvery: { min: 1, max: 1_000_000_000, whole: true },
  probeEvery: { min: 0, max: 1_000_000_000, whole: true },
} as const satisfies Partial<Record<FormField, Range>>;
export type NumberField = keyof typeof RANGES;

export class FieldReader {
  readonly errors: FieldError[] = [];

  constructor(private readonly form: RunForm) {}

  /** NaN, with an error noted, for what isn't accepted. */
  number(field: NumberField): number {
    const range: Range = field === "count" && this.form.unit === "steps" ? STEPS : RANGES[field];
    const value = parse(this.form[field], range);
    if (Number.isNaN(value)) this.refuse(field, accepted(range), { min: range.min, max: range.max });
    return value;
  }

  /** A field in percent, as a share. */
  share(field: NumberField): number {
    return shareOf(this.number(field));
  }

  /** Undefined for an empty field. */
  optional(field: NumberField): number | undefined {
    return this.form[field].trim() === "" ? undefined : this.number(field);
  }

  /** Whole numbers from 1, separated by commas or spaces; empty, with an error noted, for what isn't accepted. */
  milestones(): number[] {
    const values = listed(this.form.milestones).map((part) => parse(part, STEPS));
    if (values.length >= 1 && values.length <= 100 && !values.some(Number.isNaN)) return values;
    this.refuse("milestones", "newRun.accepted.milestones", {});
    return [];
  }

  /** One number per channel. Undefined, with an error noted, for what isn't accepted. */
  perChannel(field: "mean" | "std", channels: number): number[] | undefined {
    const range: Range = { min: field === "mean" ? -1000 : 0, max: 1000, above: field === "std" };
    const values = listed(this.form[field]).map((part) => parse(part, range));
    if (values.length === channels && !values.some(Number.isNaN)) return values;
    this.refuse(field, field === "mean" ? "newRun.accepted.mean" : "newRun.accepted.std", { channels });
    return undefined;
  }

  device(): string {
    if (!deviceSchema.safeParse(this.form.device).success) this.refuse("device", "newRun.accepted.device", {});
    return this.form.device;
  }

  refuse(field: keyof RunForm & FormField, accepted: MessageKey, values: Readonly<Record<string, number>>): void {
    this.errors.push({ field, received: String(this.form[field]).trim(), accepted, values });
  }
}

function listed(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

function parse(text: string, range: Range): number {
  const trimmed = text.trim();
  if (!NUMBER.test(trimmed)) return Number.NaN;
  const value = Number(trimmed);
  const low = range.above ? value > range.min : value >= range.min;
  const high = range.below ? value < range.max : value <= range.max;
  return low && high && (!range.whole || Number.isInteger(value)) ? value : Number.NaN;
}

function accepted({ whole, below, above }: Range): MessageKey {
  if (whole) return "newRun.accepted.whole";
  if (above && below) return "newRun.accepted.between";
  if (below) return "newRun.accepted.below";
  return above ? "newRun.accepted.above" : "newRun.accepted.range";
}
