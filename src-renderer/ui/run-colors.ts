/**
 * Colours of runs: told apart with any colour vision (after Okabe and Ito 2008), with a dash pattern so that nothing
 * rests on colour alone. The values stand in styles/tokens.css, since they differ between light and dark.
 */

export interface RunStyle {
  /** CSS variable that holds the colour. */
  variable: `--run-${number}`;
  /** Line dash in pixels; empty for a solid line. */
  dash: readonly number[];
}

export const RUN_STYLES: readonly RunStyle[] = [
  { variable: "--run-1", dash: [] },
  { variable: "--run-2", dash: [] },
  { variable: "--run-3", dash: [] },
  { variable: "--run-4", dash: [] },
  { variable: "--run-5", dash: [6, 3] },
  { variable: "--run-6", dash: [6, 3] },
  { variable: "--run-7", dash: [2, 2] },
  { variable: "--run-8", dash: [2, 2] },
];

/** The same run has the same style in every view: it follows from the id alone (FNV-1a). */
export function runStyle(runId: string): RunStyle {
  let hash = 0x811c9dc5;
  for (let i = 0; i < runId.length; i++) {
    hash = Math.imul(hash ^ runId.charCodeAt(i), 0x01000193) >>> 0;
  }
  return RUN_STYLES[hash % RUN_STYLES.length] as RunStyle;
}

/** The variable's colour in the theme that is shown now, for canvases, which can't read CSS variables. */
export function resolveColor(variable: `--${string}`, element: Element = document.documentElement): string {
  return getComputedStyle(element).getPropertyValue(variable).trim();
}
