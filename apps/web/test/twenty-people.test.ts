import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ReplyOf } from "@plait/api";
import { guardianshipQ } from "@plait/example-guardianship";
import { type OpenPage, openBrowser, type TestBrowser, type View } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openServer } from "../../server/src/open-server.ts";
import { sortingStudy } from "../../server/test/sorting-study.ts";
import { builtScreens } from "./built-screens.ts";
import {
  type Hands,
  keyHands,
  mouseHands,
  SimulatedSorter,
  type SortPlan,
  tapHands,
  touchHands,
} from "./simulated-sorter.ts";
import { correlation, type Layout, type Person, planFor, SMALL_BOARD, twentyPeople } from "./twenty-people.ts";

let browser: TestBrowser;
let screens: string;
beforeAll(async () => {
  [browser, screens] = await Promise.all([openBrowser(), builtScreens()]);
});
afterAll(async () => {
  await browser.close();
});

type Page = OpenPage["page"];

const settings = `title: Sixteen cards
languages: [en, ar]
strands: [q]
disclosure: { policy: sacro }
people:
  - { name: A. Analyst, role: analyst }
`;

const choices = `extraction: { method: pca }
factors: { number: parallel, reason: As many as stand above random sorts }
rotation: { method: varimax }
flags: { level: 0.05, majority: true }
reliability: 0.80
noise: { draws: 100 }
stability: { resamples: 100 }
decided: { who: A. Analyst, when: 2026-01-10 }
`;

/** The first 16 of the example's cards on the small board, with nobody's sort yet. */
async function servedSmallStudy() {
  const { study: usual, ...own } = await sortingStudy();
  // The clock of other tests goes on a second with every look: the analyst's session would end before twenty people are done.
  let milliseconds = 0;
  const study = { ...usual, now: () => new Date(1_700_000_000_000 + milliseconds++) };
  const { files } = guardianshipQ();
  const write = (path: string, text: string) => writeFile(join(study.folder, path), text);
  const firstLines = (path: string, lines: number) => (files.get(path) ?? "").split("\n").slice(0, lines).join("\n");
  const [, words = ""] = (files.get("q/grid.yaml") ?? "").split("languages:");
  const columns = SMALL_BOARD.map(([value, cards]) => `  - { value: ${value}, cards: ${cards} }\n`).join("");
  await write("study.yaml", settings);
  await write("q/q-set.csv", `${firstLines("q/q-set.csv", 17)}\n`);
  await write("q/grid.yaml", `shape: forced\ncolumns:\n${columns}languages:${words}`);
  await write("q/participants.csv", `${firstLines("q/participants.csv", 21)}\n`);
  await write("q/analysis.yaml", choices);
  const server = await openServer({ study, screens, host: "127.0.0.1", port: 0 });
  return {
    address: server.address,
    link: `${server.address}/#link=${server.token}`,
    cards: (await readFile(join(study.folder, "q/q-set.csv"), "utf8")).match(/^s\d+/gmu) ?? [],
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await own[Symbol.asyncDispose]();
    },
  };
}

/**
 * The mean of n copies that correlate r with a view has √(r² / (r² + (1 - r²) / n)) with it: .97 of six at .85. Whole places on 16 cards take up to .1 of that: of 120 boards
 * of forty other seeds the lowest had .875.
 */
const RECOVERED = 0.85;

interface Device {
  readonly view: View;
  /** Ways of working it, which its people take in turn. */
  readonly hands: (page: Page) => Promise<readonly Hands[]>;
  readonly isNarrow?: boolean;
}

const byTaps = async (page: Page) => [tapHands(page)];

/** Five devices, each of which goes through the hands of four people. */
const devices: readonly Device[] = [
  { view: { width: 320, height: 640, touch: true, locale: "ar" }, hands: byTaps, isNarrow: true },
  { view: { width: 360, height: 640, touch: true, locale: "en" }, hands: byTaps, isNarrow: true },
  { view: { width: 412, height: 800, touch: true, locale: "ar" }, hands: byTaps, isNarrow: true },
  {
    view: { width: 820, height: 1180, touch: true, locale: "en" },
    hands: async (page) => [touchHands(page, await page.context().newCDPSession(page)), tapHands(page)],
  },
  {
    view: { width: 1180, height: 1000, locale: "en" },
    hands: async (page) => [keyHands(page), mouseHands(page)],
  },
];

/** A limit for a machine that is busy with much else, and no measure: five browsers and a server share its cores. */
const LONGEST = 900_000;

interface Sorting {
  readonly code: string;
  readonly language: string;
  readonly plan: SortPlan;
}

