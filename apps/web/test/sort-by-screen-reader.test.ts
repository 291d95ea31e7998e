import { valueInSentence } from "@plait/q-method";
import { openBrowser, type TestBrowser } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtScreens } from "./built-screens.ts";
import { foldOf, pilesOf, placesOf } from "./folded-sort.ts";
import { type Press, ScreenReader } from "./screen-reader.ts";
import { servedSort } from "./served-sort.ts";
import type { SortPlan } from "./simulated-sorter.ts";
import { SorterByEar } from "./sorter-by-ear.ts";

let browser: TestBrowser;
let screens: string;
beforeAll(async () => {
  [browser, screens] = await Promise.all([openBrowser(), builtScreens()]);
});
afterAll(async () => {
  await browser.close();
});

type Served = Awaited<ReturnType<typeof servedSort>>;

const WIDE = { width: 1180, height: 1100 };
const PHONE = { width: 360, height: 640 };

async function listening(served: Served, view: typeof WIDE, language: string, pressBy: Press) {
  const open = await browser.visit(served.address, { ...view, locale: language, touch: pressBy === "touch" });
  const reader = await ScreenReader.on(open.page, pressBy);
  const sorter = await SorterByEar.with(reader, await served.read(), language);
  return { ...open, reader, sorter };
}

