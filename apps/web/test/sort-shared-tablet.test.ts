import { accessibilityFaults, openBrowser, type TestBrowser } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtScreens } from "./built-screens.ts";
import { isPageKept, keptAnswers, keptOnDevice } from "./device-store.ts";
import { foldOf, pilesOf } from "./folded-sort.ts";
import { type ServedSort, servedSort } from "./served-sort.ts";
import { SimulatedSorter, tapHands } from "./simulated-sorter.ts";

/** A busy machine installs a worker, or sends a parcel, in a second or more. */
const soon = { timeout: 15_000 };

let browser: TestBrowser;
let screens: string;
beforeAll(async () => {
  [browser, screens] = await Promise.all([openBrowser(), builtScreens()]);
});
afterAll(async () => {
  await browser.close();
});

const NUMBER = "4711";
const NOTHING = { tables: [], events: [], recordings: [], parcels: [] };

/** A tablet that a facilitator has set up, with a clock that the test moves. */
async function sharedTablet(served: ServedSort) {
  const { page } = await browser.visit(`${served.address}/tablet`, {
    width: 768,
    height: 1024,
    locale: "en",
    touch: true,
  });
  await page.clock.install();
  await page.reload();
  await page.getByLabel("A number that ends it").fill(NUMBER);
  await page.getByRole("button", { name: "Begin" }).tap();
  await page.locator("#code").waitFor();
  return page;
}

type Page = Awaited<ReturnType<typeof sharedTablet>>;

async function comeIn(page: Page, served: ServedSort, participant: string, piled: number): Promise<SimulatedSorter> {
  const sorter = new SimulatedSorter(page, tapHands(page), await served.read(participant), "en");
  await sorter.enter(await served.invite(participant));
  await sorter.begin();
  await sorter.pile(piled);
  return sorter;
}

/** A whole sort without a card on the board, with a reason that is typed. */
async function sortQuickly(page: Page, served: ServedSort, participant: string): Promise<void> {
  const sorter = await comeIn(page, served, participant, 28);
  await sorter.goOn();
  await page.locator(".hand [data-card]").first().tap();
  await page.locator(".board .place").first().tap();
  for (let step = 0; step < 3; step++) await page.getByRole("button", { name: /^Go on without/ }).tap();
  await sorter.explain("Nobody else is to read this.");
  await sorter.goOn();
  await sorter.isSaved();
}

/** What can be seen, heard or found of somebody: on the screen, said to screen readers, in fields, in the title, on the device. */
async function tracesOf(page: Page, words: RegExp): Promise<string[]> {
  const shown: string[] = await page.evaluate(
    `[document.title, location.href, document.body.textContent, document.body.innerHTML, JSON.stringify(history.state), document.cookie,
      JSON.stringify({ ...localStorage, ...sessionStorage }), ...[...document.querySelectorAll("input, textarea")].map(({ value }) => value)]`,
  );
  const kept = Object.values(await keptOnDevice(page)).flat();
  return [...shown, ...kept, ...(await keptAnswers(page))].filter((text) => words.test(text));
}

