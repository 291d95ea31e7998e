import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { accessibilityFaults, type OpenPage, openBrowser, type TestBrowser } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtScreens } from "./built-screens.ts";
import { type ServedWorkbench, servedWorkbench, UNDECIDED_DELIVERY } from "./served-workbench.ts";

let browser: TestBrowser;
let screens: string;
beforeAll(async () => {
  [browser, screens] = await Promise.all([openBrowser(), builtScreens()]);
});
afterAll(async () => {
  await browser.close();
});

type Page = OpenPage["page"];

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
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    const focus = page.locator(":focus");
    // Behind the last stop the browser's own bar has it.
    const [focused = ""] = (await focus.count()) === 0 ? [] : (await focus.ariaSnapshot()).split("\n");
    if (JSON.stringify(name) === /"(?:[^"\\]|\\.)*"/u.exec(focused)?.[0]) return;
  }
  throw new Error(`Tab does not lead to ${name}`);
}

describe("the workbench in a real browser", () => {
  it("[W1] is left by a decision on a column made by keyboard alone, and Table 1 follows", async () => {
    await using served = await servedWorkbench(screens);
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
    expect(await rowOfTable(page, "All")).toEqual(["60", "121"]);
    expect([complaints, requested]).toEqual([[], []]);
  });

  it("[W14] says that records are being linked, and who has an account changes its passphrase", async () => {
    await using served = await servedWorkbench(screens);
    const { page, complaints, requested } = await signIn(served);
    await page.goto(`${served.server.address}/records`);
    await page.getByText("The records are being read and linked.").waitFor();
    await page.getByText("The records are being read and linked.").waitFor({ state: "detached" });
    await isSettled(page);
    expect(await rowOfTable(page, "All")).toEqual(["60", "120"]);

    const [first, second] = ["correct horse battery staple", "another horse battery staple"];
    const made = await page.evaluate(
      (body) =>
        fetch("/api/accounts", {
          method: "POST",
          headers: { "content-type": "application/json", "x-plait": "1" },
          body: JSON.stringify(body),
        }).then(({ status }) => status),
      { name: "Ada", role: "analyst", passphrase: first },
    );
    expect(made).toBeLessThan(300);
    await page.getByRole("button", { name: "Sign out" }).click();
    const enter = async (passphrase: string) => {
      await page.getByLabel("Name").fill("Ada");
      await page.getByLabel("Passphrase").fill(passphrase);
      await page.getByRole("button", { name: "Sign in" }).click();
    };
    await enter(first);
    await page.getByRole("link", { name: "Change passphrase" }).click();
    await heading(page, "Change your passphrase").waitFor();
    await page.getByLabel("Your passphrase now").fill(first);
    await page.getByLabel("New passphrase", { exact: true }).fill(second);
    await page.getByLabel("New passphrase once more").fill("another");
    await page.getByText("This is not the same.").waitFor();
    await page.getByLabel("New passphrase once more").fill(second);
    await page.getByRole("button", { name: "Change the passphrase" }).click();
    await page.getByText("Your passphrase is changed.").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);

    await page.getByRole("button", { name: "Sign out" }).click();
    await enter(second);
    await page.getByText(/^Ada, /u).waitFor();
    expect([complaints, requested]).toEqual([[], []]);
  });

  it("[W9] loads its first page under 250 kB of script and style", async () => {
    const html = await readFile(join(screens, "index.html"), "utf8");
    const first = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/gu)].map(([, path = ""]) => path);
    const sizes = await Promise.all(first.map(async (path) => gzipSync(await readFile(join(screens, path))).length));
    expect(first.length).toBeGreaterThan(1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(250_000);
  });

  it("[W2] [W5] has no page with a fault of access, a complaint or anything cut off, from 320 pixels on", async () => {
    await using served = await servedWorkbench(screens);
    const { page, complaints } = await signIn(served);
    const faults: string[] = [];
    for (const [path, name] of pages) {
      await page.goto(`${served.server.address}${path}`);
      await heading(page, name).waitFor();
      await isSettled(page);
      await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
      const decide = page.getByRole("button", { name: "Decide on “Worker”" });
      if (await decide.isVisible()) await decide.click();
      for (const scheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme: scheme });
        const found = await accessibilityFaults(page);
        faults.push(...found.map(({ rule, elements }) => `${path} ${scheme} ${rule}: ${elements.join(" ")}`));
      }
      for (const direction of ["rtl", "ltr"]) {
        await page.evaluate(`document.documentElement.dir = ${JSON.stringify(direction)}`);
        await page.setViewportSize({ width: 320, height: 800 });
        const beyond = Number(await page.evaluate("document.documentElement.scrollWidth - innerWidth"));
        if (beyond > 0) faults.push(`${path} ${direction}: ${beyond} pixels beyond the window`);
        await page.setViewportSize({ width: 1280, height: 900 });
      }
    }
    expect([faults, complaints]).toEqual([[], []]);
  });

  it("[W3] lets in by the link once and by a passphrase, and takes everything off the screen at the end", async () => {
    await using served = await servedWorkbench(screens);
    const { page } = await signIn(served);
    const passphrase = "correct horse battery";
    await page.evaluate(
      `fetch("/api/accounts", { method: "POST", headers: { "x-plait": "1", "content-type": "application/json" },
        body: ${JSON.stringify(JSON.stringify({ name: "Ada", role: "analyst", passphrase }))} })`,
    );
    await page
      .getByRole("link", { name: "Trace" })
      .or(page.getByRole("link", { name: "Records" }))
      .first()
      .click();
    await heading(page, "Linked files").waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await heading(page, "You are signed out").waitFor();
    expect(await page.getByText("REF0").count()).toBe(0);
    expect((await accessibilityFaults(page)).map(({ rule }) => rule)).toEqual([]);

    await page.getByLabel("Name").fill("Ada");
    await page.getByLabel("Passphrase").fill("wrong horse battery");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("do not open this study").waitFor();
    await page.getByLabel("Passphrase").fill(passphrase);
    await page.keyboard.press("Enter");
    await page.getByText("Ada, analyst").waitFor();
    await heading(page, "Linked files").waitFor();

    const other = await browser.visit(served.link);
    await other.page.getByText("This link was used").waitFor();
    expect(other.page.url()).toBe(`${served.server.address}/`);
    // A browser keeps connections in hand that a server waits for when it ends.
    await Promise.all([page, other.page].map((one) => one.context().close()));
  });

  it("[W6] writes nothing over a file that somebody changed meanwhile", async () => {
    await using served = await servedWorkbench(screens);
    const { page } = await signIn(served);
    await page.goto(`${served.server.address}/records/crosswalk`);
    await page.getByRole("button", { name: "Decide on “Worker”" }).click();
    await page.getByLabel("Why?").fill("The same word");
    const byHand = `${await served.read("records/crosswalk.csv")},referral,*,Nothing,ignore,By hand,B. Other,2025-03-03\n`;
    await served.write("records/crosswalk.csv", byHand);
    await page.getByRole("button", { name: "Save the decision" }).click();
    await page.getByText("was changed by somebody else").waitFor();
    expect(await served.read("records/crosswalk.csv")).toBe(byHand);
    await page.getByRole("button", { name: "Save the decision" }).click();
    await page.getByText("Saved as line 12").waitFor();
    expect((await served.read("records/crosswalk.csv")).startsWith(byHand)).toBe(true);
  });

  it("[W4] says that Plait does not answer, and goes on when it does", async () => {
    await using served = await servedWorkbench(screens);
    const { page } = await signIn(served);
    await isSettled(page);
    await page.route("**/api/records/ledger", (route) => route.abort());
    await page.getByRole("link", { name: "Records" }).first().click();
    await page.getByRole("link", { name: "Ledger" }).click();
    await page.getByText("Plait does not answer").waitFor();
    await page.unroute("**/api/records/ledger");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("from delivery to linked file").waitFor();
  });
});

async function rowOfTable(page: Page, name: string): Promise<string[]> {
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
  return row.getByRole("cell").allInnerTexts();
}
