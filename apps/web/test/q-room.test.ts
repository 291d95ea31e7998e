import { buildStudy, requestRelease } from "@plait/build";
import { accessibilityFaults, type OpenPage, openBrowser, type TestBrowser } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtScreens } from "./built-screens.ts";
import { servedQ } from "./served-q.ts";

let browser: TestBrowser;
let screens: string;
beforeAll(async () => {
  [browser, screens] = await Promise.all([openBrowser(), builtScreens()]);
});
afterAll(async () => {
  await browser.close();
});

type Page = OpenPage["page"];
type Served = Awaited<ReturnType<typeof servedQ>>;

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

async function signIn(served: Served) {
  const open = await browser.visit(served.link);
  await heading(open.page, "Cards of a service").waitFor();
  return open;
}

/** Opens a page of the analysis and waits until it is worked out. */
async function openAnalysis({ address }: Served, page: Page, path: string): Promise<void> {
  await page.goto(`${address}${path}`);
  await page.getByText("whole sorts:").waitFor();
  await page.getByText("are analysed …").waitFor({ state: "detached" });
}

async function giveReason(page: Page, reason: string, action: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why?").fill(reason);
  await dialog.getByRole("button", { name: action }).click();
}

/** Presses Tab until this has focus. */
async function tabTo(page: Page, wanted: ReturnType<Page["locator"]>): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    if (await wanted.evaluate((element) => element.matches(":focus"))) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${wanted}`);
}

const codesOf = (page: Page) => page.locator(".codes code").allTextContents();

describe("the Q room in a real browser", () => {
  it("[W10] makes a code, shows it once, and has its participant in the table", async () => {
    await using served = await servedQ(screens);
    const { page } = await signIn(served);
    await page.getByRole("link", { name: "Q-sorts" }).last().click();
    await heading(page, "Collecting").waitFor();
    await page.getByLabel("Participants", { exact: true }).last().fill("QYP26");
    await page.getByRole("button", { name: "Make codes" }).click();
    await page.getByText("shown once").waitFor();
    expect(await codesOf(page)).toEqual([expect.stringMatching(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/u)]);
    const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "QYP26" }) });
    expect((await row.getByRole("cell").allInnerTexts()).map((text) => text.trim())).toEqual([
      "has a code",
      "not chosen",
      "0 of 28",
    ]);
    await page.reload();
    await row.waitFor();
    expect(await codesOf(page)).toEqual([]);
    await page.context().close();
  });

  it("[W10] shows the cards in two languages beside each other, and 5 groups above noise", async () => {
    await using served = await servedQ(screens);
    const { page } = await signIn(served);
    await page.goto(`${served.address}/q/cards`);
    const cards = page.getByRole("table", { name: "28 cards" });
    await cards.waitFor();
    const first = cards.getByRole("row").nth(1);
    await first.locator('[lang="ar"]', { hasText: "أشعر بالأمان حيث أنا." }).waitFor();
    await first.locator('[lang="en"]', { hasText: "I feel safe where I am." }).waitFor();

    await openAnalysis(served, page, "/q/number");
    await page.getByText("5 factors stand above sorts that were dealt at random").waitFor();
    const table = page.getByRole("table", { name: "Each factor beside chance" });
    expect(await table.getByRole("rowheader", { name: "(kept)" }).count()).toBe(5);
    const figure = page.getByRole("img", { name: "Eigenvalues beside chance" });
    expect(await figure.locator("circle.above").count()).toBe(5);
    await page.context().close();
  });

  it("[W1] [W10] takes a flag off by keyboard alone, with a reason that file and journal have", async () => {
    await using served = await servedQ(screens);
    const { page } = await signIn(served);
    await openAnalysis(served, page, "/q/loadings");
    await tabTo(page, page.getByRole("button", { name: /^QYP1 on Group 1: .*0\.87.*, flagged/u }));
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByLabel("Why?"));
    await page.keyboard.type("Two cards were read wrongly");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^QYP1 on Group 1: .*, not flagged/u }).waitFor();
    await page.getByText("QYP1, factor 1: not flagged. Two cards were read wrongly").waitFor();
    expect(await served.read("q/analysis.yaml")).toContain("Two cards were read wrongly");
    const [event] = await served.chosen();
    expect(event).toMatchObject({
      kind: "q.analysis-chosen",
      content: { actor: "Owner at the terminal", payload: { reason: "Two cards were read wrongly" } },
    });
    await page.context().close();
  });

  it("[W10] turns two factors with everything at once, and keeps the turn with a reason", async () => {
    await using served = await servedQ(screens);
    const { page } = await signIn(served);
    await openAnalysis(served, page, "/q/turn");
    const board = page.getByRole("table").first();
    const before = await board.innerText();
    await page.getByRole("slider").fill("45");
    await page.getByText("Turn by +45°").waitFor();
    expect(await board.innerText()).not.toBe(before);
    expect(await served.chosen()).toEqual([]);
    await page.getByRole("button", { name: "Keep this turn" }).click();
    await giveReason(page, "The two are of one mind about safety", "Keep this turn");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    const written = await served.read("q/analysis.yaml");
    expect(written).toMatch(/judgmental/u);
    expect(written).toContain("The two are of one mind about safety");
    await page.context().close();
  });

  it("[W17] says how firm each group, score and sorter is", async () => {
    await using served = await servedQ(screens);
    const { page } = await signIn(served);
    await openAnalysis(served, page, "/q/stability");
    const row = (table: string, name: string) =>
      page.getByRole("table", { name: table }).getByRole("row").filter({ hasText: name });
    const group = row("The groups when the sorters are drawn again", "Group 1");
    expect(await group.innerText()).toMatch(/0\.\d\d \(−?0\.\d\d to [01]\.\d\d\)/u);
    const scores = page.getByRole("table", { name: /^Each card’s z-score in Group 1/u }).getByRole("row");
    expect(await scores.count()).toBe(29);
    const read = (text: string) => Number(/−?\d\.\d\d/u.exec(text)?.[0].replace("−", "-"));
    const z = (await scores.allInnerTexts()).slice(1).map((text) => read(text.split("\t")[1] ?? ""));
    expect(z).toEqual(z.toSorted((a, b) => b - a));
    const sorter = row("In how many of the draws", "QYP1");
    await expect.poll(() => sorter.first().innerText(), { timeout: 60_000 }).toMatch(/becomes/u);
    await page.context().close();
  });

  it("[W6] [W10] refuses a choice on an old state in words, and keeps what was written for another try", async () => {
    await using served = await servedQ(screens);
    const { page } = await signIn(served);
    await openAnalysis(served, page, "/q/groups");
    await page.getByLabel("Another name for Group 2").fill("Those who wait");
    await page.getByRole("button", { name: "Name it" }).nth(1).click();
    const byHand = `${await served.read("q/analysis.yaml")}# Looked at by hand\n`;
    await served.write("q/analysis.yaml", byHand);
    await giveReason(page, "They speak of waiting", "Name the group");
    await page.getByText("the choices were changed meanwhile").waitFor();
    expect(await served.read("q/analysis.yaml")).toBe(byHand);
    expect(await page.getByLabel("Why?").inputValue()).toBe("They speak of waiting");
    await page.getByText("being worked out anew").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Name the group" }).click();
    await page.getByRole("heading", { level: 2, name: "Those who wait", exact: true }).waitFor();
    const written = await served.read("q/analysis.yaml");
    expect(written).toContain("Those who wait");
    expect(written).toContain("# Looked at by hand");
    expect((await served.chosen()).map(({ content }) => content)).toMatchObject([
      { payload: { reason: "They speak of waiting" } },
    ]);
    await page.context().close();
  });

  it("[W2] [W5] [W10] has no page with a fault of access, a complaint or anything cut off", async () => {
    await using served = await servedQ(screens);
    const { page, complaints, requested } = await signIn(served);
    const faults: string[] = [];
    for (const path of ["/q", "/q/cards", "/q/number", "/q/loadings", "/q/turn", "/q/groups", "/q/stability"]) {
      if (path === "/q" || path === "/q/cards") await page.goto(`${served.address}${path}`);
      else await openAnalysis(served, page, path);
      await page.getByText(/^Getting |being worked out …/u).waitFor({ state: "detached" });
      await page.getByRole("heading", { level: 1 }).waitFor();
      faults.push(...(await faultsOf(page, path)));
    }
    expect([faults, complaints, requested]).toEqual([[], [], []]);
    await page.context().close();
  });
});

