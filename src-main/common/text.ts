/** Numbers and tables as plain text, in English: what the command line prints and the listing files hold. */

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
