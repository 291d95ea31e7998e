import { accessibilityFaults, type OpenPage, openBrowser, type TestBrowser } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtScreens } from "./built-screens.ts";
import { type ServedWorkbench, servedWorkbench } from "./served-workbench.ts";

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

const WOMAN = "أنثى";
const SOUTH = "2023/South/referrals.csv";
const WORKBOOK = "2024/North/referrals.xls";

/** The small study with a value in Arabic that stops linking, in a file that the browser opens. */
async function servedWithArabic(): Promise<ServedWorkbench> {
  const served = await servedWorkbench(screens);
  const delivery = `records/deliveries/${SOUTH}`;
  await served.write(delivery, (await served.read(delivery)).replace("Female", WOMAN));
  return served;
}

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });
const marked = (page: Page) => page.locator('td[aria-current="true"]');
const cellPage = (served: ServedWorkbench, file: string) =>
  `${served.server.address}/records/delivery?file=${encodeURIComponent(file)}`;

async function signIn(served: ServedWorkbench): Promise<OpenPage> {
  const open = await browser.visit(served.link);
  await heading(open.page, "A small study").waitFor();
  return open;
}

/** Comes there by Tab alone, and presses Enter. */
async function press(page: Page, wanted: Locator): Promise<void> {
  await reach(page, wanted);
  await page.keyboard.press("Enter");
}

