/** What each typed field accepts, and the number in it. */
import { deviceSchema } from "../../../src-main/common/train/run-config";
import type { MessageKey } from "../../locales/messages";
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

type NumberField =
  | "batch"
  | "count"
  | "learningRate"
  | "momentum"
  | "weightDecay"
  | "gamma"
  | "warmup"
  | "seed"
  | "checkpointEvery";

/** The bounds of runConfigSchema, in the form's own units. */
const RANGES: Readonly<Record<NumberField, Range>> = {
  batch: { min: 1, max: 65_536, whole: true },
  count: { min: 1, max: 100_000, whole: true },
  learningRate: { min: 0, max: 1000 },
  momentum: { min: 0, max: 1, below: true },
  weightDecay: { min: 0, max: 10 },
  gamma: { min: 0, max: 1, above: true },
  warmup: { min: 0, max: 100 },
  seed: { min: 0, max: 2 ** 32 - 1, whole: true },
  checkpointEvery: { min: 1, max: 1_000_000_000, whole: true },
};
const STEPS: Range = { min: 1, max: 100_000_000, whole: true };

export class FieldReader {
  readonly errors: FieldError[] = [];
  private readonly form: RunForm;

  constructor(form: RunForm) {
    this.form = form;
  }

  /** NaN, with an error noted, for what isn't accepted. */
  number(field: NumberField): number {
    const range = field === "count" && this.form.unit === "steps" ? STEPS : RANGES[field];
    const value = parse(this.form[field], range);
    if (Number.isNaN(value)) this.refuse(field, accepted(range), { min: range.min, max: range.max });
    return value;
  }

  /** Undefined for an empty field. */
  optional(field: NumberField): number | undefined {
    return this.form[field].trim() === "" ? undefined : this.number(field);
  }

  /** Whole numbers from 1, separated by commas or spaces; empty, with an error noted, for what isn't accepted. */
  milestones(): number[] {
    const parts = this.form.milestones.split(/[\s,]+/).filter(Boolean);
    const values = parts.map((part) => parse(part, STEPS));
    if (values.length >= 1 && values.length <= 100 && values.every((value) => !Number.isNaN(value))) return values;
    this.refuse("milestones", "newRun.accepted.milestones", {});
    return [];
  }

  device(): string {
    if (!deviceSchema.safeParse(this.form.device).success) this.refuse("device", "newRun.accepted.device", {});
    return this.form.device;
  }

  refuse(field: keyof RunForm, accepted: MessageKey, values: Readonly<Record<string, number>>): void {
    this.errors.push({ field, received: String(this.form[field]).trim(), accepted, values });
  }
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
  if (below) return "newRun.accepted.below";
  return above ? "newRun.accepted.above" : "newRun.accepted.range";
}
