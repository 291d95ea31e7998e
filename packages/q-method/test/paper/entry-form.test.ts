import { readFile } from "node:fs/promises";
import { accessibilityFaults, type OpenPage, openBrowser, type TestBrowser } from "@plait/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readQFile } from "../../src/index.ts";
import { type EntryFormRequest, entryFormHtml } from "../../src/paper/entry-form-html.ts";
import { englishEntryWords } from "../../src/paper/entry-words.ts";
import { libraryGrid, librarySet } from "./library-service.ts";

let browser: TestBrowser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** A possible sort, column by column from −3. */
const columns = ["1 2", "3 4 5 6", "7 8 9 10 11", "12 13 14 15 16 17", "18 19 20 21 22", "23 24 25 26", "27 28"];
const piles = [range(1, 11), range(12, 17), range(18, 28)];

function open(more: Partial<EntryFormRequest> = {}, width = 1280): Promise<OpenPage> {
  const request = { qSet: librarySet, grid: libraryGrid, language: "en", title: "A library service", piles: true };
  return browser.openPage(entryFormHtml({ ...request, ...more }), { width });
}

test("[P15] a sort is typed, added and downloaded by keyboard alone, and is read back", async () => {
  const { page, requested, complaints } = await open();
  await page.keyboard.press("Tab");
  await page.keyboard.type("QYP1");
  for (const numbers of [...columns, ...piles]) {
    await page.keyboard.press("Tab");
    await page.keyboard.type(numbers);
  }
  await page.keyboard.press("Enter");
  expect(await page.locator("#status").textContent()).toContain("QYP1");
  expect(await focused({ page })).toBe("sorter");

  await page.locator("#download").focus();
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect(download.suggestedFilename()).toBe("sorts.csv");
  const text = await readFile(await download.path(), "utf8");
  expect(text.split("\r\n").slice(0, 3)).toEqual([
    "sorter,statement,place,pile",
    "QYP1,s01,-3,disagree",
    "QYP1,s02,-3,disagree",
  ]);
  const read = readQFile("sorts.csv", new TextEncoder().encode(text), { grid: libraryGrid });
  expect(read.problems).toEqual([]);
  const [sort] = read.value?.sorts ?? [];
  expect(sort?.places.slice(0, 7)).toEqual([-3, -3, -2, -2, -2, -2, -1]);
  expect(sort?.piles?.slice(10, 12)).toEqual(["disagree", "unsure"]);
  expect(requested).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("[P15] an impossible sort is refused with every fault, and the first faulty field has the focus", async () => {
  const { page } = await open();
  await fill({ page }, "QYP1", [
    "1 2",
    "3 4 5 5",
    "7 8 9 10",
    "12 13 14 15 16 17 77",
    "18 19 20 21 22",
    "23 24 25 26",
    "27",
  ]);
  await page.keyboard.press("Enter");
  expect(await page.locator("#error-list li").allTextContents()).toEqual([
    "Too few cards in column \u2066−1\u2069: 4 of 5.",
    "There is no card \u206877\u2069, which is typed in column \u20660\u2069.",
    "Too few cards in column \u2066+3\u2069: 1 of 2.",
    "Card 5 stands twice: in column \u2066−2\u2069.",
    "Missing: 6, 11, 28.",
  ]);
  expect(await page.locator("#errors").getAttribute("role")).toBe("alert");
  expect(await focused({ page })).toBe("column-1");
  expect(await page.locator("#column-1").getAttribute("aria-invalid")).toBe("true");
  expect(await page.locator("#sorts li").count()).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);

  await fill({ page }, "QYP1", columns);
  expect(await page.locator("#errors").isHidden()).toBe(true);
  await page.keyboard.press("Enter");
  expect(await page.locator("#sorts li").count()).toBe(1);
  await page.context().close();
});

test("[P15] what is wrong is said while typing, what is only unfinished is not", async () => {
  const { page } = await open();
  await page.locator("#column-0").fill("1");
  expect(await page.locator("#column-0-error").textContent()).toBe("");
  expect(await page.locator("#column-0-count").textContent()).toBe("1 of 2");
  expect(await page.locator("#progress").textContent()).toBe(`Still to come: ${range(2, 28).replaceAll(" ", ", ")}`);
  await page.locator("#column-1").fill("1 3");
  for (const field of ["#column-0", "#column-1"]) {
    expect(await page.locator(`${field}-error`).textContent()).toBe(
      "Card 1 stands twice: in column \u2066−3\u2069, column \u2066−2\u2069.",
    );
  }
  await page.locator("#column-1").fill("3 4 5 6 7");
  expect(await page.locator("#column-1-error").textContent()).toBe(
    "Too many cards in column \u2066−2\u2069: 5, and there is room for 4.",
  );
  await page.context().close();
});

test("[P15] a sort can be taken back and changed; no code is used twice; begun work is not overwritten", async () => {
  const { page } = await open({ piles: false });
  expect(await page.locator("#agree").count()).toBe(0);
  await fill({ page }, "QYP1", columns);
  await page.keyboard.press("Enter");
  await fill({ page }, "QYP1", columns);
  await page.keyboard.press("Enter");
  expect(await page.locator("#error-list li").allTextContents()).toEqual([
    "A sort with this code is in the list already.",
  ]);
  expect(await focused({ page })).toBe("sorter");
  await page.getByRole("button", { name: /Change the sort of/ }).press("Enter");
  expect(await page.locator("#status").textContent()).toContain("empty its fields");
  await page.locator("#empty").press("Enter");
  await page.getByRole("button", { name: /Change the sort of/ }).press("Enter");
  expect(await page.locator("#column-3").inputValue()).toBe("12 13 14 15 16 17");
  expect(await page.locator("#sorts li").count()).toBe(0);
  await page.context().close();
});

test("[P15] leaving with sorts that were not downloaded is warned of, and only then", async () => {
  const { page } = await open();
  const leaving = () =>
    page.evaluate(`(() => {
      const event = new Event("beforeunload", { cancelable: true });
      return !window.dispatchEvent(event);
    })()`);
  expect(await leaving()).toBe(false);
  await fill({ page }, "QYP1", columns);
  expect(await leaving()).toBe(true);
  await page.keyboard.press("Enter");
  expect(await leaving()).toBe(true);
  await Promise.all([page.waitForEvent("download"), page.locator("#download").press("Enter")]);
  expect(await leaving()).toBe(false);
  await page.context().close();
});

test.each([1280, 320])(
  "[P15] at %d pixels axe finds nothing, nothing scrolls sideways, targets are large",
  async (width) => {
    const { page, complaints } = await open({}, width);
    expect(await accessibilityFaults(page)).toEqual([]);
    await fill({ page }, "A B", ["1 1"]);
    await page.keyboard.press("Enter");
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    const small = await page.evaluate(`[...document.querySelectorAll("input, button, summary")]
    .filter((each) => each.getBoundingClientRect().height < 44).length`);
    expect(small).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);

test("[P15] in a language from right to left the form is mirrored and values keep their sign before them", async () => {
  const words = {
    language: "ar",
    texts: { ...englishEntryWords, sorter: "رمز المشارك", "column-lowest": "{value} (الأدنى)" },
  };
  const { page } = await open({ words, language: "ar" });
  expect(await page.evaluate("[document.documentElement.lang, document.documentElement.dir]")).toEqual(["ar", "rtl"]);
  expect(await page.getByLabel("رمز المشارك").count()).toBe(1);
  expect(await page.locator("label[for=column-0]").textContent()).toBe("\u2066−3\u2069 (الأدنى)");
  const left = (id: string) => page.evaluate(`document.getElementById("${id}").getBoundingClientRect().left`);
  expect(Number(await left("column-0"))).toBeGreaterThan(Number(await left("column-6")));
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.context().close();
});

test("[P11] markup in a title, a card or a word is text and ends no script", async () => {
  const hostile = "</script><script>window.ran = true</script><img src=x>\"'\u2028";
  const statements = librarySet.statements.map((each) => ({ ...each, texts: { en: hostile } }));
  const { page, requested, complaints } = await open({
    qSet: { statements },
    title: hostile,
    fileName: hostile,
    words: { language: "en", texts: { ...englishEntryWords, sorter: hostile, left: hostile } },
  });
  await page.locator("#column-0").fill("1");
  expect(await page.locator("#progress").textContent()).toContain("</script><script>");
  expect(await page.evaluate("[typeof window.ran, document.querySelectorAll('img').length]")).toEqual(["undefined", 0]);
  expect(requested).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("[P15] the page's own policy lets it send nothing", async () => {
  const { page, requested } = await open();
  const refused = await page.evaluate(`fetch("https://example.org/").then(() => false, () => true)`);
  expect(refused).toBe(true);
  expect(requested).toEqual([]);
  await page.context().close();
});

async function fill({ page }: Pick<OpenPage, "page">, sorter: string, numbers: readonly string[]): Promise<void> {
  for (const [index, text] of numbers.entries()) await page.locator(`#column-${index}`).fill(text);
  await page.locator("#sorter").fill(sorter);
  await page.locator("#sorter").focus();
}

function focused({ page }: Pick<OpenPage, "page">): Promise<unknown> {
  return page.evaluate("document.activeElement.id");
}

function range(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index)).join(" ");
}
