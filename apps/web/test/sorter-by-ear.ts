import type { ReplyOf } from "@plait/api";
import { valueInSentence } from "@plait/q-method";
import { createIntl, type IntlShape } from "react-intl";
import { expect } from "vitest";
import { nameOfLanguage, shippedTexts, type Word } from "../src/sort/languages.ts";
import type { Heard, ScreenReader } from "./screen-reader.ts";
import { planOf, type SortPlan } from "./simulated-sorter.ts";

type Values = Readonly<Record<string, string | number>>;
type Place = SortPlan["places"][string];

const START: Place = { value: 0, at: 0 };

/** A person with a plan who has the page from a screen reader alone. */
export class SorterByEar {
  readonly reader: ScreenReader;
  readonly plan: SortPlan;
  readonly language: string;
  readonly #cards: ReadonlyMap<string, string>;
  readonly #intl: IntlShape;

  private constructor(reader: ScreenReader, plan: SortPlan, cards: ReadonlyMap<string, string>, intl: IntlShape) {
    this.reader = reader;
    this.plan = plan;
    this.language = intl.locale;
    this.#cards = cards;
    this.#intl = intl;
  }

  static async with(reader: ScreenReader, table: ReplyOf<"readSort">, language: string): Promise<SorterByEar> {
    const texts = new Map(table.cards.map(({ id, texts }) => [id, texts[language] ?? ""]));
    const intl = createIntl({ locale: language, messages: { ...(await shippedTexts(language)) } });
    return new SorterByEar(reader, planOf(table), texts, intl);
  }

  say(word: Word, values?: Values): string {
    return this.#intl.formatMessage({ id: word }, values);
  }

  /** What is on a card, in the language of the page. */
  textOf(card: string): string {
    return this.#cards.get(card) ?? "";
  }

  async press(word: Word, thenSpoken: Word, values?: Values): Promise<void> {
    await this.reader.press(await this.reader.find("button", this.say(word, values)), this.say(thenSpoken));
    await this.soundsRight();
  }

  async soundsRight(): Promise<void> {
    expect(await this.reader.faults(this.language)).toEqual([]);
  }

  /** From the code to the first card. */
  async begin(code: string): Promise<void> {
    const { reader } = this;
    const field = await reader.find("textbox", this.say("code-label"));
    await reader.hears(this.say("code-title"));
    await this.soundsRight();
    expect(field.description).toBe(this.say("code-hint"));
    await reader.type(field, code);
    await this.press("code-send", "language-title");
    await reader.press(await reader.find("button", nameOfLanguage(this.language)), this.say("welcome-title"));
    await this.soundsRight();
    await this.press("assent-yes", "helper-title");
    await this.press("helper-interpreter", "practice-title");
    await this.press("pile-unsure", "practice-done");
    expect(await reader.find("button", this.say("pile-unsure"))).toMatchObject({ isPressed: true });
    await this.press("continue", "piles-title");
  }

