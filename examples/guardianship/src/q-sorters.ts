import type { Random } from "@plait/study";
import { cards, gridColumns } from "./q-cards.ts";

/** One made-up young person and the cards they placed. */
export interface Sorter {
  readonly code: string;
  /** The planted group, 1 to 5; null for those who were given no one view. */
  readonly group: number | null;
  readonly age: number;
  readonly gender: "female" | "male";
  readonly monthsInService: number;
  readonly leftService: boolean;
  readonly language: "en" | "ar";
  /** In the order of the cards. */
  readonly places: readonly number[];
  readonly piles: readonly ("agree" | "unsure" | "disagree")[];
  readonly order: readonly number[];
}

/** Who belongs together, and how many of a group are female and have left, as published; the rest of a person is drawn. */
const published: readonly { group: number | null; members: readonly number[]; female: number; left: number }[] = [
  { group: 1, members: [1, 3, 4, 5, 12, 19], female: 1, left: 2 },
  { group: 2, members: [2, 13, 16, 24], female: 1, left: 1 },
  { group: 3, members: [8, 11, 21], female: 1, left: 1 },
  { group: 4, members: [9, 18, 23], female: 0, left: 0 },
  { group: 5, members: [6, 14, 25], female: 2, left: 1 },
  { group: null, members: [7, 10, 15, 17, 20, 22], female: 0, left: 2 },
];

const GROUPS = 5;
/** Share of a sort's variance that is its group's view, or three views in equal parts; the rest is the person's own. */
const SHARED = 0.75;
/** How many of the 28 cards are not in the Agree pile: 47 of 700 in all, so that about 93 of a hundred are. */
const NOT_AGREED = [2, 1, 3, 2, 1, 2, 3, 1, 2, 2, 1, 3, 2, 1, 2, 3, 1, 2, 2, 1, 3, 2, 1, 2, 2];
const ARABIC = new Set([3, 8, 10, 13, 18, 20, 25]);

/** The 25 sorters QYP1 to QYP25: five planted views held by 6, 4, 3, 3 and 3, and six people between the views. */
export function makeSorters(random: Random): Sorter[] {
  const views = orthogonalViews(random.fork("views"));
  const sorters = published.flatMap(({ group, members, female, left }) => {
    const own = random.fork(`group ${group ?? "none"}`);
    const women = new Set(own.shuffle(members).slice(0, female));
    const leavers = new Set(own.shuffle(members).slice(0, left));
    return members.map((number, index): Sorter & { readonly number: number } => {
      const draw = random.fork(`sorter ${number}`);
      const liking = group === null ? betweenViews(views, index, draw) : nearView(views, group, draw);
      return {
        number,
        code: `QYP${number}`,
        group,
        age: 15 + draw.integer(4),
        gender: women.has(number) ? "female" : "male",
        monthsInService: 6 + draw.integer(25),
        leftService: leavers.has(number),
        language: ARABIC.has(number) ? "ar" : "en",
        ...laidOut(liking, NOT_AGREED[number - 1] ?? 2, draw),
      };
    });
  });
  return sorters.sort((a, b) => a.number - b.number).map(({ number: _, ...sorter }) => sorter);
}

/** Five views of unit variance that have nothing to do with each other (Gram-Schmidt). */
function orthogonalViews(random: Random): number[][] {
  const views: number[][] = [];
  for (let group = 0; group < GROUPS; group++) views.push(apartFrom(views, random));
  return views;
}

/** Random numbers of unit variance that have nothing to do with any of the views. */
function apartFrom(views: readonly (readonly number[])[], random: Random): number[] {
  let own = standardised(cards.map(() => normal(random)));
  for (const view of views) {
    const along = meanProduct(own, view);
    own = standardised(own.map((value, card) => value - along * (view[card] ?? 0)));
  }
  return own;
}

function nearView(views: readonly (readonly number[])[], group: number, random: Random): number[] {
  return mixed([views[group - 1] ?? []], standardised(cards.map(() => normal(random))));
}

/** Equal parts of three views, so that no one of them is most of what the person thinks. */
function betweenViews(views: readonly (readonly number[])[], index: number, random: Random): number[] {
  const step = index < GROUPS ? 1 : 2;
  const parts = [0, 1, 2].map((part) => views[(index + part * step) % GROUPS] ?? []);
  return mixed(parts, apartFrom(views, random));
}

function mixed(parts: readonly (readonly number[])[], own: readonly number[]): number[] {
  const weight = Math.sqrt(SHARED / parts.length);
  return own.map((value, card) =>
    parts.reduce((sum, view) => sum + weight * (view[card] ?? 0), Math.sqrt(1 - SHARED) * value),
  );
}

/** Places from the strongest liking down; a few of the least liked cards are not in the Agree pile, whatever their place. */
function laidOut(
  liking: readonly number[],
  notAgreed: number,
  random: Random,
): Pick<Sorter, "places" | "piles" | "order"> {
  const best = cards.map((_, card) => card).sort((a, b) => (liking[b] ?? 0) - (liking[a] ?? 0));
  const values = gridColumns.flatMap(([value, count]) => new Array<number>(count).fill(value)).reverse();
  const places = new Array<number>(cards.length).fill(0);
  for (const [at, card] of best.entries()) places[card] = values[at] ?? 0;
  const piles = new Array<Sorter["piles"][number]>(cards.length).fill("agree");
  for (const card of random.shuffle(best.slice(-8)).slice(0, notAgreed)) {
    piles[card] = random.integer(3) === 0 ? "disagree" : "unsure";
  }
  const turns = (["agree", "disagree", "unsure"] as const).flatMap((pile) =>
    random.shuffle(best.filter((card) => piles[card] === pile)),
  );
  const order = new Array<number>(cards.length).fill(0);
  for (const [turn, card] of turns.entries()) order[card] = turn + 1;
  return { places, piles, order };
}

/** A standard normal number by Box and Muller's transformation. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

function standardised(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const centred = values.map((value) => value - mean);
  const spread = Math.sqrt(meanProduct(centred, centred));
  return centred.map((value) => value / spread);
}

function meanProduct(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0) / a.length;
}
