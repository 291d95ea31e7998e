import axe from "axe-core";
import type { Page } from "playwright-core";

/** One rule of axe that a page breaks, with the elements that break it. */
export interface AccessibilityFault {
  readonly rule: string;
  readonly help: string;
  readonly elements: readonly string[];
}

const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/** Runs axe on a page as it stands, by the rules of WCAG 2.0 to 2.2 A and AA and axe's best practices. */
export async function accessibilityFaults(page: Page): Promise<AccessibilityFault[]> {
  await page.evaluate(axe.source);
  // The script runs in the page, and its answer is axe's own `AxeResults`.
  const results = (await page.evaluate(
    `axe.run(document, { runOnly: { type: "tag", values: ${JSON.stringify(levels)} } })`,
  )) as axe.AxeResults;
  if (results.passes.length === 0) throw new Error("axe found nothing to check on this page");
  return results.violations.map((violation) => ({
    rule: violation.id,
    help: violation.help,
    elements: violation.nodes.map((node) => node.html),
  }));
}