  /** The card that is on the screen: the one text that is told when it changes and is no message. */
  async shownCard(): Promise<string> {
    return this.reader.until("card shown", (heard) => {
      const told = heard.find(({ role, live }) => live === "polite" && role === "paragraph");
      return [...this.#cards].find(([, text]) => text === told?.text)?.[0];
    });
  }

  /** Piles so many cards: where each has gone is told, and so is the next one. */
  async pile(count: number): Promise<void> {
    const { reader, plan } = this;
    for (let piled = 0; piled < count; piled++) {
      const card = await this.shownCard();
      const pile = this.say(`pile-${plan.piles[card] ?? "unsure"}`);
      await reader.press(await reader.find("button", pile), this.say("said-piled", { card: this.textOf(card), pile }));
    }
  }

  /** The cards that are in the hand, each with the pile that is told of it. */
  async hand(): Promise<readonly string[]> {
    const cards = await this.reader.until("hand", (heard) => {
      const inHand = heard.filter((each) => each.role === "button" && isWithin(each, "region", this.say("hand")));
      const found = inHand.flatMap((each) =>
        [...this.#cards].flatMap(([card, text]) => (text === each.name ? [{ card, pile: each.description }] : [])),
      );
      return found.length > 0 ? found : undefined;
    });
    expect(cards.map(({ pile }) => pile)).toEqual(
      cards.map(({ card }) => this.say(`pile-${this.plan.piles[card] ?? "unsure"}`)),
    );
    return cards.map(({ card }) => card);
  }

  /** On the wide board: a card of the hand or of the board into the hand of the sorter. */
  async choose(card: string): Promise<void> {
    const { reader } = this;
    const chosen = this.say("said-picked", { card: this.textOf(card) });
    await reader.press(await this.cardOf(card), chosen);
    expect(await this.cardOf(card)).toMatchObject({ isPressed: true });
  }

  /** The chosen card to a free place, which afterwards says that the card is there. */
  async putAt(card: string, place: Place, isLast = false): Promise<void> {
    const { reader } = this;
    const values = { value: valueInSentence(place.value), place: place.at + 1 };
    const withCard = { ...values, card: this.textOf(card) };
    const left = isLast ? ` ${this.say("board-left", { count: 0 })}` : "";
    await reader.press(
      await reader.find("button", this.say("place-empty", values)),
      `${this.say("said-placed", withCard)}${left}`,
    );
    expect(await reader.find("button", this.say("place-card", withCard))).toMatchObject({ isPressed: false });
  }

  /** Places so many cards of the hand, or all. How many are left can be heard all the while. */
  async place(count = Number.POSITIVE_INFINITY): Promise<void> {
    const hand = await this.hand();
    for (const [at, card] of hand.slice(0, count).entries()) {
      await this.choose(card);
      await this.putAt(card, this.plan.places[card] ?? START, at + 1 === hand.length);
      const left = hand.length - at - 1;
      await this.reader.until(`${left} left`, (heard) =>
        left === 0 || heard.some(({ text }) => text === this.say("board-left", { count: left })) ? true : undefined,
      );
    }
  }

  /** On a phone: the card that is read out to its column, from the list, until none is left. The next one has the focus then. */
  async placeByColumn(): Promise<void> {
    const { reader } = this;
    const start = `${this.say("put-here")}. `;
    for (let card = await this.chosenCard(); card !== undefined; card = await this.chosenCard()) {
      const value = valueInSentence((this.plan.places[card] ?? START).value);
      const column = this.say("column", { value });
      const { put, isLast } = await reader.until(`free place in ${column}`, (heard) => {
        const put = heard.find((each) => each.name.startsWith(start) && isWithin(each, "region", column));
        return put && { put, isLast: heard.some(({ text }) => text === this.say("board-left", { count: 1 })) };
      });
      const place = (put.name.match(/\d+/gu) ?? []).at(-1) ?? "";
      expect(put.name).toBe(`${start}${this.say("place-empty", { value, place })}`);
      const said = this.say("said-placed", { card: this.textOf(card), value, place });
      await reader.press(put, isLast ? `${said} ${this.say("board-left", { count: 0 })}` : said);
      expect((await reader.look()).find(({ isFocused }) => isFocused)?.role).toBe("heading");
    }
  }

  /** On a phone: the card whose turn it is, which has the focus as a heading; undefined where none is left. */
  async chosenCard(): Promise<string | undefined> {
    const heading = await this.reader.until("card or choice", (heard) =>
      heard.find(
        (each) =>
          each.role === "heading" &&
          (isWithin(each, "region", this.say("chosen")) || each.name === this.say("choose-card")),
      ),
    );
    return [...this.#cards].find(([, text]) => text === heading.name)?.[0];
  }

  /** The button of a card, in the hand or at its place of the plan. */
  cardOf(card: string): Promise<Heard> {
    const text = this.textOf(card);
    const place = this.plan.places[card] ?? START;
    const values = { value: valueInSentence(place.value), place: place.at + 1, card: text };
    return this.reader.until(`button of “${text}”`, (heard) =>
      heard.find(({ role, name }) => role === "button" && (name === text || name === this.say("place-card", values))),
    );
  }
}

function isWithin({ within }: Heard, role: string, name: string): boolean {
  return within.some((each) => each.role === role && each.name === name);
}
