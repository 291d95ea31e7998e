import { accessibilityFaults, openBrowser, type TestBrowser } from "@plait/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { figureSvg } from "../src/figures/figure-svg.ts";
import { released } from "./fixtures/released.ts";
import { allResults } from "./fixtures/results.ts";

let browser: TestBrowser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Pairs of different words that lie on one another, and words that leave the drawing. */
const clashes = `(() => {
  const svg = document.querySelector("svg");
  const frame = svg.getBoundingClientRect();
  const words = [...svg.querySelectorAll("text")].filter((t) => t.getAttribute("opacity") !== "0" && t.textContent !== "")
    .map((t) => ({ text: t.textContent, box: t.getBoundingClientRect() }));
  const outside = words.filter(({ box }) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1);
  const overlapping = words.flatMap((a, i) => words.slice(i + 1).filter((b) => a.text !== b.text
    && a.box.left < b.box.right - 1 && b.box.left < a.box.right - 1 && a.box.top < b.box.bottom - 3 && b.box.top < a.box.bottom - 3)
    .map((b) => [a.text, b.text]));
  return { outside: outside.map(({ text }) => text), overlapping };
})()`;

// [F9]
test.each(allResults.filter((result) => result.figure !== undefined))(
  "words of $id neither overlap nor leave the drawing, and axe finds nothing",
  async (result) => {
    const svg = await figureSvg(released(result));
    const { page } = await browser.openPage(
      `<!doctype html><html lang="en"><head><title>Figure</title></head><body><main><h1>Figure</h1>${svg}</main></body></html>`,
    );
    expect(await page.evaluate(clashes)).toEqual({ outside: [], overlapping: [] });
    expect(await accessibilityFaults(page)).toEqual([]);
  },
);