describe("twenty people sort, and are found again in the analysis", () => {
  it(
    "[S3] [S4] [W12] each stands for the view that was planted in them, and the groups' boards are the planted views",
    async () => {
      await using served = await servedSmallStudy();
      const { views, people } = twentyPeople("twenty people");
      const { page: analyst, complaints } = await browser.visit(served.link, { width: 1280, height: 900 });
      const codes = await invite(analyst, people);

      const sortings = people.map(
        ({ layout }, at): Sorting => ({
          code: codes[at] ?? "",
          // The first half: each device, and each way of working it, comes in both languages.
          language: at < people.length / 2 ? "ar" : "en",
          plan: planFor(layout, served.cards),
        }),
      );
      await Promise.all(
        devices.map((device, at) =>
          sortOneAfterAnother(
            `${served.address}/sort`,
            device,
            sortings.filter((_, person) => person % devices.length === at),
          ),
        ),
      );

      await analyst.getByRole("link", { name: "How many groups" }).click();
      await analyst.getByText("From 20 whole sorts: 0 of files, 20 made in Plait.").waitFor();
      await analyst.getByText("3 factors stand above sorts that were dealt at random").waitFor();

      await analyst.getByRole("link", { name: "Loadings" }).click();
      await analyst.getByRole("rowheader", { name: "QYP20" }).waitFor();
      const flagged = await flaggedFactors(analyst, people);
      const factorOf = views.map((_, view) => flagged[people.findIndex((person) => person.view === view)]);
      expect(new Set(factorOf.flat())).toHaveLength(3);
      expect(flagged).toEqual(people.map(({ view }) => factorOf[view]));

      await analyst.getByRole("link", { name: "Groups", exact: true }).click();
      for (const [view, planted] of views.entries()) {
        const [factor = ""] = factorOf[view] ?? [];
        expect(correlation(await boardOf(analyst, factor), planted)).toBeGreaterThan(RECOVERED);
      }
      expect(complaints).toEqual([]);
      await analyst.context().close();
    },
    LONGEST,
  );
});

async function invite(analyst: Page, people: readonly Person[]): Promise<string[]> {
  await analyst.getByRole("link", { name: "Q-sorts" }).last().click();
  await analyst
    .getByLabel("Participants", { exact: true })
    .last()
    .fill(people.map(({ name }) => name).join(" "));
  await analyst.getByRole("button", { name: "Make codes" }).click();
  await analyst
    .locator(".codes code")
    .nth(people.length - 1)
    .waitFor();
  return analyst.locator(".codes code").allTextContents();
}

async function sortOneAfterAnother(
  address: string,
  { view, hands, isNarrow = false }: Device,
  people: readonly Sorting[],
): Promise<void> {
  const { page, complaints } = await browser.visit(address, view);
  const ways = await hands(page);
  for (const [at, person] of people.entries()) {
    await sortThrough(page, ways[at % ways.length] ?? mouseHands(page), isNarrow, person);
    await page.locator("main button").first().click();
  }
  await page.locator("#code").waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
}

/** One person, from the code to the thanks. */
async function sortThrough(page: Page, hands: Hands, isNarrow: boolean, { code, language, plan }: Sorting) {
  await page.locator("#code").focus();
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
  await page.locator(".choices").waitFor();
  const table: ReplyOf<"readSort"> = await (await page.request.get(new URL("/api/sort", page.url()).href)).json();
  const sorter = new SimulatedSorter(page, hands, table, language, false, plan);
  const place = () => (isNarrow ? sorter.placeByColumn() : sorter.place());
  await sorter.begin();
  await sorter.pile();
  await sorter.goOn();
  await place();
  await sorter.goOn();
  await place();
  for (let step = 0; step < 3; step++) await sorter.goOn();
  await sorter.isSaved();
}

/** The factors on which each person is flagged, as the table of loadings says. */
function flaggedFactors(analyst: Page, people: readonly Person[]): Promise<string[][]> {
  return Promise.all(
    people.map(async ({ name }) => {
      const row = analyst.getByRole("row").filter({ has: analyst.getByRole("rowheader", { name, exact: true }) });
      const cells = await row.getByRole("button").allTextContents();
      return cells.flatMap((cell) => /on (?<factor>.+): .*, flagged/u.exec(cell)?.groups?.factor ?? []);
    }),
  );
}

/** The board of a group as it is drawn, in the order of the cards. */
async function boardOf(analyst: Page, factor: string): Promise<Layout> {
  const board = analyst.getByRole("region", { name: factor, exact: true }).getByRole("table");
  await board.waitFor();
  const columns = await board.locator("tbody td").all();
  const layout: number[] = [];
  for (const [at, column] of columns.entries()) {
    const [value = 0] = SMALL_BOARD[at] ?? [];
    for (const number of await column.locator(".number").allTextContents()) layout[Number(number) - 1] = value;
  }
  return layout;
}
