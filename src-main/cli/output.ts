/** What is printed where: results on stdout, words for people on stderr. */

/** Prints one JSON object as a line. Numbers that JSON has no word for become null. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A line on stderr. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

export type Align = "left" | "right";

/** Rows as columns, two spaces apart; the last column keeps no trailing blanks. */
export function table(rows: readonly (readonly string[])[], align: readonly Align[]): string {
  const widths = align.map((_, column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      align
        .map((side, column) => {
          const [text, width] = [row[column] ?? "", widths[column] ?? 0];
          return side === "right" ? text.padStart(width) : text.padEnd(width);
        })
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

const COUNT = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** 11,689,512 */
export function count(value: number): string {
  return COUNT.format(value);
}

/** 1.5 GiB */
export function bytes(value: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let [scaled, unit] = [Math.abs(value), 0];
  while (scaled >= 1024 && unit < units.length - 1) [scaled, unit] = [scaled / 1024, unit + 1];
  return `${value < 0 ? "-" : ""}${scaled.toFixed(unit === 0 ? 0 : 1)} ${units[unit]}`;
}

/** 93.2 % */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** Four significant digits; a loss that is no number is said so. */
export function loss(value: number | null): string {
  return value === null ? "not finite" : value.toPrecision(4);
}

/** 1:02:03, or 2:03 below an hour. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
