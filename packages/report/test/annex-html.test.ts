import { accessibilityFaults, openBrowser, type TestBrowser } from "@plait/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { annexHtml } from "../src/index.ts";
import { fixtureAnnex } from "./fixtures/annex.ts";
import { closureModels, populations, sampleSizes, scores } from "./fixtures/results.ts";

let browser: TestBrowser;
let html: string;
beforeAll(async () => {
  browser = await openBrowser();
  html = await annexHtml(fixtureAnnex());
});
afterAll(() => browser.close());

const openAll = "document.querySelectorAll('details').forEach((one) => { one.open = true; })";

// [H1]
test.each([1280, 320])("axe finds nothing at %d pixels, folded and unfolded", async (width) => {
  const { page, complaints } = await browser.openPage(html, { width });
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.evaluate(openAll);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

// [H2]
test("the page asks the network for nothing and needs no script", async () => {
  const { page, requested } = await browser.openPage(html, { javaScript: false });
  await page.waitForLoadState("load");
  expect(requested).toEqual([]);
  expect(html).not.toMatch(/<script|<link|<iframe|@import|url\(["']?(?!#)/i);
});

// [H3]
test("at 320 pixels the page does not scroll sideways, its tables and figures do", async () => {
  const { page } = await browser.openPage(html, { width: 320 });
  await page.evaluate(openAll);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(320);
  const regions = await page.evaluate(
    `[...document.querySelectorAll(".scroll")].map((r) => ({ wide: r.scrollWidth > r.clientWidth, tab: r.tabIndex, name: document.getElementById(r.getAttribute("aria-labelledby"))?.textContent ?? "" }))`,
  );
  expect(regions).toEqual(expect.arrayContaining([expect.objectContaining({ wide: true, tab: 0 })]));
  for (const region of regions as { name: string; tab: number }[]) {
    expect(region.tab).toBe(0);
    expect(region.name).not.toBe("");
  }
});

// [H4]
test("the first Tab reaches the skip link, and Enter goes past the contents", async () => {
  const { page } = await browser.openPage(html);
  await page.keyboard.press("Tab");
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the annex");
  expect(await page.evaluate("document.activeElement.getBoundingClientRect().top >= 0")).toBe(true);
  await page.keyboard.press("Enter");
  expect(await page.evaluate("document.activeElement.id")).toBe("main");
});

// [H5]
test("every link of the page leads somewhere, and contents and results agree", async () => {
  const { page } = await browser.openPage(html);
  expect(
    await page.evaluate(
      `[...document.querySelectorAll("a")].filter((a) => !document.querySelector(a.getAttribute("href"))).map((a) => a.outerHTML)`,
    ),
  ).toEqual([]);
  const contents = await page.evaluate(`[...document.querySelectorAll("nav ol ol a")].map((a) => a.textContent)`);
  expect(contents).toContain("Table 2, Figure 1. What was supplied, by month, kind of record and group of workers");
  expect(await page.evaluate(`document.querySelectorAll("main, nav, header, footer").length`)).toBe(4);
});

// [H6]
test("every data cell of every table has a row header and a column header with scope", async () => {
  const { page } = await browser.openPage(html);
  const faults = await page.evaluate(`[...document.querySelectorAll("table")].flatMap((table) => {
    const columns = [...table.querySelectorAll("thead tr:last-child th[scope=col]")].length;
    return [...table.querySelectorAll("tbody tr, tfoot tr")].filter((row) => !row.querySelector("th[scope=rowgroup]"))
      .filter((row) => !row.querySelector("th[scope=row]") || !columns || !table.caption)
      .map((row) => row.outerHTML.slice(0, 80));
  })`);
  expect(faults).toEqual([]);
});

async function tableText(result: Parameters<typeof fixtureAnnex>[0]): Promise<string[][]> {
  const { page } = await browser.openPage(await annexHtml(fixtureAnnex(result)));
  const rows = await page.evaluate(
    `[...document.querySelector("section.result table").rows].map((r) => [...r.cells].map((c) => { c.querySelectorAll(".heard").forEach((h) => h.remove()); return c.textContent; }))`,
  );
  // The page answers with an array of rows of texts.
  return rows as string[][];
}

// [R10] Table 1 of the source document.
test("Table 1 reads as in the source document", async () => {
  expect(await tableText([sampleSizes])).toEqual(
    [
      ["Table 1. Linked records by file and group of workers"],
      ["Record file", "DW", "RPC", "Missing", "Total"],
      ["Referral", "1,838", "2,251", "81", "4,170"],
      ["Monthly", "19,412", "15,116", "659", "35,187"],
      ["Contact", "57,285", "21,799", "756", "79,840"],
    ].slice(1),
  );
});

// [R11] Table 2 of the source document: models as columns, groups of rows, coefficients with stars over standard errors.
test("Table 2 is laid out as in the source document", async () => {
  const rows = await tableText([closureModels]);
  expect(rows.slice(0, 4)).toEqual([
    ["Characteristic", "Reason for closure"],
    ["Turning 18", "Other", "No trafficking concerns"],
    ["Exploitation type"],
    ["Labour", "0.041*(0.021)", "−0.115***(0.028)", "−0.021(0.019)"],
  ]);
  expect(rows).toContainEqual(["Gender (ref. Female)"]);
  expect(rows).toContainEqual(["Female (reference)", "[ref]", "[ref]", "[ref]"]);
  expect(rows.slice(-3)).toEqual([
    ["Young people (N)", "1,359", "1,359", "1,359"],
    ["R²", "0.0830", "0.1851", "0.0395"],
    ["Residual degrees of freedom", "1,349", "1,349", "1,349"],
  ]);
});

// [R12]
test("notes name estimator, standard errors, references and stars in order", async () => {
  const { page } = await browser.openPage(await annexHtml(fixtureAnnex([closureModels])));
  const notes = String(await page.evaluate(`document.querySelector(".notes ul").innerText`)).split("\n");
  const starts = [
    "Unit: ",
    "Outcomes are",
    "Estimated by linear probability model, ordinary least squares; heteroskedasticity-consistent standard errors, HC3",
    "Standard errors stand beneath",
    "Reference categories: Female (Gender), UK (Nationality), Regional practice coordinator, from October 2018 (Worker).",
    "Stars: *** p < 0.01, ** p < 0.05, * p < 0.1",
    "Source: ",
    "[ne] ",
    "[ref] ",
    "Disclosure: ",
  ];
  expect(notes.map((note, index) => note.startsWith(starts[index] ?? "?"))).toEqual(starts.map(() => true));
});

// [R18]
test("a source without periods or groups is named without them", async () => {
  const inputs = [{ period: "", group: "", kind: "Q-sorts", rows: 25, contentDigest: "4f5db9a9045a0775c1" }];
  const page = await annexHtml(fixtureAnnex([{ ...scores, provenance: { inputs, steps: [] } }]));
  expect(page).toContain("Source: Q-sorts. Method: ");
  expect(page).toContain('<th scope="col">Kind</th>');
  expect(page).not.toContain('<th scope="col">Period</th>');
});

test("intervals stand beneath coefficients when the annex asks for them", async () => {
  const page = await annexHtml({ ...fixtureAnnex([closureModels]), beneathEstimates: "interval" });
  expect(page).toContain("[0.079, 0.161]");
  expect(page).toContain("95% confidence intervals stand beneath the coefficients, in square brackets.");
});

// [R13]
test("marks are explained where they are used and nowhere else", async () => {
  const withMarks = await annexHtml(fixtureAnnex([populations]));
  expect(withMarks).toContain("[c] confidential");
  expect(withMarks).not.toContain("[x] not available");
  expect(await annexHtml(fixtureAnnex([sampleSizes]))).not.toContain("[c] confidential");
});

// [R14]
test("text from a study is text in the page", async () => {
  const page = await annexHtml({ ...fixtureAnnex([sampleSizes]), title: `<img src=x onerror="alert(1)"> & co` });
  expect(page).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; co");
  expect(page).not.toContain("<img");
});

// [H7]
test("on paper folded parts are unfolded and nothing is cut off at the side", async () => {
  const { page } = await browser.openPage(html, { media: "print", width: 700 });
  const texts = await page.evaluate(
    `[...document.querySelectorAll("details table")].map((t) => t.getBoundingClientRect().height > 0)`,
  );
  expect(texts).not.toContain(false);
  expect(
    await page.evaluate(`[...document.querySelectorAll("svg")].every((s) => s.getBoundingClientRect().right <= 701)`),
  ).toBe(true);
});

// [H10]
test("the first column and the caption stay in view when a table is scrolled sideways", async () => {
  const { page } = await browser.openPage(await annexHtml(fixtureAnnex([sampleSizes])), { width: 320 });
  const places = `(() => {
    const region = document.querySelector("section.result .scroll");
    const at = (selector) => Math.round(region.querySelector(selector).getBoundingClientRect().left);
    const seen = () => [at("tbody th"), at("thead th"), at("caption span"), at("tbody td")];
    const before = seen();
    region.scrollLeft = 40;
    return [before, seen()];
  })()`;
  const [before, after] = (await page.evaluate(places)) as number[][];
  expect(after?.slice(0, 3)).toEqual(before?.slice(0, 3));
  expect(after?.[3]).toBe((before?.[3] ?? 0) - 40);
});

// [H7]
test("a table of many columns is printed across", async () => {
  const wide = {
    ...scores,
    columns: Array.from({ length: 13 }, (_, at) => ({ id: `c${at}`, label: `Column ${at}`, unit: "place" })),
    rows: scores.rows
      .slice(0, 1)
      .map((row) => ({ ...row, cells: Array.from({ length: 13 }, () => row.cells[0] ?? gap) })),
  };
  const { page } = await browser.openPage(await annexHtml(fixtureAnnex([{ ...wide, figure: lines }, sampleSizes])), {
    media: "print",
  });
  const pages = await page.evaluate(
    `[...document.querySelectorAll("section.result > .scroll")].map((one) => getComputedStyle(one).page)`,
  );
  expect(pages).toEqual(["wide", "auto"]);
});

const gap = { kind: "absent", reason: "not-applicable" } as const;
const lines = { kind: "lines", title: "Lines", description: "Lines.", yTitle: "Place", columns: [0] } as const;
