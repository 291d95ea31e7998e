import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ReplyOf } from "@plait/api";
import { guardianshipQ } from "@plait/example-guardianship";
import { type OpenPage, openBrowser, type TestBrowser } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtScreens } from "./built-screens.ts";
import { type ServedWorkbench, servedWorkbench } from "./served-workbench.ts";
import { type Hands, keyHands, SimulatedSorter, tapHands } from "./simulated-sorter.ts";

let browser: TestBrowser;
let screens: string;
beforeAll(async () => {
  [browser, screens] = await Promise.all([openBrowser(), builtScreens()]);
});
afterAll(async () => {
  await browser.close();
});

type Page = OpenPage["page"];
type Locator = ReturnType<Page["locator"]>;

/** The small study with the example's cards and sorts beside its records. */
async function servedStudy(): Promise<ServedWorkbench> {
  const served = await servedWorkbench(screens);
  for (const [path, text] of guardianshipQ().files) {
    await mkdir(dirname(join(served.folder, path)), { recursive: true });
    await writeFile(join(served.folder, path), text);
  }
  const choices = await readFile(join(served.folder, "q/analysis.yaml"), "utf8");
  await served.write("q/analysis.yaml", `${choices}noise: { draws: 100 }\nstability: { resamples: 100 }\n`);
  const settings = await served.read("study.yaml");
  await served.write(
    "study.yaml",
    settings.replace("strands: [records]", "languages: [en, ar]\nstrands: [records, q]"),
  );
  return served;
}

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

async function pressByKey(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let presses = 0; presses < 120; presses++) {
    if (await wanted.evaluate((element) => element.matches(":focus"))) return page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${wanted}`);
}

async function countsOfTable1(page: Page): Promise<string[]> {
  const all = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "All", exact: true }) });
  return all.getByRole("cell").allInnerTexts();
}

/** Somebody with a code, at the choice of a language. */
async function comeIn(page: Page, hands: Hands, code: string, language: string): Promise<SimulatedSorter> {
  await page.locator("#code").focus();
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
  await page.locator(".choices").waitFor();
  const table: ReplyOf<"readSort"> = await (await page.request.get(new URL("/api/sort", page.url()).href)).json();
  return new SimulatedSorter(page, hands, table, language);
}

async function sortAll(sorter: SimulatedSorter, place: () => Promise<void>): Promise<void> {
  await sorter.begin();
  await sorter.pile();
  await sorter.goOn();
  await place();
  await sorter.goOn();
  await place();
  for (let step = 0; step < 3; step++) await sorter.goOn();
  await sorter.isSaved();
}

describe("from the records to the analysis of a sort that was just made", () => {
  it("[W1] [W12] a newcomer sees gaps, accepts a mapping, and finds two new sorts in the analysis without a reload", async () => {
    await using served = await servedStudy();
    const { page: analyst, complaints } = await browser.visit(served.link);
    await heading(analyst, "A small study").waitFor();
    await analyst.getByRole("link", { name: "Records" }).last().click();
    await heading(analyst, "Linked files").waitFor();
    await analyst.getByRole("cell", { name: "120", exact: true }).first().waitFor();
    expect(await countsOfTable1(analyst)).toEqual(["60", "120"]);

    await analyst.getByRole("link", { name: "Coverage" }).click();
    await heading(analyst, "Coverage").waitFor();
    await analyst
      .getByRole("button", { name: /2023: Partly, \d+ of 12 months/u })
      .first()
      .click();
    await analyst.getByText("Not asked for").first().waitFor();

    await pressByKey(analyst, analyst.getByRole("link", { name: "Columns" }));
    await pressByKey(analyst, analyst.getByRole("button", { name: "Decide on “Worker”" }));
    await analyst.getByLabel("Why?").focus();
    await analyst.keyboard.type("The same word as the variable");
    await pressByKey(analyst, analyst.getByRole("button", { name: "Save the decision" }));
    await analyst.getByText("Saved as line 11 of records/crosswalk.csv").waitFor();
    await analyst.getByRole("link", { name: "Linked files" }).click();
    await analyst.getByRole("cell", { name: "121", exact: true }).first().waitFor();
    expect(await countsOfTable1(analyst)).toEqual(["60", "121"]);

    await analyst.getByRole("link", { name: "Q-sorts" }).click();
    await analyst.getByLabel("Participants", { exact: true }).last().fill("QYP26 QYP27");
    await analyst.getByRole("button", { name: "Make codes" }).click();
    await analyst.locator(".codes code").nth(1).waitFor();
    const [first = "", second = ""] = await analyst.locator(".codes code").allTextContents();
    await analyst.getByRole("link", { name: "How many groups" }).click();
    await analyst.getByText("From 25 whole sorts: 25 of files, 0 made in Plait.").waitFor();
    await analyst.evaluate("window.wasNotReloaded = true");

    const address = `${served.server.address}/sort`;
    const phone = await browser.visit(address, { width: 360, height: 640, touch: true, locale: "ar" });
    const byTouch = await comeIn(phone.page, tapHands(phone.page), first, "ar");
    await sortAll(byTouch, () => byTouch.placeByColumn());
    await analyst.getByText("From 26 whole sorts: 25 of files, 1 made in Plait.").waitFor();

    const wide = await browser.visit(address, { width: 1180, height: 1100, locale: "ar" });
    const byKey = await comeIn(wide.page, keyHands(wide.page), second, "ar");
    await sortAll(byKey, () => byKey.place());
    await analyst.getByText("From 27 whole sorts: 25 of files, 2 made in Plait.").waitFor();
    await analyst.getByText("being worked out anew").waitFor({ state: "detached" });
    await analyst.getByText(/^Flagged sorts: yours \d+ of 27;/u).waitFor();
    expect(await analyst.evaluate("window.wasNotReloaded")).toBe(true);

    await analyst.getByRole("link", { name: "Loadings" }).click();
    await analyst.getByRole("rowheader", { name: "QYP26" }).waitFor();
    await analyst.getByRole("rowheader", { name: "QYP27" }).waitFor();
    expect([complaints, phone.complaints, wide.complaints]).toEqual([[], [], []]);
    await Promise.all([analyst, phone.page, wide.page].map((each) => each.context().close()));
  });
});
