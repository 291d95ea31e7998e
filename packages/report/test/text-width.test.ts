import { openBrowser } from "@plait/testkit";
import { expect, test } from "vitest";
import { textWidth, wrapText } from "../src/figures/text-width.ts";

// [F1] Text is measured without a font; Chromium with a font of the same metrics is the oracle.
test("widths agree with Chromium to within 2 %", async () => {
  const samples = [
    "Regional practice coordinator",
    "n = 79,840",
    "Time in service (months)",
    "WWW iii @ 100%",
    "Été à Łódź",
  ];
  await using browser = await openBrowser();
  const { page } = await browser.openPage("<canvas></canvas>");
  const measured = await page.evaluate(
    `(() => { const c = document.querySelector("canvas").getContext("2d"); c.font = "13px 'Liberation Sans', Arial";
      return ${JSON.stringify(samples)}.map((s) => c.measureText(s).width); })()`,
  );
  if (!Array.isArray(measured)) throw new Error("the page measured nothing");
  for (const [index, sample] of samples.entries()) {
    const ratio = textWidth(sample, 13) / Number(measured[index]);
    expect(ratio, sample).toBeGreaterThan(0.98);
    expect(ratio, sample).toBeLessThan(1.02);
  }
});

test("lines are as long as fits and lose no word", () => {
  const lines = wrapText("Same reference, date and site with other details", 120, 13);
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.join(" ")).toBe("Same reference, date and site with other details");
  for (const line of lines) expect(textWidth(line, 13)).toBeLessThanOrEqual(120);
  expect(wrapText("Unbreakablewordthatiswide", 10, 13)).toEqual(["Unbreakablewordthatiswide"]);
});
