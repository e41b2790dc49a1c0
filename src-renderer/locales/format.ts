/** Numbers and dates as the reader writes them, all through Intl. */

export interface Formatters {
  /** 25557032 as 25,557,032. */
  integer(value: number): string;
  /** With a fixed number of digits after the point, so that columns align. */
  decimal(value: number, digits: number): string;
  /** With so many significant digits, for losses and learning rates. */
  significant(value: number, digits?: number): string;
  /** 25557032 as 25.56M, or with three digits as 25.6M. */
  compact(value: number, digits?: number): string;
  /** 0 to 1 as a percentage. */
  percent(value: number, digits?: number): string;
  /** -0.25 as -25.0%, 0.25 as +25.0%. */
  signedPercent(value: number): string;
  signedInteger(value: number): string;
  /** Memory, in binary units: 1536 as 1.5 KiB. */
  bytes(value: number): string;
  /** What is transferred, in decimal units and as round as the host's own sentences have it: 11594722 as 12 MB. */
  transfer(value: number): string;
  /** Seconds as 2h 05m, 4m 09s or 7s. */
  duration(seconds: number): string;
  /** Milliseconds since 1970 as a date with the time. */
  dateTime(at: number): string;
  /** Milliseconds since 1970 against now: "3 minutes ago". */
  relative(at: number, now?: number): string;
}

const cache = new Map<string, Formatters>();

export function formatters(locale: string): Formatters {
  const known = cache.get(locale);
  if (known) return known;
  const made = makeFormatters(locale);
  cache.set(locale, made);
  return made;
}

function makeFormatters(locale: string): Formatters {
  const number = (options: Intl.NumberFormatOptions = {}) => {
    const format = new Intl.NumberFormat(locale, options);
    return (value: number) => format.format(value);
  };
  const byDigits = (options: (digits: number) => Intl.NumberFormatOptions) => {
    const made = new Map<number, (value: number) => string>();
    return (value: number, digits: number) => {
      const format = made.get(digits) ?? number(options(digits));
      made.set(digits, format);
      return format(value);
    };
  };
  const fixed = byDigits((digits) => ({ minimumFractionDigits: digits, maximumFractionDigits: digits }));
  const significant = byDigits((digits) => ({ maximumSignificantDigits: digits }));
  const compact = byDigits((digits) => ({ notation: "compact", maximumSignificantDigits: digits }));
  const percent = byDigits((digits) => ({
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }));
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return {
    integer: number({ maximumFractionDigits: 0 }),
    decimal: fixed,
    significant: (value, digits = 4) => significant(value, digits),
    compact: (value, digits = 4) => compact(value, digits),
    percent: (value, digits = 1) => percent(value, digits),
    signedPercent: number({
      style: "percent",
      signDisplay: "exceptZero",
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    }),
    signedInteger: number({ signDisplay: "exceptZero", maximumFractionDigits: 0 }),
    bytes: (value) => bytes(value, BINARY, fixed),
    transfer: (value) => bytes(value, DECIMAL, fixed),
    duration: (seconds) => duration(seconds, locale),
    dateTime: (at) => dateTime.format(at),
    relative: (at, now = Date.now()) => relativeTime((at - now) / 1000, relative),
  };
}

interface ByteScale {
  base: number;
  units: readonly string[];
  /** Numbers from here on have no digit after the point. */
  wholeFrom: number;
}

const BINARY: ByteScale = { base: 1024, units: ["B", "KiB", "MiB", "GiB", "TiB"], wholeFrom: 100 };
const DECIMAL: ByteScale = { base: 1000, units: ["B", "kB", "MB", "GB", "TB"], wholeFrom: 10 };

function bytes(value: number, scale: ByteScale, fixed: (value: number, digits: number) => string): string {
  const { base, units, wholeFrom } = scale;
  let power = 0;
  while (power < units.length - 1 && value >= base ** (power + 1)) power += 1;
  const scaled = value / base ** power;
  return `${fixed(scaled, power === 0 || scaled >= wholeFrom ? 0 : 1)} ${units[power]}`;
}

function duration(seconds: number, locale: string): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [
    { unit: "hour", value: Math.floor(whole / 3600) },
    { unit: "minute", value: Math.floor(whole / 60) % 60 },
    { unit: "second", value: whole % 60 },
  ] as const;
  const first = Math.min(
    parts.length - 1,
    parts.findIndex(({ value }) => value > 0) < 0 ? parts.length - 1 : parts.findIndex(({ value }) => value > 0),
  );
  return parts
    .slice(first, first + 2)
    .map(({ unit, value }, i) =>
      new Intl.NumberFormat(locale, {
        style: "unit",
        unit,
        unitDisplay: "narrow",
        minimumIntegerDigits: i === 0 ? 1 : 2,
      }).format(value),
    )
    .join(" ");
}

const RELATIVE_UNITS = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

function relativeTime(seconds: number, format: Intl.RelativeTimeFormat): string {
  const [unit, size] = RELATIVE_UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? RELATIVE_UNITS[3];
  return format.format(Math.round(seconds / size), unit);
}