async function reach(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let presses = 0; presses < 120; presses++) {
    if (await wanted.evaluate((element) => element.matches(":focus"))) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${wanted}`);
}

async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const scheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    const found = await accessibilityFaults(page);
    faults.push(...found.map(({ rule, elements }) => `${scheme} ${rule}: ${elements.join(" ")}`));
  }
  for (const direction of ["rtl", "ltr"]) {
    await page.evaluate(`document.documentElement.dir = ${JSON.stringify(direction)}`);
    await page.setViewportSize({ width: 320, height: 800 });
    const beyond = Number(await page.evaluate("document.documentElement.scrollWidth - innerWidth"));
    if (beyond > 0) faults.push(`${direction}: ${beyond} pixels beyond the window`);
    await page.setViewportSize({ width: 1280, height: 900 });
  }
  return faults;
}

describe("problems beside their cells", () => {
  it("[W21] are reached, walked and mended by keyboard alone, before anything can be linked", async () => {
    await using served = await servedWithArabic();
    const { page, complaints } = await signIn(served);
    await press(page, page.getByRole("navigation").getByRole("link", { name: "Records" }));
    await page.getByText("The records cannot be linked yet").waitFor();
    await press(page, page.getByRole("link", { name: "Deliveries" }));
    await press(page, page.getByRole("link", { name: new RegExp(`^See its problems .*${SOUTH}$`, "u") }));
    await heading(page, "Delivery").waitFor();
    await page.getByText("1 of 1 problem: column 3, row 2").waitFor();
    expect(await marked(page).locator(".cell-text").innerText()).toBe(WOMAN);
    expect(await faultsOf(page)).toEqual([]);

    await press(page, page.getByRole("button", { name: `Decide what “${WOMAN}” is` }));
    await page.getByRole("heading", { name: `What is “${WOMAN}” as Gender?` }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel("Read as").selectOption("Female");
    await reach(page, page.getByLabel("Why?"));
    await page.keyboard.type("The same word");
    await press(page, page.getByRole("button", { name: "Save the decision" }));
    await page.getByText("Saved in records/values/gender.csv").waitFor();
    await page.getByRole("heading", { name: "No cell has a problem" }).waitFor();
    expect(await served.read("records/values/gender.csv")).toBe(
      `raw,canonical,reason,who,when\n${WOMAN},Female,The same word,Owner at the terminal,2025-03-04\n`,
    );
    expect(complaints).toEqual([]);
  });

  it("[W21] are in sight from the quarantine and the ledger, in workbooks too, and one after the other by F8", async () => {
    await using served = await servedWorkbench(screens);
    const { page } = await signIn(served);
    await page.goto(`${served.server.address}/records/ledger`);
    await page.getByLabel("Kind of record").selectOption("Monthly");
    await page.locator(".flow-step", { hasText: "Harmonise" }).locator("summary").click();
    await page.getByRole("link", { name: /^Quarantine: month/u }).click();
    await heading(page, "Quarantine").waitFor();
    await page.getByRole("link", { name: /^See it in its sheet.*row 33 of 2023\/North\/monthly\.csv$/u }).click();
    await page.getByText("2 of 2 problems: column 2, row 33").waitFor();
    expect(await marked(page).locator(".cell-text").innerText()).toBe("13/2023");
    await page.keyboard.press("Shift+F8");
    await page.getByText("1 of 2 problems: column 4, row 1").waitFor();
    await page.keyboard.press("F8");
    await page.getByText("2 of 2 problems: column 2, row 33").waitFor();
    await page.getByLabel("Which problems").selectOption({ label: "Not used: a column without a decision (1)" });
    await page.getByText("1 of 1 problem: column 4, row 1").waitFor();
    await page.goto(`${cellPage(served, "2023/North/monthly.csv")}&row=20`);
    await page.getByText("Row 20 has no problem any more. This is another one.").waitFor();
    await page.getByText("2 of 2 problems: column 2, row 33").waitFor();

    await page.goto(cellPage(served, WORKBOOK));
    await page.getByText("Sheet “Records”: 15 rows, 5 of 5 columns read for a variable.").waitFor();
    await served.write(`records/deliveries/${WORKBOOK}`, "");
    await page.reload();
    await page.getByText("Nothing of this file could be read").waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });
});

describe("decisions that are taken back, and those that nobody proposed", () => {
  it("[W22] on any value are made and taken back by keyboard alone, and Table 1 follows", async () => {
    await using served = await servedWorkbench(screens);
    const { page, complaints } = await signIn(served);
    await page.goto(`${served.server.address}/records/values`);
    await page.getByLabel("Variable").selectOption("Month");
    await reach(page, page.getByLabel("Find a value"));
    await page.keyboard.type("13/");
    await press(page, page.getByRole("button", { name: "Decide on “13/2023”" }));
    await reach(page, page.getByLabel("Read as"));
    await page.keyboard.type("12/2023");
    await reach(page, page.getByLabel("Why?"));
    await page.keyboard.type("The team says so");
    await press(page, page.getByRole("button", { name: "Save the decision" }));
    await page.getByText("Saved in records/values/month.csv").waitFor();
    expect(await served.read("records/values/month.csv")).toContain("13/2023,12/2023,The team says so,");
    expect(await rowsInTable1(page, served)).toEqual(["60", "121"]);

    await page.goto(`${served.server.address}/records/values`);
    await page.getByLabel("Variable").selectOption("Month");
    await press(page, page.getByRole("button", { name: "Take back line 2" }));
    await page.getByRole("dialog").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.type("They were not sure");
    await press(page, page.getByRole("button", { name: "Take it back" }));
    await page.getByText("Taken back, and out of records/values/month.csv").waitFor();
    await page.getByRole("heading", { name: "Taken back" }).waitFor();
    expect(await served.read("records/values/month.csv")).toBe("raw,canonical,reason,who,when\n");
    expect(await faultsOf(page)).toEqual([]);
    expect(await rowsInTable1(page, served)).toEqual(["60", "120"]);
    expect(complaints).toEqual([]);
  });

  it("[W22] [W6] of two people at once the second is told, and what they wrote stays and never meets another line", async () => {
    await using served = await servedWorkbench(screens);
    const { page } = await signIn(served);
    await page.goto(`${served.server.address}/records/crosswalk`);
    const crosswalk = await served.read("records/crosswalk.csv");
    await page.getByRole("button", { name: "Take back line 10" }).click();
    await page.getByLabel("Why?").fill("No remark was ever delivered");
    // Somebody else takes out a line above, by hand.
    const without = (text: string, part: string) => text.split("\n").filter((line) => !line.includes(part));
    await served.write("records/crosswalk.csv", without(crosswalk, "needs,").join("\n"));
    await page.getByRole("button", { name: "Take it back" }).click();
    await page.getByText("was changed by somebody else. Nothing was written.").waitFor();
    expect(await page.getByLabel("Why?").inputValue()).toBe("No remark was ever delivered");
    await page.getByRole("button", { name: "Take back line 9" }).waitFor({ state: "attached" });
    await page.getByRole("button", { name: "Take it back" }).click();
    await page.getByText("Taken back, and out of records/crosswalk.csv").waitFor();
    expect(await served.read("records/crosswalk.csv")).toBe(
      without(without(crosswalk, "needs,").join("\n"), "Remark").join("\n"),
    );

    await page.getByRole("button", { name: "Change line 5" }).click();
    await page.locator(".decision-form textarea").fill("Not this one");
    await served.write("records/crosswalk.csv", without(await served.read("records/crosswalk.csv"), "age,").join("\n"));
    await page.getByRole("button", { name: "Save the decision" }).click();
    await page.getByText("was changed by somebody else. Nothing was written.").waitFor();
    await page.getByRole("rowheader", { name: "age", exact: true }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Save the decision" }).click();
    await page.getByText("This decision was changed or taken back by somebody else meanwhile.").waitFor();
    expect(await page.locator(".decision-form textarea").inputValue()).toBe("Not this one");
  });
});

/** Rows of referrals and of monthly records in Table 1. */
async function rowsInTable1(page: Page, served: ServedWorkbench): Promise<string[]> {
  await page.goto(`${served.server.address}/records`);
  const all = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "All", exact: true }) });
  await all.waitFor();
  return all.getByRole("cell").allInnerTexts();
}
