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

/** The small study under a policy by which 15 people are too few. */
async function strictWorkbench(): Promise<ServedWorkbench> {
  const served = await servedWorkbench(screens);
  const settings = await served.read("study.yaml");
  const rules = "rules: [{ rule: threshold.people, value: 16 }]";
  await served.write("study.yaml", settings.replace("policy: sacro }", `policy: sacro, ${rules} }`));
  return served;
}

async function signIn(served: ServedWorkbench): Promise<OpenPage> {
  const open = await browser.visit(served.link);
  // All results of the study are worked out meanwhile.
  open.page.setDefaultTimeout(240_000);
  await open.page.getByRole("heading", { level: 1, name: "A small study" }).waitFor();
  return open;
}

/** A window of the person who is signed in. */
async function anotherWindow(page: Page, address: string): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto(address);
  return other;
}

async function rowOf(page: Page, name: string): Promise<string[]> {
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
  return (await row.getByRole("cell").allInnerTexts()).map((text) => text.replaceAll("\n", " "));
}

const withheld = "[c] too few, or protects";

describe("the results from both sides of the gate", () => {
  it("[W20] shows cell against cell what is true, what the reader sees and why it is withheld", async () => {
    await using served = await strictWorkbench();
    const { page, complaints } = await signIn(served);
    await page.goto(`${served.server.address}/records/tables`);
    await page.getByText("The numbers are being worked out").waitFor();
    await page.getByRole("link", { name: "Young people by gender" }).click();
    await page.getByRole("heading", { level: 2, name: "Young people by gender" }).waitFor();
    expect(await rowOf(page, "Female")).toEqual(["15", withheld, "15", withheld, "30", "30"]);
    await page.getByText("4 cells of 9 withheld, “too few, or protects”.").waitFor();
    await page.getByText("Under this policy a number needs 16 people.").waitFor();
    await page.getByText("Numbers with fewer than 16 people behind them are withheld and shown as [c].").waitFor();

    await page.getByLabel("Only the 2 rows of 3").check();
    expect(await rowOf(page, "Total")).toEqual([]);
    await page.getByLabel("The reader's side only").check();
    expect(await rowOf(page, "Female")).toEqual([withheld, withheld, "30"]);
    expect(await page.getByRole("cell", { name: "15" }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it("[W20] says that the study has changed, follows, and marks what is other than before", async () => {
    await using served = await servedWorkbench(screens);
    const { page } = await signIn(served);
    await page.goto(`${served.server.address}/records/tables?result=records.sample-sizes`);
    await page.getByRole("heading", { level: 2, name: "number of rows" }).waitFor();
    expect((await rowOf(page, "All sources")).slice(-2)).toEqual(["120 60 people", "120"]);
    await page.evaluate("window.wasNotReloaded = true");

    const other = await anotherWindow(page, `${served.server.address}/records/crosswalk`);
    await other.getByRole("button", { name: "Decide on “Worker”" }).click();
    await other.getByLabel("Why?").fill("The same word as the variable");
    await other.getByRole("button", { name: "Save the decision" }).click();
    await page.getByText("The study has changed. The numbers below are of before").waitFor();
    await page.getByText("was 120").waitFor();
    expect((await rowOf(page, "All sources")).slice(-2)).toEqual(["121 60 people was 120", "121"]);
    expect(await page.evaluate("window.wasNotReloaded")).toBe(true);

    await page.getByRole("button", { name: "I have seen what changed" }).click();
    expect((await rowOf(page, "All sources")).slice(-2)).toEqual(["121 60 people", "121"]);
    await page.context().close();
  });

  it("[W2] has no fault of access and nothing cut off, from 320 pixels on, light or dark, in either direction", async () => {
    await using served = await strictWorkbench();
    const { page, complaints } = await signIn(served);
    const faults: string[] = [];
    for (const result of ["", "?result=records.by-gender", "?result=records.monthly-trend", "?result=records.closed"]) {
      await page.goto(`${served.server.address}/records/tables${result}`);
      await page.getByText("Worked out in").waitFor();
      await page.getByText(/^Getting /u).waitFor({ state: "detached" });
      await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
      for (const scheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme: scheme });
        const found = await accessibilityFaults(page);
        faults.push(...found.map(({ rule, elements }) => `${result} ${scheme} ${rule}: ${elements.join(" ")}`));
      }
      for (const direction of ["rtl", "ltr"]) {
        await page.evaluate(`document.documentElement.dir = ${JSON.stringify(direction)}`);
        await page.setViewportSize({ width: 320, height: 800 });
        const beyond = Number(await page.evaluate("document.documentElement.scrollWidth - innerWidth"));
        if (beyond > 0) faults.push(`${result} ${direction}: ${beyond} pixels beyond the window`);
        await page.setViewportSize({ width: 1280, height: 900 });
      }
    }
    expect([faults, complaints]).toEqual([[], []]);
  });
});
