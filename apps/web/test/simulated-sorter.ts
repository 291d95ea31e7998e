import type { ReplyOf } from "@plait/api";
import type { Pile } from "@plait/q-method";
import { accessibilityFaults, type OpenPage } from "@plait/testkit";
import { expect } from "vitest";
import type { PageDocument, PageElement } from "./page-elements.ts";

declare const document: PageDocument;

type Page = OpenPage["page"];
type Locator = ReturnType<Page["locator"]>;
type CdpSession = Awaited<ReturnType<ReturnType<Page["context"]>["newCDPSession"]>>;

/** What a simulated person will do with each card. */
export interface SortPlan {
  readonly piles: Readonly<Record<string, Pile>>;
  readonly places: Readonly<Record<string, { readonly value: number; readonly at: number }>>;
}

/** A plan that mixes the cards over all places; what is placed high is mostly agreed with. */
export function planOf({ cards, board }: Pick<ReplyOf<"readSort">, "cards" | "board">): SortPlan {
  const places = board.columns.flatMap(({ value, cards }) => Array.from({ length: cards }, (_, at) => ({ value, at })));
  const placed = cards.map(({ id }, at) => [id, places[(at * 11 + 5) % cards.length] ?? { value: 0, at: 0 }] as const);
  const pileOf = (value: number): Pile => (value > 0 ? "agree" : value < -1 ? "disagree" : "unsure");
  return {
    places: Object.fromEntries(placed),
    piles: Object.fromEntries(placed.map(([id, { value }]) => [id, pileOf(value)])),
  };
}

/** One way of working the page. */
export interface Hands {
  press(button: Locator): Promise<void>;
  /** The card, which is in the hand, to its place on the wide board. */
  place(card: string, to: { readonly value: number; readonly at: number }): Promise<void>;
}

const onBoard = ({ value, at }: { value: number; at: number }) => `.board [data-value="${value}"][data-at="${at}"]`;
const inHand = (card: string) => `.hand [data-card="${card}"]`;

