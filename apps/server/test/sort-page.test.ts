import type { ReplyOf } from "@plait/api";
import { foldSort, type LiveSort, makeGrid, PILES } from "@plait/q-method";
import { openBrowser, type TemporaryFolder, type TestBrowser } from "@plait/testkit";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Hands,
  keyHands,
  mouseHands,
  SimulatedSorter,
  type SortPlan,
  tapHands,
  touchHands,
} from "./simulated-sorter.ts";
import { buildSortPage, servedSort } from "./sort-pages.ts";

let browser: TestBrowser;
let screens: TemporaryFolder;
beforeAll(async () => {
  [browser, screens] = await Promise.all([openBrowser(), buildSortPage()]);
});
afterAll(async () => {
  await Promise.all([browser.close(), screens.remove()]);
});

function foldOf({ cards, board, events }: ReplyOf<"readSort">): LiveSort {
  return foldSort({ cards: cards.map(({ id }) => id), grid: makeGrid(board.columns, board.shape) }, events);
}

function pilesOf({ piles }: LiveSort): Record<string, string> {
  return Object.fromEntries(PILES.flatMap((pile) => piles[pile].map((card) => [card, pile])));
}

function placesOf({ board }: LiveSort): SortPlan["places"] {
  return Object.fromEntries(board.map(({ card, value, at }) => [card, { value, at }]));
}

const byApi = (url: URL) => url.pathname.startsWith("/api/");
/** Chromium itself says that a request has failed where the test takes the network away. */
const withoutOffline = (complaints: readonly string[]) =>
  complaints.filter((said) => !/ERR_|Failed to load/.test(said));

const ways: readonly (readonly [string, string, (page: Page) => Promise<Hands>])[] = [
  ["mouse", "en", async (page) => mouseHands(page)],
  ["mouse", "ar", async (page) => mouseHands(page)],
  ["dragging finger", "en", async (page) => touchHands(page, await page.context().newCDPSession(page))],
  ["dragging finger", "ar", async (page) => touchHands(page, await page.context().newCDPSession(page))],
  ["keys", "en", async (page) => keyHands(page)],
  ["keys", "ar", async (page) => keyHands(page)],
  ["taps", "en", async (page) => tapHands(page)],
];

