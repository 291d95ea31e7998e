import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type OpenPage, openBrowser, type TestBrowser } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtScreens } from "./built-screens.ts";
import { foldOf, pilesOf, placesOf } from "./folded-sort.ts";
import type { PageDocument, PageElement } from "./page-elements.ts";
import { servedSort } from "./served-sort.ts";
import {
  type Hands,
  keyHands,
  mouseHands,
  SimulatedSorter,
  type SortPlan,
  tapHands,
  touchHands,
} from "./simulated-sorter.ts";

declare const document: PageDocument;

type Page = OpenPage["page"];

let browser: TestBrowser;
let screens: string;
beforeAll(async () => {
  [browser, screens] = await Promise.all([openBrowser(), builtScreens()]);
});
afterAll(async () => {
  await browser.close();
});

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

describe("[S1] [S3] [S4] a whole sort in real Chromium is the plan in the journal", () => {
  test.each(ways)("by %s in %s, with a reload and no network in the middle", async (way, language, handsOf) => {
    await using served = await servedSort(screens);
    const view = { width: 1180, height: 1100, locale: language, touch: way !== "mouse" };
    const { page, requested, complaints } = await browser.visit(served.address, view);
    const code = await served.invite();
    const sorter = new SimulatedSorter(page, await handsOf(page), await served.read(), language, way === "mouse");
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
  });

  test.each(["en", "ar"])("on a phone in %s, card first and then its column", async (language) => {
    await using served = await servedSort(screens);
    const view = { width: 360, height: 640, locale: language, touch: true };
    const { page, complaints } = await browser.visit(served.address, view);
    const sorter = new SimulatedSorter(page, tapHands(page), await served.read(), language, true);
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

describe("[S3] [S5] on the board", () => {
  async function atBoard(served: Awaited<ReturnType<typeof servedSort>>) {
    const { page } = await browser.visit(served.address, { width: 1180, height: 1100, locale: "en", touch: true });
    const sorter = new SimulatedSorter(page, tapHands(page), await served.read(), "en");
    await sorter.enter(await served.invite());
    await sorter.begin();
    await sorter.pile();
    await sorter.goOn();
    await sorter.place(3);
    const [first = "", second = ""] = await page
      .locator(".board [data-card]")
      .evaluateAll((cards: PageElement[]) => cards.map((card) => card.getAttribute("data-card") ?? ""));
    return { page, sorter, first, second, said: page.locator("p.unseen") };
  }
  const boardOf = async (served: Awaited<ReturnType<typeof servedSort>>) => placesOf(foldOf(await served.read()));

  test("two cards are exchanged by tapping one and then the other, and that is said", async () => {
    await using served = await servedSort(screens);
    const { page, sorter, first, second, said } = await atBoard(served);
    const before = sorter.plan.places;
    await page.locator(`.board [data-card="${first}"]`).tap();
    await page.locator(`.board [data-card="${second}"]`).tap();
    await sorter.isSaved();
    expect(await boardOf(served)).toMatchObject({ [first]: before[second], [second]: before[first] });
    expect(await said.textContent()).toMatch(/^.+: column .[+\u2212]?\d, place \d\. Exchanged with: .+\.$/u);
    await page.context().close();
  });

  test("a card goes back to the hand by a drag or a tap, and nowhere when it is dropped beside the board", async () => {
    await using served = await servedSort(screens);
    const { page, sorter, first, second } = await atBoard(served);
    const drag = async (card: string, x: number, y: number) => {
      await page.locator(`.board [data-card="${card}"]`).hover();
      await page.mouse.down();
      await page.mouse.move(x, y, { steps: 4 });
      await page.mouse.up();
    };
    await drag(first, 5, 900);
    expect(await page.locator(".ghost").count()).toBe(0);
    const hand = await page.locator(".hand").boundingBox();
    await drag(first, (hand?.x ?? 0) + 300, (hand?.y ?? 0) + 20);
    await page.locator(`.hand [data-card="${first}"]`).waitFor();
    await page.locator(`.board [data-card="${second}"]`).tap();
    await page.getByRole("button", { name: "Take it off the board" }).tap();
    await page.locator(`.hand [data-card="${second}"]`).waitFor();
    await sorter.isSaved();
    expect(Object.keys(await boardOf(served))).toHaveLength(1);
    expect(foldOf(await served.read()).ignored).toBe(0);
    await page.context().close();
  });

  test("a swipe over the cards scrolls and moves none of them", async () => {
    await using served = await servedSort(screens);
    const { page } = await atBoard(served);
    const before = await boardOf(served);
    await page.setViewportSize({ width: 1180, height: 700 });
    const card = page.locator(".board [data-card]").first();
    await card.evaluate((element: PageElement) => element.scrollIntoView({ block: "center" }));
    const box = await card.boundingBox();
    const [x, y] = [(box?.x ?? 0) + 40, (box?.y ?? 0) + 20];
    const top = () => page.evaluate<number>("scrollY");
    const scrolled = await top();
    const cdp = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", up?: number) =>
      cdp.send("Input.dispatchTouchEvent", { type, touchPoints: up === undefined ? [] : [{ x, y: y - up }] });
    await touch("touchStart", 0);
    for (const up of [20, 40, 60, 80, 100]) await touch("touchMove", up);
    await touch("touchEnd");
    await expect.poll(top).toBeGreaterThan(scrolled);
    expect(await page.locator(".ghost").count()).toBe(0);
    expect(await boardOf(served)).toEqual(before);
    await page.context().close();
  });

  test("Escape puts a chosen card back, with the focus where it was", async () => {
    await using served = await servedSort(screens);
    const { page, said } = await atBoard(served);
    const card = page.locator(".hand [data-card]").nth(1);
    await card.focus();
    await page.keyboard.press("Enter");
    expect(await said.textContent()).toMatch(/^Chosen: /);
    expect(await page.evaluate(() => document.activeElement?.closest(".board") !== null)).toBe(true);
    await page.keyboard.press("Escape");
    expect(await said.textContent()).toMatch(/^Not moved: /);
    expect(await card.evaluate((element: PageElement) => element === document.activeElement)).toBe(true);
    expect(await page.locator("[aria-pressed=true]").count()).toBe(0);
    await page.context().close();
  });

  test("every place has a name of its own, and the lowest column stands where reading begins", async () => {
    await using served = await servedSort(screens);
    const { page } = await atBoard(served);
    const names = await page
      .locator(".board button")
      .evaluateAll((places: PageElement[]) => places.map((place) => place.getAttribute("aria-label") ?? ""));
    expect(names).toHaveLength(28);
    expect(new Set(names).size).toBe(28);
    const left = (value: number) =>
      page
        .locator(`.board [data-value="${value}"]`)
        .first()
        .evaluate((place: PageElement) => place.getBoundingClientRect().left);
    expect(await left(-3)).toBeLessThan(await left(3));
    const direction = (dir: string) =>
      page.locator(".board-wide").evaluate((board: PageElement, to) => board.setAttribute("dir", to), dir);
    await direction("rtl");
    expect(await left(-3)).toBeGreaterThan(await left(3));
    await page.context().close();
  });
});

describe("[S1] [S2] the way through", () => {
  test("a code that is none is said to be none; who does not assent has done nothing, and may change their mind", async () => {
    await using served = await servedSort(screens);
    const { page } = await browser.visit(served.address, { locale: "en" });
    const sorter = new SimulatedSorter(page, mouseHands(page), await served.read(), "en", true);
    await sorter.enter("ABCDE-FGHJK");
    await page.getByText("This code does not work.").waitFor();
    await sorter.isAccessible();
    await page.locator("#code").fill("");
    await sorter.enter(await served.invite());
    await page.locator('.choices [lang="en"]').click();
    await page.getByRole("button", { name: "Not now" }).click();
    await page.getByText("That is fine").waitFor();
    await sorter.isSaved();
    expect(foldOf(await served.read())).toMatchObject({ status: "refused", assented: false });
    await page.getByRole("button", { name: "I have changed my mind" }).click();
    await page.getByRole("button", { name: "Yes, I want to take part" }).click();
    await page.getByRole("button", { name: "No, I do it by myself" }).click();
    await page.locator(".piles .agree").click();
    await page.getByText("only for practice and is not kept").waitFor();
    await sorter.isSaved();
    expect(foldOf(await served.read())).toMatchObject({ status: "begun", helper: "nobody", piles: { agree: [] } });
    await page.context().close();
  });

  test("a card that was skipped comes again at the end and can be left out; a pile can be changed", async () => {
    await using served = await servedSort(screens);
    const { page, sorter } = await sortingAt17(served);
    const big = page.locator(".card-big");
    const skipped = await big.textContent();
    await page.getByRole("button", { name: "Skip this card" }).click();
    await page.getByText("Card 19 of 28").waitFor();
    await page.getByRole("button", { name: "Back to the card before" }).click();
    await page.getByText("Card 17 of 28").waitFor();
    await page.locator(".piles .agree").click();
    await sorter.pile(10);
    await page.getByText("You skipped 1 card.").waitFor();
    expect(await big.textContent()).toBe(skipped);
    await page.getByRole("button", { name: "Go on without them" }).click();
    await page.locator(".board").waitFor();
    await sorter.isSaved();
    const piles = pilesOf(foldOf(await served.read()));
    expect(Object.keys(piles)).toHaveLength(27);
    expect(piles.s17).toBe("agree");
    await page.context().close();
  });

  test("how many cards each pile has is shown at the end, and the last one can still be changed", async () => {
    await using served = await servedSort(screens);
    const { page, sorter } = await sortingAt17(served);
    await sorter.pile(11);
    const counts = async () => (await page.locator(".piled strong").allTextContents()).map(Number);
    await expect.poll(async () => (await counts()).length).toBe(3);
    const before = await counts();
    expect(before.reduce((sum, count) => sum + count, 0)).toBe(28);
    await page.getByRole("button", { name: "Back to the card before" }).click();
    await page.getByText("Card 28 of 28").waitFor();
    const own = await page.locator(".piles [aria-pressed=true]").getAttribute("class");
    await page.locator(`.piles ${own === "disagree" ? ".agree" : ".disagree"}`).click();
    await expect.poll(async () => (await counts()).length).toBe(3);
    expect(await counts()).not.toEqual(before);
    await sorter.isSaved();
    expect(pilesOf(foldOf(await served.read())).s28).toBe(own === "disagree" ? "agree" : "disagree");
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

describe("[S6] nothing is lost", () => {
  test("the page dies after card 17 without a server, and goes on where it was", async () => {
    await using served = await servedSort(screens);
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

  test("what one person did is not sent as the next one's, and is sealed when somebody else comes", async () => {
    await using served = await servedSort(screens);
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
    await expect.poll(async () => Object.keys(pilesOf(foldOf(await served.read())))).toHaveLength(19);

    await context.clearCookies();
    await page.reload();
    await sorter.enter(await served.invite());
    await page.getByText("Card 20 of 28").waitFor();
    await context.close();
  });
});

test("[S6] what the study has no card for any more is not sent for ever: the page shows what the server has", async () => {
  await using served = await servedSort(screens);
  const { page, sorter } = await sortingAt17(served);
  await sorter.isSaved();
  const change = async (file: string, from: RegExp, to: string) => {
    const path = join(served.study.folder, file);
    await writeFile(path, (await readFile(path, "utf8")).replace(from, to));
  };
  await change("q/q-set.csv", /^s28,.*\n/m, "");
  await change("q/grid.yaml", /value: 0, cards: 6/, "value: 0, cards: 5");
  await sorter.pile(11);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.locator(".board").waitFor();
  await sorter.isSaved();
  await expect.poll(() => page.locator(".board .place").count()).toBe(27);
  expect(Object.keys(pilesOf(foldOf(await served.read())))).toHaveLength(27);
  const { events } = await served.read();
  expect(await keptOn(page)).toMatchObject({ events: events.length });
  await page.context().close();
});

describe("[S7] a way out is always there", () => {
  test("stopping asks whether what was done may be kept; kept, it goes on later", async () => {
    await using served = await servedSort(screens);
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
    await using served = await servedSort(screens);
    const { page, sorter } = await sortingAt17(served);
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("button", { name: "Stop and delete it" }).click();
    await page.getByText("What you have done is deleted").waitFor();
    await sorter.isAccessible();
    const readable = () =>
      served.read().then(
        () => "it can be read",
        ({ code }: { readonly code: string }) => code,
      );
    await expect.poll(readable).toBe("withdrawn");
    await expect.poll(() => keptOn(page)).toEqual({ tables: 0, events: 0, state: 0 });
    await page.context().close();
  });

  test("leaving empties the screen and the history, and ends the session", async () => {
    await using served = await servedSort(screens);
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
    await using served = await servedSort(screens);
    const { page, sorter } = await sortingAt17(served);
    await sorter.pile(11);
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

describe("[S8] languages", () => {
  test("what is not translated is English, marked as English and as missing", async () => {
    await using served = await servedSort(screens);
    const open = await browser.visit(served.address, { locale: "fr" });
    await open.page.route(/\/fr-[^/]*\.js$/, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace(/"?code-title"?:/, '"code-gone":') });
    });
    await open.page.reload();
    await open.page.getByText("Ton code").waitFor();
    const title = open.page.locator("h1");
    expect(await title.textContent()).toBe("Welcome (in English)");
    expect(await title.locator("span").getAttribute("lang")).toBe("en");
    expect(await open.page.locator("html").getAttribute("lang")).toBe("fr");
    await open.page.context().close();
  });

  test("only the fonts of the language are fetched", async () => {
    await using served = await servedSort(screens);
    const fontsIn = async (locale: string) => {
      const { page } = await browser.visit(served.address, { locale });
      await page.locator(`html[lang="${locale}"] #code`).waitFor();
      await page.evaluate(() => document.fonts.ready);
      const fetched = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
      await page.context().close();
      return [
        ...new Set(
          fetched.flatMap((name) => /(noto-sans-ethiopic|noto-sans|vazirmatn).*\.woff2$/.exec(name)?.[1] ?? []),
        ),
      ];
    };
    expect(await fontsIn("ar")).toEqual(["vazirmatn"]);
    expect(await fontsIn("ti")).toEqual(["noto-sans-ethiopic"]);
  });
});

test("[S9] the page with one language is under 120 kB", async () => {
  const assets = join(screens, "assets");
  const names = (await readdir(assets)).filter((name) => /^(?:sort-.*\.(?:js|css)|ar-.*\.js)$/.test(name));
  const sizes = await Promise.all(names.map(async (name) => gzipSync(await readFile(join(assets, name))).length));
  expect(names).toHaveLength(3);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(120_000);
});

/** How much is in each store of the device. */
function keptOn(page: Page): Promise<Record<string, number>> {
  return page.evaluate(`(async () => {
    const answer = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    const database = await answer(indexedDB.open("plait-sort"));
    const names = ["tables", "events", "state"];
    const transaction = database.transaction(names);
    const counts = await Promise.all(names.map((name) => answer(transaction.objectStore(name).count())));
    database.close();
    return Object.fromEntries(names.map((name, at) => [name, counts[at]]));
  })()`);
}
