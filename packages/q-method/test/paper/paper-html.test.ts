import { accessibilityFaults, openBrowser, type TestBrowser } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { paperHtml } from "../../src/paper/paper-html.ts";
import { type PaperPlan, type PaperRequest, paperParts, paperPlan } from "../../src/paper/paper-plan.ts";
import { languages, libraryRequest, withTexts } from "./library-service.ts";

let browser: TestBrowser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe.each(["en", "ar"] as const)("in %s", (language) => {
  const plan = planned(libraryRequest(language));

  test.each(paperParts)(
    "[P14] %s: axe finds nothing, nothing is fetched, only sheets scroll sideways",
    async (part) => {
      const { page, requested, complaints } = await browser.openPage(paperHtml(plan, part));
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.setViewportSize({ width: 320, height: 800 });
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(320);
      expect([...requested, ...complaints]).toEqual([]);
      await page.context().close();
    },
  );
});

test.each(languages)("[P5] in %s no words leave their place on a sheet", async (language) => {
  const plan = planned(libraryRequest(language));
  for (const part of ["cards", "strips", "overview"] as const) {
    const { page } = await browser.openPage(paperHtml(plan, part));
    const leaving = await page.evaluate(`[...document.querySelectorAll(".said")]
      .filter((box) => box.firstChild.offsetHeight > box.clientHeight + 1 || box.firstChild.scrollWidth > box.clientWidth + 1)
      .map((box) => box.textContent)`);
    expect(leaving).toEqual([]);
    await page.context().close();
  }
});

test.each(paperParts)("[P14] %s prints as many pages as planned, of the size of the paper", async (part) => {
  const plan = planned(libraryRequest("en"));
  const { page } = await browser.openPage(paperHtml(plan, part), { media: "print" });
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const pages = part === "guide" ? 1 : plan.pages[part].length;
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(pages);
  const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
  const isWide = Number(width) > Number(height);
  expect(isWide).toBe(part === "overview");
  await page.context().close();
});

test("[P11] markup in a text is text", async () => {
  const hostile = '</span><script>document.title = "run"</script><img src=x onerror="alert(1)">&amp; "\'';
  const plan = planned(libraryRequest("en", { qSet: withTexts({ 1: hostile }), title: hostile, contact: [hostile] }));
  for (const part of ["cards", "guide"] as const) {
    const { page, requested } = await browser.openPage(paperHtml(plan, part));
    expect(await page.getByText('</span><script>document.title = "run"</script>').count()).toBeGreaterThan(0);
    expect(await page.evaluate("document.querySelectorAll('script, img').length")).toBe(0);
    expect(requested).toEqual([]);
    await page.context().close();
  }
});

test("[P14] texts carry their language and direction", async () => {
  const { page } = await browser.openPage(paperHtml(planned(libraryRequest("ar")), "cards"));
  expect(await page.evaluate("[document.documentElement.lang, document.documentElement.dir]")).toEqual(["ar", "rtl"]);
  expect(await page.locator('p[lang="ar"][dir="rtl"]', { hasText: "أشعر بالأمان في المبنى." }).count()).toBeGreaterThan(
    0,
  );
  await page.context().close();
});

function planned(request: PaperRequest): PaperPlan {
  const { value, problems } = paperPlan(request);
  if (value === undefined) throw new Error(problems.map(({ message }) => message).join("; "));
  return value;
}
