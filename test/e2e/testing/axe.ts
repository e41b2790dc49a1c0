import axe from "axe-core";
import type { Page } from "playwright-core";

/** Violations of weight on the page as it is: the rule, and where. */
export async function seriousViolations(page: Page): Promise<string[]> {
  // As an expression of the debugger's: the page's own policy lets no foreign script in.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run(document));
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
    );
}
