import { accessibilityFaults, openBrowser, type TemporaryFolder, type TestBrowser } from "@plait/testkit";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildWorkbench, type ServedWorkbench, servedWorkbench, UNDECIDED_DELIVERY } from "./served-workbench.ts";

let browser: TestBrowser;
let screens: TemporaryFolder;
beforeAll(async () => {
  [browser, screens] = await Promise.all([openBrowser(), buildWorkbench()]);
});
afterAll(async () => {
  await Promise.all([browser.close(), screens.remove()]);
});

const pages = [
  ["/", "A small study"],
  ["/records", "Linked files"],
  ["/records/deliveries", "Deliveries"],
  ["/records/coverage", "Coverage"],
  ["/records/crosswalk", "Columns"],
  ["/records/values", "Values"],
  ["/records/quarantine", "Quarantine"],
  ["/records/ledger", "Ledger"],
  ["/records/trace", "Trace"],
] as const;

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

async function signIn(served: ServedWorkbench, view: Parameters<TestBrowser["visit"]>[1] = {}) {
  const open = await browser.visit(served.link, view);
  await heading(open.page, "A small study").waitFor();
  return open;
}

/** Everything that was waited for is there. */
async function isSettled(page: Page): Promise<void> {
  await page.getByText(/^(?:Getting|Looking into) /u).waitFor({ state: "detached" });
}

/** Presses Tab until what has focus bears this name. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    const named = await page.locator(":focus").evaluateAll(([focused]) => nameOf(focused));
    if (typeof name === "string" ? named === name : name.test(named)) return;
  }
  throw new Error(`Tab does not lead to ${name}`);
}

describe("the workbench in a real browser", () => {
  it("[W1] is left by a decision on a column made by keyboard alone, and Table 1 follows", async () => {
    await using served = await servedWorkbench(screens.path);
    const { page, complaints, requested } = await signIn(served);
    expect(page.url()).toBe(`${served.server.address}/`);

    await tabTo(page, "Records");
    await page.keyboard.press("Enter");
    await heading(page, "Linked files").waitFor();
    await isSettled(page);
    expect(await rowOfTable(page, "All")).toEqual(["60", "120"]);

    await tabTo(page, "Columns");
    await page.keyboard.press("Enter");
    await heading(page, "Columns").waitFor();
    await isSettled(page);
    await tabTo(page, "Decide on “Worker”");
    await page.keyboard.press("Enter");
    await tabTo(page, "Why?");
    await page.keyboard.type("The same word as the variable");
    await tabTo(page, "Save the decision");
    await page.keyboard.press("Enter");
    await page.getByText("Saved as line 11 of records/crosswalk.csv").waitFor();
    const lines = (await served.read("records/crosswalk.csv")).trimEnd().split("\n");
    expect(lines.at(-1)).toBe(
      `worker,monthly,${UNDECIDED_DELIVERY},Worker,,The same word as the variable,Owner at the terminal,2025-03-04`,
    );

    await page.keyboard.press("Shift+Tab");
    await tabTo(page, "Linked files");
    await page.keyboard.press("Enter");
    await heading(page, "Linked files").waitFor();
    await isSettled(page);
    expect(await rowOfTable(page, "All")).toEqual(["60", "122"]);
    expect([complaints, requested]).toEqual([[], []]);
  });
});

async function rowOfTable(page: Page, name: string): Promise<string[]> {
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
  return row.getByRole("cell").allInnerTexts();
}