describe("the outputs room in a real browser", () => {
  it("[W11] says that nothing was built, then shows what leaves and a release, on which a checker decides by name", async () => {
    await using served = await servedQ(screens);
    const { page, complaints } = await signIn(served);
    await page.goto(`${served.address}/outputs`);
    await page.getByText("Nothing was built yet").waitFor();
    await buildStudy(served.study.folder);
    const now = () => new Date("2026-03-01T09:30:00Z");
    const request = { by: "A. Analyst", purpose: "For the annex", results: ["q.number-of-factors"], now };
    await requestRelease(served.study.folder, request);
    const passphrase = "correct horse battery";
    const account = JSON.stringify({ name: "C. Checker", role: "output-checker", passphrase });
    await page.evaluate(
      `fetch("/api/accounts", { method: "POST", headers: { "x-plait": "1", "content-type": "application/json" },
        body: ${JSON.stringify(account)} })`,
    );
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Name").fill("C. Checker");
    await page.getByLabel("Passphrase").fill(passphrase);
    await page.keyboard.press("Enter");
    await page.getByText("C. Checker, output checker").waitFor();

    await page.getByText("A. Analyst asked on 2026-03-01: For the annex").waitFor();
    const row = page.getByRole("row").filter({ hasText: "q.number-of-factors" });
    await row.getByText("waits for 2 more checkers").waitFor();
    await page.getByText("15 results under the policy").waitFor();
    expect(await faultsOf(page, "/outputs")).toEqual([]);
    await row.getByRole("button", { name: "Approve" }).click();
    await giveReason(page, "Nothing small", "Approve");
    await row.getByText("waits for 1 more checker").waitFor();
    await row.getByText(/^C\. Checker approved it on .*: Nothing small$/u).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

async function faultsOf(page: Page, path: string): Promise<string[]> {
  const found = await accessibilityFaults(page);
  await page.setViewportSize({ width: 320, height: 800 });
  const beyond = Number(await page.evaluate("document.documentElement.scrollWidth - innerWidth"));
  await page.setViewportSize({ width: 1280, height: 900 });
  return [
    ...found.map(({ rule, elements }) => `${path} ${rule}: ${elements.join(" ")}`),
    ...(beyond > 0 ? [`${path}: ${beyond} pixels beyond the window`] : []),
  ];
}