describe("[S3] [S24] a whole sort through the accessibility tree is the plan in the journal", () => {
  const wideWays: readonly (readonly [string, Press])[] = [
    ["en", "action"],
    ["ar", "key"],
  ];
  test.each(wideWays)("on a wide screen in %s, by %s, in part without a network", async (language, pressBy) => {
    await using served = await servedSort(screens);
    const { page, reader, sorter } = await listening(served, WIDE, language, pressBy);
    await sorter.begin(await served.invite());
    await pileWithSecondThoughts(sorter);
    await sorter.press("continue", "board-title");
    await leaveCardInHand(sorter);
    await page.context().setOffline(true);
    await sorter.place(2);
    await reader.until("mark of what is kept here", (heard) =>
      heard.find(({ text, within: [place] }) => text === sorter.say("saved-here") && place?.role === "banner"),
    );
    await page.context().setOffline(false);
    await sorter.place();
    await exchangeAndTakeBack(sorter);
    await sorter.press("continue", "board-unsure-title");
    await sorter.place();
    await sorter.press("continue", "board-look-title");
    await sorter.press("continue", "reasons-title");
    await sorter.press("finish", "thanks-title");
    await reader.hears(sorter.say("thanks-sent"));
    await sorter.soundsRight();

    const sort = foldOf(await served.read());
    expect(sort).toMatchObject({ status: "finished", language, helper: "interpreter", ignored: 0 });
    expect(pilesOf(sort)).toEqual(sorter.plan.piles);
    expect(placesOf(sort)).toEqual(sorter.plan.places);
    await page.context().close();
  });

  const phoneWays: readonly (readonly [string, Press])[] = [
    ["en", "touch"],
    ["ar", "action"],
  ];
  test.each(phoneWays)("on a phone in %s, by %s, with a reload in the middle", async (language, pressBy) => {
    await using served = await servedSort(screens);
    const { page, reader, sorter, complaints } = await listening(served, PHONE, language, pressBy);
    await sorter.begin(await served.invite());
    await sorter.pile(17);
    await page.reload();
    await reader.hears(sorter.say("piles-title"));
    await sorter.pile(11);
    await sorter.press("continue", "board-title");
    await chooseFromList(sorter);
    await sorter.placeByColumn();
    await sorter.press("continue", "board-unsure-title");
    await sorter.placeByColumn();
    await sorter.press("continue", "board-look-title");
    await leaveAndTakeBack(sorter);
    await sorter.press("continue", "reasons-title");
    await sorter.press("finish", "thanks-title");
    await reader.hears(sorter.say("thanks-sent"));

    const sort = foldOf(await served.read());
    expect(sort).toMatchObject({ status: "finished", language, helper: "interpreter", ignored: 0 });
    expect(pilesOf(sort)).toEqual(sorter.plan.piles);
    expect(valuesOf(placesOf(sort))).toEqual(valuesOf(sorter.plan.places));
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe("[S24] what happens beside the cards is told", () => {
  test("a code that is none; a question that keeps the focus and gives it back; a code that is asked for again", async () => {
    await using served = await servedSort(screens);
    const { page, reader, sorter } = await listening(served, WIDE, "en", "key");
    await reader.type(await reader.find("textbox", sorter.say("code-label")), "ABCDE-FGHJK");
    await sorter.press("code-send", "code-wrong");
    const field = await reader.find("textbox", sorter.say("code-label"));
    expect(field.description).toContain(sorter.say("code-wrong"));
    await page.reload();
    const code = await served.invite();
    await sorter.begin(code);

    await sorter.press("stop", "stop-go-on");
    await reader.find("dialog", sorter.say("stop-title"));
    for (const word of ["stop-keep", "stop-forget"] as const) await reader.key("Tab", sorter.say(word));
    await reader.key("Escape", sorter.say("stop"));

    await page.context().clearCookies();
    await sorter.pile(1);
    await reader.hears(sorter.say("code-again"));
    await sorter.soundsRight();
    await reader.type(await reader.find("textbox", sorter.say("code-label")), code);
    await sorter.press("code-send", "piles-title");
    await page.context().close();
  });
});

/** Two cards are looked at again, one is skipped, and all are piled in the end. */
async function pileWithSecondThoughts(sorter: SorterByEar): Promise<void> {
  const { reader } = sorter;
  const back = () => reader.find("button", sorter.say("piles-back"));
  const first = await sorter.shownCard();
  await sorter.pile(1);
  const second = await sorter.shownCard();
  await sorter.pile(1);
  await reader.press(await back(), sorter.textOf(second));
  await reader.press(await back(), sorter.textOf(first));
  expect(await back()).toMatchObject({ isDisabled: true, isFocused: true });
  await sorter.pile(1);
  const third = await sorter.shownCard();
  const skip = await reader.find("button", sorter.say("piles-skip"));
  await reader.press(skip, sorter.textOf(`s${String(Number(third.slice(1)) + 1).padStart(2, "0")}`));
  await sorter.pile(26);
}

async function leaveCardInHand(sorter: SorterByEar): Promise<void> {
  const { reader } = sorter;
  const [card = ""] = await sorter.hand();
  await sorter.choose(card);
  const leave = await reader.find("button", sorter.say("put-down"));
  await reader.press(leave, sorter.say("said-put-down", { card: sorter.textOf(card) }));
  expect(await sorter.cardOf(card)).toMatchObject({ isPressed: false, isFocused: true });
}

/** Two cards of the board change places and change back; one goes to the hand and back to its place. */
async function exchangeAndTakeBack(sorter: SorterByEar): Promise<void> {
  const { reader, plan } = sorter;
  const onBoard = await reader.until("cards on the board", (heard) => {
    const names = new Set(heard.map(({ name }) => name));
    const placed = Object.keys(plan.places).filter((card) => names.has(nameAt(card, card)));
    return placed.length > 1 ? placed : undefined;
  });
  const [one = "", other = ""] = onBoard;
  await sorter.choose(one);
  await reader.press(await sorter.cardOf(other), exchanged(one, other));
  const picked = sorter.say("said-picked", { card: sorter.textOf(one) });
  await reader.press(await reader.find("button", nameAt(one, other)), picked);
  await reader.press(await reader.find("button", nameAt(other, one)), exchanged(one, other, one));
  await sorter.choose(one);
  const takeBack = await reader.find("button", sorter.say("put-back"));
  await reader.press(takeBack, sorter.say("said-taken-back", { card: sorter.textOf(one) }));
  expect(await sorter.hand()).toEqual([one]);
  await sorter.choose(one);
  await sorter.putAt(one, plan.places[one] ?? { value: 0, at: 0 }, true);

  function valuesAt(place: string) {
    const { value = 0, at = 0 } = plan.places[place] ?? {};
    return { value: valueInSentence(value), place: at + 1 };
  }
  /** What the place that is planned for a card is called with that or another card on it. */
  function nameAt(card: string, place: string): string {
    return sorter.say("place-card", { ...valuesAt(place), card: sorter.textOf(card) });
  }
  function exchanged(card: string, other: string, place = other): string {
    return sorter.say("said-exchanged", {
      ...valuesAt(place),
      card: sorter.textOf(card),
      other: sorter.textOf(other),
    });
  }
}

/** On a phone: another card than the one whose turn it is. */
async function chooseFromList(sorter: SorterByEar): Promise<void> {
  const { reader } = sorter;
  const first = await sorter.chosenCard();
  await sorter.press("choose-other", "choose-card");
  const other = Object.keys(sorter.plan.piles).find(
    (card) => card !== first && sorter.plan.piles[card] === sorter.plan.piles[first ?? ""],
  );
  const text = sorter.textOf(other ?? "");
  await reader.press(await reader.find("button", text), sorter.say("said-picked", { card: text }));
  expect(await sorter.chosenCard()).toBe(other);
}

/** On a phone: a card of the board is chosen and left, then taken off the board and put there again. */
async function leaveAndTakeBack(sorter: SorterByEar): Promise<void> {
  const { reader } = sorter;
  const text = sorter.textOf("s01");
  const choose = async () => {
    const card = await reader.until("card on the board", (heard) =>
      heard.find(({ role, name }) => role === "button" && name.endsWith(text)),
    );
    await reader.press(card, sorter.say("said-picked", { card: text }));
  };
  await choose();
  const leave = await reader.find("button", sorter.say("put-down"));
  await reader.press(leave, sorter.say("said-put-down", { card: text }));
  await choose();
  const takeBack = await reader.find("button", sorter.say("put-back"));
  await reader.press(takeBack, sorter.say("said-taken-back", { card: text }));
  await sorter.placeByColumn();
}

function valuesOf(places: SortPlan["places"]): Record<string, number> {
  return Object.fromEntries(Object.entries(places).map(([card, { value }]) => [card, value]));
}
