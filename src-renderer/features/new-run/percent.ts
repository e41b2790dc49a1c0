/** Shares that a form shows in percent. Only the decimal point moves, so that up to 15 digits come back as they were. */

/** 0.07 as "7", where 100 * 0.07 would be 7.000000000000001. */
export function percentText(share: number): string {
  return String(moved(String(share), 2));
}

/** "7" as 0.07. */
export function shareOf(percent: number): number {
  return moved(String(percent), -2);
}

function moved(text: string, places: number): number {
  const [digits = "", exponent = "0"] = text.split("e");
  return Number(`${digits}e${Number(exponent) + places}`);
}