async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  if (box === null) throw new Error(`nothing to see of ${locator}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

export function mouseHands(page: Page): Hands {
  return {
    press: (button) => button.click(),
    place: async (card, to) => {
      const from = await middleOf(page.locator(inHand(card)));
      const target = await middleOf(page.locator(onBoard(to)));
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(target.x, target.y, { steps: 4 });
      await page.mouse.up();
    },
  };
}

/** Cards are dragged with a finger that rests on them first, or by the handle at once. */
export function touchHands(page: Page, cdp: CdpSession): Hands {
  let count = 0;
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", at?: { x: number; y: number }) =>
    cdp.send("Input.dispatchTouchEvent", { type, touchPoints: at === undefined ? [] : [at] });
  return {
    press: (button) => button.tap(),
    place: async (card, to) => {
      const isByHandle = count++ % 2 === 0;
      const held = page.locator(isByHandle ? `${inHand(card)} [data-handle]` : inHand(card));
      const from = await middleOf(held);
      const target = await middleOf(page.locator(onBoard(to)));
      await touch("touchStart", from);
      if (!isByHandle) await page.locator(".ghost").waitFor();
      for (const part of [0.25, 0.5, 0.75, 1]) {
        const [x, y] = [from.x + (target.x - from.x) * part, from.y + (target.y - from.y) * part];
        await touch("touchMove", { x, y });
      }
      await touch("touchEnd");
    },
  };
}

/** A tap on a card, then a tap on a place. */
export function tapHands(page: Page): Hands {
  return {
    press: (button) => button.tap(),
    place: async (card, to) => {
      await page.locator(inHand(card)).tap();
      await page.locator(onBoard(to)).tap();
    },
  };
}

/** Keys alone: Tab to controls, arrows within hand and board, Enter. */
export function keyHands(page: Page): Hands {
  const key = (name: string) => page.keyboard.press(name);
  const focused = (attribute: string) =>
    page.evaluate((name) => document.activeElement?.getAttribute(name) ?? undefined, attribute);
  const tabTo = async (isThere: () => Promise<boolean>) => {
    for (let tabs = 0; tabs < 60; tabs++) {
      if (await isThere()) return;
      await key("Tab");
    }
    throw new Error("no Tab leads there");
  };
  const pressTo = async (name: string, isThere: () => Promise<boolean>) => {
    for (let presses = 0; presses < 40; presses++) {
      if (await isThere()) return;
      await key(name);
    }
    throw new Error(`${name} does not lead there`);
  };
  return {
    press: async (button) => {
      await button.waitFor();
      await tabTo(() => button.evaluate((element: PageElement) => element === document.activeElement));
      await key("Enter");
    },
    place: async (card, { value, at }) => {
      const isInHand = () =>
        page.evaluate(() => (document.activeElement?.closest(".hand [data-card]") ?? null) !== null);
      await tabTo(isInHand);
      await pressTo("ArrowDown", async () => (await focused("data-card")) === card);
      await key("Enter");
      const isMirrored = await page.evaluate(() => document.querySelector(".board-wide[dir=rtl]") !== null);
      const here = Number(await focused("data-value"));
      const higher = isMirrored ? "ArrowLeft" : "ArrowRight";
      const lower = isMirrored ? "ArrowRight" : "ArrowLeft";
      await pressTo("ArrowUp", async () => (await focused("data-at")) === "0");
      await pressTo(value > here ? higher : lower, async () => Number(await focused("data-value")) === value);
      await pressTo("ArrowDown", async () => (await focused("data-at")) === String(at));
      await key("Enter");
    },
  };
}

/** A person with a plan, a page and a way of working it. */
export class SimulatedSorter {
  readonly page: Page;
  readonly plan: SortPlan;
  readonly hands: Hands;
  readonly #cards: ReplyOf<"readSort">["cards"];
  readonly #language: string;
  readonly #looksCloser: boolean;

  /** @param looksCloser has axe look at every step: a second or more for each */
  constructor(
    page: Page,
    hands: Hands,
    table: ReplyOf<"readSort">,
    language: string,
    looksCloser = false,
    plan = planOf(table),
  ) {
    this.page = page;
    this.hands = hands;
    this.plan = plan;
    this.#cards = table.cards;
    this.#language = language;
    this.#looksCloser = looksCloser;
  }

  async enter(code: string): Promise<void> {
    await this.page.locator("#code").waitFor();
    await this.isAccessible();
    await this.page.locator("#code").focus();
    await this.page.keyboard.type(code.toLowerCase().replace("-", " "));
    await this.page.keyboard.press("Enter");
  }

  /** From the choice of language to the three piles. */
  async begin(): Promise<void> {
    const { page, hands } = this;
    await page.locator(".choices").waitFor();
    await this.isAccessible();
    await hands.press(page.locator(`.choices button[lang="${this.#language}"]`));
    await page.locator(`html[lang="${this.#language}"]`).waitFor();
    await page.locator("h2").waitFor();
    await this.isAccessible();
    await hands.press(page.locator("main button.main"));
    await page.locator(".choices button").nth(3).waitFor();
    await this.isAccessible();
    await hands.press(page.locator(".choices button").nth(2));
    await page.locator(".piles").waitFor();
    await this.isAccessible();
    await hands.press(page.locator(".piles .unsure"));
    await hands.press(page.locator("main button.main"));
  }

  /** Piles the next cards that are shown, so many or all. */
  async pile(count = this.#cards.length): Promise<void> {
    const { page, hands, plan } = this;
    await page.locator("progress").waitFor();
    await this.isAccessible();
    for (let piled = 0; piled < count; piled++) {
      const text = await page.locator(".card-big").textContent();
      const card = this.#cards.find(({ texts }) => texts[this.#language] === text)?.id ?? "";
      await hands.press(page.locator(`.piles .${plan.piles[card]}`));
      await page.waitForFunction((before) => document.querySelector(".card-big")?.textContent !== before, text);
    }
  }

  async goOn(): Promise<void> {
    await this.hands.press(this.page.locator("main button.main"));
  }

  /** Places the cards that are in the hand, so many or all. */
  async place(count = this.#cards.length): Promise<void> {
    const { page, hands, plan } = this;
    await page.locator(".hand [data-card]").first().waitFor();
    await this.isAccessible();
    const cards = await page
      .locator(".hand [data-card]")
      .evaluateAll((found: PageElement[]) => found.map((each) => each.getAttribute("data-card") ?? ""));
    for (const card of cards.slice(0, count)) {
      const to = plan.places[card] ?? { value: 0, at: 0 };
      await hands.place(card, to);
      await page.locator(`${onBoard(to)}[data-card="${card}"]`).waitFor({ timeout: 5_000 });
    }
  }

  /** On a phone: the card that is shown to its column, from the list; places follow the order of coming. */
  async placeByColumn(): Promise<void> {
    const { page, hands, plan } = this;
    await page.locator(".chosen .card-big").waitFor();
    await this.isAccessible();
    while ((await page.locator(".chosen .card-big").count()) > 0) {
      const text = await page.locator(".chosen .card-big").textContent();
      const card = this.#cards.find(({ texts }) => texts[this.#language] === text)?.id ?? "";
      const value = plan.places[card]?.value ?? 0;
      const columns = await page.locator(".board-narrow .column .value").allTextContents();
      const index = columns.findIndex((shown) => Number(shown.replace("\u2212", "-")) === value);
      await hands.press(page.locator(".board-narrow .column").nth(index).locator("button.place"));
      await page.waitForFunction((before) => document.querySelector(".chosen .card-big")?.textContent !== before, text);
    }
  }

  async explain(text: string): Promise<void> {
    const { page } = this;
    await page.locator("textarea").first().waitFor();
    await this.isAccessible();
    await page.locator("textarea").first().focus();
    await page.keyboard.type(text);
  }

  /** Everything has reached the server. */
  async isSaved(): Promise<void> {
    await this.page.locator(".saved.sent").waitFor();
  }

  async isAccessible(): Promise<void> {
    if (this.#looksCloser) expect(await accessibilityFaults(this.page)).toEqual([]);
  }
}
