import { type Random, seededRandom } from "@plait/study";
import type { SortPlan } from "./simulated-sorter.ts";

/** How many cards each column of the small board takes: 16 cards in all. */
export const SMALL_BOARD = [
  [-3, 1],
  [-2, 2],
  [-1, 3],
  [0, 4],
  [1, 3],
  [2, 2],
  [3, 1],
] as const;

const VALUES = SMALL_BOARD.flatMap(([value, cards]) => new Array<number>(cards).fill(value));

/** A value for each card, in the order of the cards. */
export type Layout = readonly number[];

export interface Person {
  readonly name: string;
  /** The planted view that their sort is a noisy copy of, from 0. */
  readonly view: number;
  readonly layout: Layout;
}

/** A person's sort has a correlation in here with their view: about a quarter of its variance is their own. */
const COPY = { least: 0.8, most: 0.9 };

/** Three views that have next to nothing to do with one another, held by 7, 7 and 6 people. */
export function twentyPeople(seed: string): { readonly views: readonly Layout[]; readonly people: readonly Person[] } {
  const random = seededRandom(seed);
  const views: Layout[] = [];
  while (views.length < 3) {
    const view = random.shuffle(VALUES);
    if (views.every((other) => Math.abs(correlation(view, other)) < 0.05)) views.push(view);
  }
  const people = Array.from({ length: 20 }, (_, at): Person => {
    const view = at % 3;
    return { name: `QYP${at + 1}`, view, layout: noisyCopy(views[view] ?? [], random.fork(`person ${at}`)) };
  });
  return { views, people };
}

/** Pairs of cards are exchanged until the layout is far enough from the view; an exchange that would take it too far is not made. */
function noisyCopy(view: Layout, random: Random): Layout {
  let copy = view;
  while (correlation(copy, view) > COPY.most) {
    const [one, other] = [random.integer(view.length), random.integer(view.length)];
    const exchanged = copy.with(one, copy[other] ?? 0).with(other, copy[one] ?? 0);
    if (correlation(exchanged, view) >= COPY.least) copy = exchanged;
  }
  return copy;
}

/** The Pearson correlation of two layouts of one board, which have the same mean of 0 and the same variance. */
export function correlation(one: Layout, other: Layout): number {
  const products = (a: Layout, b: Layout) => a.reduce((sum, value, card) => sum + value * (b[card] ?? 0), 0);
  return products(one, other) / products(one, one);
}

/** What somebody does who ends up with this layout: high cards agreed with, low ones not, and each column filled from its head. */
export function planFor(layout: Layout, cards: readonly string[]): SortPlan {
  const pileOf = (value: number) => (value > 0 ? "agree" : value < 0 ? "disagree" : "unsure");
  const placed = cards.map((card, at) => {
    const value = layout[at] ?? 0;
    return [card, { value, at: layout.slice(0, at).filter((before) => before === value).length }] as const;
  });
  return {
    places: Object.fromEntries(placed),
    piles: Object.fromEntries(placed.map(([card, { value }]) => [card, pileOf(value)])),
  };
}