describe("[S14] one tablet, many people", () => {
  test("after thanks the page goes back by itself, and nothing of one person is left for the next", async () => {
    await using served = await servedSort(screens);
    const page = await sharedTablet(served);
    await sortQuickly(page, served, "QYP1");
    const traces = /QYP1|Nobody else|I feel|Saved|Thank/;
    expect(await tracesOf(page, traces)).not.toEqual([]);
    await page.getByText("If nobody touches the screen, this page soon goes back to the beginning.").waitFor();
    await page.clock.fastForward(29_000);
    await page.locator("h1").tap();
    await page.clock.fastForward(29_000);
    expect(await page.locator("#code").count()).toBe(0);
    await page.clock.fastForward(2_000);
    await page.locator("#code").waitFor();
    const isClean = async () => {
      expect(await tracesOf(page, traces)).toEqual([]);
      expect(await keptOnDevice(page)).toMatchObject(NOTHING);
      expect(await page.locator("#code").inputValue()).toBe("");
    };
    await isClean();

    for (let back = 0; back < 4; back++) {
      await page.evaluate("history.back()");
      await page.locator("#code").waitFor();
      await isClean();
    }
    await page.goBack({ waitUntil: "commit", timeout: 2_000 }).catch(() => null);
    await page.locator("#code").waitFor();
    await isClean();
    await page.reload();
    await page.locator("#code").waitFor();
    await isClean();

    const next = await comeIn(page, served, "QYP2", 2);
    await next.isSaved();
    expect(Object.keys(pilesOf(foldOf(await served.read("QYP2"))))).toHaveLength(2);
    expect(foldOf(await served.read("QYP1"))).toMatchObject({ status: "finished" });
    expect(foldOf(await served.read("QYP1")).comments).toHaveLength(1);
    await page.context().close();
  });

  test("the back button stays on the page while somebody sorts", async () => {
    await using served = await servedSort(screens);
    const page = await sharedTablet(served);
    const sorter = await comeIn(page, served, "QYP1", 3);
    await page.evaluate("history.back()");
    await page.getByText("Card 4 of 28").waitFor();
    await sorter.pile(1);
    await page.getByText("Card 5 of 28").waitFor();
    expect(new URL(page.url()).pathname).toBe("/sort");
    await page.context().close();
  });

  test("who walks away is put away after a quarter of an hour, and goes on by the code", async () => {
    await using served = await servedSort(screens);
    const page = await sharedTablet(served);
    const sorter = await comeIn(page, served, "QYP1", 3);
    await sorter.isSaved();
    const notice = page.getByText("If nobody touches the screen");
    await page.clock.fastForward(14 * 60_000);
    expect(await notice.count()).toBe(0);
    await page.clock.fastForward(35_000);
    await notice.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.clock.fastForward(30_000);
    await page.locator("#code").waitFor();
    expect(await keptOnDevice(page)).toMatchObject(NOTHING);
    await page.reload();
    await page.locator("#code").waitFor();
    await sorter.enter(await served.invite());
    await page.getByText("Card 4 of 28").waitFor();
    await page.context().close();
  });

  test("without a network the last one is sealed, and the beginning comes all the same", async () => {
    await using served = await servedSort(screens);
    const page = await sharedTablet(served);
    const sorter = await comeIn(page, served, "QYP1", 3);
    await isPageKept(page);
    await served.stop();
    await sorter.pile(2);
    await page.getByRole("button", { name: "Stop" }).tap();
    await page.getByRole("button", { name: "Stop. You may keep it" }).tap();
    await page.locator(".saved.sealed").waitFor();
    await page.clock.fastForward(31_000);
    await page.getByText("There is no connection right now.").waitFor();
    const { parcels, ...readable } = await keptOnDevice(page);
    expect([parcels.length, readable.tables, readable.events]).toEqual([1, [], []]);
    expect(await tracesOf(page, /QYP1|q\.card|I feel/)).toEqual([]);
    await served.start();
    await page.clock.fastForward(60_000);
    await expect.poll(async () => Object.keys(pilesOf(foldOf(await served.read()))), soon).toHaveLength(5);
    await page.context().close();
  });

  test("leaving is at once, as everywhere, and the page begins anew", async () => {
    await using served = await servedSort(screens);
    const page = await sharedTablet(served);
    await comeIn(page, served, "QYP1", 3);
    await page.getByRole("button", { name: "Leave this page" }).tap();
    await page.clock.fastForward(400);
    await page.waitForURL("about:blank");
    expect(await page.locator("body").textContent()).toBe("");
    await page.goBack().catch(() => null);
    await page.clock.fastForward(400);
    await page.locator("#code").waitFor();
    expect(await tracesOf(page, /QYP1|Card \d|I feel/)).toEqual([]);
    await page.context().close();
  });

  test("a facilitator ends it by the number, and not without", async () => {
    await using served = await servedSort(screens);
    const page = await sharedTablet(served);
    await page.getByRole("link", { name: "For the facilitator" }).tap();
    const number = page.getByLabel("The number that ends it");
    await number.fill("1234");
    await page.getByRole("button", { name: "End it" }).tap();
    await page.getByText("This is not the number.").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("link", { name: "Back to the cards" }).tap();
    await page.getByRole("link", { name: "For the facilitator" }).tap();
    await number.fill(NUMBER);
    await page.getByRole("button", { name: "End it" }).tap();
    await page.getByLabel("A number that ends it").fill("12");
    await page.getByRole("button", { name: "Begin" }).tap();
    await page.getByText("Type four to eight figures.").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.goto(served.address);
    await page.locator("#code").waitFor();
    expect(await page.getByRole("link", { name: "For the facilitator" }).count()).toBe(0);
    await page.context().close();
  });
});