describe("[S1] [S4] a whole sort in real Chromium is the plan in the journal", () => {
  test.each(ways)(
    "by %s in %s, with a reload and no network in the middle, axe clean at each step",
    async (way, language, handsOf) => {
      await using served = await servedSort(screens.path);
      const view = { width: 1180, height: 1100, locale: language, touch: way !== "mouse" };
      const { page, requested, complaints } = await browser.visit(served.address, view);
      const code = await served.invite();
      const sorter = new SimulatedSorter(page, await handsOf(page), await served.read(), language);
      await sorter.enter(code);
      await sorter.begin();
      await sorter.pile(17);
      await page.reload();
      await sorter.pile(11);
      await sorter.goOn();

      await page.context().setOffline(true);
      await sorter.place(5);
      await page.locator(".saved.here").waitFor();
      await page.context().setOffline(false);
      await sorter.isSaved();
      await page.reload();
      await sorter.place();
      await sorter.goOn();
      await sorter.place();
      await sorter.goOn();
      await sorter.isAccessible();
      await sorter.goOn();
      await sorter.explain("It says what I mean.");
      await sorter.goOn();
      await sorter.isSaved();
      await page.locator(".saved.sent").waitFor();
      await sorter.isAccessible();

      const sort = foldOf(await served.read());
      expect(sort).toMatchObject({ status: "finished", language, helper: "interpreter", ignored: 0 });
      expect(pilesOf(sort)).toEqual(sorter.plan.piles);
      expect(placesOf(sort)).toEqual(sorter.plan.places);
      expect(sort.comments.map(({ text }) => text)).toEqual(["It says what I mean."]);
      expect([requested, withoutOffline(complaints)]).toEqual([[], []]);
      await page.context().close();
    },
  );

  test.each(["en", "ar"])("on a phone in %s, card first and then its column", async (language) => {
    await using served = await servedSort(screens.path);
    const view = { width: 360, height: 640, locale: language, touch: true };
    const { page, complaints } = await browser.visit(served.address, view);
    const sorter = new SimulatedSorter(page, tapHands(page), await served.read(), language);
    await sorter.enter(await served.invite());
    await sorter.begin();
    await sorter.pile();
    await sorter.goOn();
    await sorter.placeByColumn();
    await sorter.goOn();
    await sorter.placeByColumn();
    await sorter.goOn();
    await sorter.isAccessible();
    await sorter.goOn();
    await sorter.goOn();
    await sorter.isSaved();
    const sort = foldOf(await served.read());
    expect(sort.status).toBe("finished");
    const valuesOf = (places: SortPlan["places"]) =>
      Object.fromEntries(Object.entries(places).map(([card, { value }]) => [card, value]));
    expect(valuesOf(placesOf(sort))).toEqual(valuesOf(sorter.plan.places));
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

async function sortingAt17(served: Awaited<ReturnType<typeof servedSort>>) {
  const open = await browser.visit(served.address, { locale: "en", touch: true });
  const sorter = new SimulatedSorter(open.page, mouseHands(open.page), await served.read(), "en");
  await sorter.enter(await served.invite());
  await sorter.begin();
  await sorter.pile(17);
  return { ...open, sorter };
}

describe("[S5] nothing is lost", () => {
  test("the page dies after card 17 without a server, and goes on where it was", async () => {
    await using served = await servedSort(screens.path);
    const open = await browser.visit(served.address, { locale: "en" });
    const sorter = new SimulatedSorter(open.page, mouseHands(open.page), await served.read(), "en");
    await sorter.enter(await served.invite());
    await sorter.begin();
    await sorter.isSaved();
    const context = open.page.context();
    await context.route(byApi, (route) => route.abort());
    await sorter.pile(17);
    await open.page.close();
    expect(Object.keys(pilesOf(foldOf(await served.read())))).toHaveLength(0);

    const page = await context.newPage();
    await page.goto(served.address);
    const again = new SimulatedSorter(page, mouseHands(page), await served.read(), "en");
    await page.getByText("Card 18 of 28").waitFor();
    await again.pile(2);
    await context.unroute(byApi);
    await again.isSaved();
    expect(Object.keys(pilesOf(foldOf(await served.read())))).toHaveLength(19);
    await context.close();
  });

  test("what one person did is not sent as the next one's, and waits for the code", async () => {
    await using served = await servedSort(screens.path);
    const { page, sorter } = await sortingAt17(served);
    await sorter.isSaved();
    const context = page.context();
    await context.route(
      (url) => url.pathname === "/api/sort/events",
      (route) => route.abort(),
    );
    await sorter.pile(2);
    await context.clearCookies();
    await page.reload();
    const other = new SimulatedSorter(page, mouseHands(page), await served.read("QYP2"), "en");
    await context.unrouteAll();
    await other.enter(await served.invite("QYP2"));
    await other.begin();
    await other.pile(3);
    await other.isSaved();
    expect(Object.keys(pilesOf(foldOf(await served.read("QYP2"))))).toHaveLength(3);
    expect(Object.keys(pilesOf(foldOf(await served.read())))).toHaveLength(17);

    await context.clearCookies();
    await page.reload();
    await sorter.enter(await served.invite());
    await page.getByText("Card 20 of 28").waitFor();
    await sorter.isSaved();
    expect(Object.keys(pilesOf(foldOf(await served.read())))).toHaveLength(19);
    await context.close();
  });
});

describe("[S6] a way out is always there", () => {
  test("stopping asks whether what was done may be kept; kept, it goes on later", async () => {
    await using served = await servedSort(screens.path);
    const { page, sorter } = await sortingAt17(served);
    await page.getByRole("button", { name: "Stop" }).click();
    await sorter.isAccessible();
    await page.keyboard.press("Escape");
    await page.getByText("Card 18 of 28").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("button", { name: "Stop. You may keep it" }).click();
    await sorter.isSaved();
    expect(foldOf(await served.read())).toMatchObject({ status: "stopped", forgotten: false });
    await page.getByRole("button", { name: "Go on after all" }).click();
    await page.getByText("Card 18 of 28").waitFor();
    await page.context().close();
  });

  test("deleted, nothing can be read of it on the server or on the device", async () => {
    await using served = await servedSort(screens.path);
    const { page, sorter } = await sortingAt17(served);
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("button", { name: "Stop and delete it" }).click();
    await page.getByText("What you have done is deleted").waitFor();
    await sorter.isAccessible();
    await expect(served.read()).rejects.toMatchObject({ code: "withdrawn" });
    expect(await keptOn(page)).toEqual({ tables: 0, events: 0, state: 0 });
    await page.context().close();
  });

  test("leaving empties the screen and the history, and ends the session", async () => {
    await using served = await servedSort(screens.path);
    const { page } = await sortingAt17(served);
    await page.getByRole("button", { name: "Leave this page" }).click();
    await page.waitForURL("about:blank");
    expect(await page.locator("body").textContent()).toBe("");
    await page.goBack().catch(() => null);
    expect(await page.locator("body").textContent()).not.toContain("Card");
    await page.goto(served.address);
    await page.locator("#code").waitFor();
    expect(Object.keys(pilesOf(foldOf(await served.read())))).toHaveLength(17);
    await page.context().close();
  });

  test("after the last step nothing is left on the device, and the next person starts anew", async () => {
    await using served = await servedSort(screens.path);
    const { page, sorter } = await sortingAt17(served);
    await sorter.pile();
    await sorter.goOn();
    await page.getByRole("button", { name: /^Go on without/ }).click();
    await page.getByRole("button", { name: /^Go on without/ }).click();
    await sorter.isAccessible();
    await page.getByRole("button", { name: /^Go on without/ }).click();
    await sorter.goOn();
    await sorter.isSaved();
    await expect.poll(() => keptOn(page)).toEqual({ tables: 0, events: 0, state: 0 });
    await page.getByRole("button", { name: "Next person" }).click();
    await page.locator("#code").waitFor();
    expect(foldOf(await served.read())).toMatchObject({ status: "finished", board: [] });
    await page.context().close();
  });
});

/** How much is in each store of the device. */
function keptOn(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    const answer = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve) => {
        request.onsuccess = () => resolve(request.result);
      });
    const database = await answer(indexedDB.open("plait-sort"));
    const names = ["tables", "events", "state"];
    const transaction = database.transaction(names);
    const counts = await Promise.all(names.map((name) => answer(transaction.objectStore(name).count())));
    database.close();
    return Object.fromEntries(names.map((name, at) => [name, counts[at] ?? -1]));
  });
}
