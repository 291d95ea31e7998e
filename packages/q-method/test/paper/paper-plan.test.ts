import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeGrid } from "../../src/grid.ts";
import { boardSize } from "../../src/paper/board.ts";
import { cardFormats, textArea } from "../../src/paper/card-sheets.ts";
import type { PaperItem, PaperPage } from "../../src/paper/paper-page.ts";
import { type PaperPlan, type PaperRequest, paperParts, paperPlan } from "../../src/paper/paper-plan.ts";
import type { Rectangle } from "../../src/paper/sheet-paper.ts";
import { textFits } from "../../src/paper/text-fit.ts";
import { languages, libraryGrid, libraryRequest, librarySet, withTexts } from "./library-service.ts";

const papers = ["a4", "a3", "letter"] as const;
const layouts = languages.flatMap((language) =>
  papers.flatMap((paper) => (["long", "short"] as const).map((flip) => ({ language, paper, flip }))),
);

describe.each(layouts)("$language on $paper, flipped on the $flip edge", ({ language, paper, flip }) => {
  const plan = planned(libraryRequest(language, { paper, flip }));

  test("[P3] the number of a card lies behind its text", () => {
    for (const { fronts, backs, front } of plan.sheets) {
      const { width, height } = front.size;
      for (const face of fronts) {
        // Turned about the long (vertical) edge of a page in portrait, left and right change places; about the short
        // edge, top and bottom do.
        const across = flip === "long" ? width - (face.x + face.width) : face.x;
        const down = flip === "long" ? face.y : height - (face.y + face.height);
        const back = backs.find(({ number }) => number === face.number);
        expect(back?.x).toBeCloseTo(across, 6);
        expect(back?.y).toBeCloseTo(down, 6);
      }
    }
  });

  test("[P3] what is drawn is where the faces are: text on the front, its number on the back", () => {
    for (const { fronts, backs, front, back } of plan.sheets) {
      for (const face of fronts) {
        const text = librarySet.statements.find(({ number }) => number === face.number)?.texts[language];
        expect(middles(drawnTexts(front).filter((item) => item.text.text === text))).toContainEqual(middle(face));
      }
      for (const face of backs) {
        const here = windows(back).filter((window) => middle(window) === middle(face));
        expect(here.map(({ items }) => items.find((item) => item.kind === "text")?.text.text)).toEqual([
          String(face.number),
        ]);
        expect(here.map(({ turned }) => turned)).toEqual([flip === "short"]);
      }
    }
  });

  test("[P4] every card once, all of one size and one size of type, inside the margins, none over another", () => {
    const faces = plan.sheets.flatMap(({ fronts }) => fronts);
    expect(faces.map(({ number }) => number)).toEqual(librarySet.statements.map(({ number }) => number));
    for (const { fronts, backs, front } of plan.sheets) {
      for (const side of [fronts, backs]) {
        expect(side.every(({ width, height }) => width === plan.card.width && height === plan.card.height)).toBe(true);
        expect(
          side.every((face) =>
            inside(face, { x: 5, y: 5, width: front.size.width - 10, height: front.size.height - 10 }),
          ),
        ).toBe(true);
        expect(side.some((a) => side.some((b) => a.number < b.number && overlapping(a, b)))).toBe(false);
      }
      const sizes = new Set(
        drawnTexts(front)
          .filter(({ align }) => align === "center")
          .map(({ size }) => size),
      );
      expect(sizes).toEqual(new Set([plan.textSize]));
    }
  });

  test("[P5] every text fits its card, and the board its table", () => {
    const texts = librarySet.statements.map(({ texts }) => texts[language] ?? "");
    expect(texts.every((text) => textFits(text, textArea(plan.card), plan.textSize))).toBe(true);
    expect(plan.board.width).toBeLessThanOrEqual(1200);
    expect(plan.board.height).toBeLessThanOrEqual(600);
  });

  test("[P6] on the board every place takes a card, and the lowest value is where reading begins", () => {
    const { columns } = plan.board;
    const values = columns.map(({ value }) => value);
    expect(values).toEqual(language === "ar" ? [3, 2, 1, 0, -1, -2, -3] : [-3, -2, -1, 0, 1, 2, 3]);
    const fromLeft = columns.map(({ header }) => header.x);
    expect(fromLeft).toEqual([...fromLeft].sort((a, b) => a - b));
    for (const { value, places } of columns) {
      expect(places.length).toBe(libraryGrid.columns.find((column) => column.value === value)?.cards);
      expect(places.every((at) => at.width >= plan.card.width + 3 && at.height >= plan.card.height + 3)).toBe(true);
    }
  });

  test("[P7] the pages of the board show every place whole or across a join, in real size", () => {
    const outlines = plan.pages.board.flatMap((page) => windows(page)).flatMap(({ items }) => items.filter(isPlace));
    expect(new Set(outlines.filter(({ width }) => width > 20).map(({ width }) => width))).toEqual(
      new Set([plan.card.width + 4]),
    );
    const shown = plan.pages.board.reduce((sum, page) => sum + seenArea(page, plan.card.width + 4), 0);
    // Whatever lies in the strips that neighbouring pages share is seen twice.
    expect(shown).toBeGreaterThanOrEqual(28 * (plan.card.width + 4) * (plan.card.height + 4) - 1);
  });

  test("[P8] every page bears title, language, version and digest, or every back its edition", () => {
    const pages = paperParts.flatMap((part) => (part === "guide" ? [] : plan.pages[part]));
    for (const page of pages) {
      expect(
        drawnTexts(page)
          .map(({ text }) => text.text)
          .join("\n"),
      ).toContain(`${language} · 2 · 3f2a1c`);
    }
  });
});

test("[P6] a wider table changes nothing beyond the most comfortable card; a smaller one makes cards smaller", () => {
  const usual = planned(libraryRequest("en"));
  expect(planned(libraryRequest("en", { tableSize: { width: 300, height: 300 } })).card).toEqual(usual.card);
  const small = planned(libraryRequest("en", { tableSize: { width: 60, height: 40 } }));
  expect(small.card.width).toBeLessThan(usual.card.width);
  expect(small.board.width).toBeLessThanOrEqual(600);
  expect(small.board.height).toBeLessThanOrEqual(400);
});

test("[P6] for every table a card is the largest whose board fits, or the problem names the table", () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 200 }), fc.integer({ min: 15, max: 120 }), (width, height) => {
      const { value, problems } = paperPlan(libraryRequest("en", { tableSize: { width, height } }));
      const fitting = cardFormats("a4").filter((card) => {
        const board = boardSize(libraryGrid, card);
        return board.width <= width * 10 && board.height <= height * 10;
      });
      const area = Math.max(0, ...fitting.map((card) => card.width * card.height));
      if (value !== undefined) expect(value.card.width * value.card.height).toBe(area);
      else if (area === 0) expect(problems.map(({ code }) => code)).toEqual(["q-table-too-small"]);
      else expect(problems.map(({ code }) => code)).not.toContain("q-table-too-small");
    }),
  );
});

test("[P5] one long text makes all cards smaller, and is named; one that fits no card is an error", () => {
  const long = "words and more words ".repeat(24);
  const smaller = paperPlan(libraryRequest("en", { qSet: withTexts({ 5: long }) }));
  expect(smaller.value?.textSize).toBeLessThan(12);
  expect(smaller.problems.map(({ code, place, severity }) => [severity, code, place.path])).toEqual([
    ["warning", "q-text-small", "s05"],
  ]);
  const none = paperPlan(libraryRequest("en", { qSet: withTexts({ 5: long.repeat(4), 9: "W".repeat(200) }) }));
  expect(none.value).toBeUndefined();
  expect(none.problems.map(({ code, place }) => [code, place.path])).toEqual([
    ["q-text-too-long", "s05"],
    ["q-text-too-long", "s09"],
  ]);
});

test("[P5] whatever the texts, a plan has room for all of them or names those it has none for", () => {
  const texts = fc.array(fc.stringMatching(/^[A-Za-zÀ-ỹ ,.]{1,400}$/), { minLength: 1, maxLength: 28 });
  fc.assert(
    fc.property(texts, (some) => {
      const qSet = withTexts(Object.fromEntries(some.map((text, index) => [index + 1, `x${text}`])));
      const { value, problems } = paperPlan(libraryRequest("en", { qSet }));
      if (value === undefined) expect(problems.some(({ code }) => code === "q-text-too-long")).toBe(true);
      else expect(value.textSize).toBeGreaterThanOrEqual(9);
    }),
    { numRuns: 50 },
  );
});

test("[P9] all problems of the study are told at once", () => {
  const { value, problems } = paperPlan(
    libraryRequest("en", {
      qSet: withTexts({ 3: " ", 7: "" }),
      grid: makeGrid([
        { value: -1, cards: 5 },
        { value: 1, cards: 5 },
      ]),
    }),
  );
  expect(value).toBeUndefined();
  expect(problems.map(({ code, message }) => [code, message])).toEqual([
    ["q-wording-missing", "card 3 (s03) has no text in en"],
    ["q-wording-missing", "card 7 (s07) has no text in en"],
    ["q-grid-cards", "the grid has room for 10 cards and the Q-set has 28"],
  ]);
});

test("[P9] a language without any wording is one problem", () => {
  const { problems } = paperPlan({ ...libraryRequest("en"), language: "fr" });
  expect(problems.map(({ code }) => code)).toEqual(["q-language-missing", "q-words-english"]);
});

test("[P9] a free grid may have room for more or fewer cards", () => {
  const columns = libraryGrid.columns.map(({ value }) => ({ value, cards: 3 }));
  expect(paperPlan(libraryRequest("en", { grid: makeGrid(columns, "free") })).value).toBeDefined();
});

test("[P9] words without room are named, each once", () => {
  const lowest = "Not at all like anything I would ever say about it or anything that resembles it in any way. ".repeat(
    3,
  );
  const { value, problems } = paperPlan(libraryRequest("en", { labels: { lowest, highest: "Most" } }));
  expect(value).toBeUndefined();
  expect(problems.map(({ code, message }) => [code, message.includes(lowest.trim())])).toEqual([["q-no-room", true]]);
});

test("[P9] the caller's mistakes are thrown", () => {
  expect(() => paperPlan(libraryRequest("en", { tableSize: { width: 0, height: 60 } }))).toThrowError(RangeError);
  expect(() => paperPlan({ ...libraryRequest("en"), language: "no tag" })).toThrowError(RangeError);
});

test("[P10] words of the study take the place of the English ones, key by key, in their own language", () => {
  const words = { language: "ar", texts: { "guide-title": "ترتيب البطاقات", agree: "أوافق" } };
  const { value, problems } = paperPlan(libraryRequest("ar", { words }));
  expect(value?.guide.title).toEqual({ text: "ترتيب البطاقات", language: "ar", direction: "rtl" });
  expect(value?.guide.why.language).toBe("en");
  expect(problems.map(({ code }) => code)).toEqual(["q-words-missing"]);
  expect(problems[0]?.message).toContain("unsure");
  expect(problems[0]?.message).not.toContain("guide-title");
});

test("[P10] the guide names the outer values of the grid and has the steps in their order", () => {
  const { guide } = planned(libraryRequest("en", { contact: ["Ask at the desk"] }));
  expect(guide.steps).toHaveLength(5);
  expect(guide.steps[1]?.text.text).toContain("\u200e+3");
  expect(guide.steps[1]?.text.text).toContain("\u200e−3");
  expect(guide.why.text).toContain("28 cards");
  expect(guide.contact.map(({ text }) => text)).toEqual(["Ask at the desk"]);
});

function planned(request: PaperRequest): PaperPlan {
  const { value, problems } = paperPlan(request);
  if (value === undefined) throw new Error(problems.map(({ message }) => message).join("; "));
  return value;
}

type TextItem = PaperItem & { kind: "text" };
type Window = PaperItem & { kind: "window" };

function drawnTexts({ items }: { items: readonly PaperItem[] }): TextItem[] {
  return items.flatMap((item) => (item.kind === "window" ? drawnTexts(item) : item.kind === "text" ? [item] : []));
}

function windows({ items }: PaperPage): Window[] {
  return items.filter((item) => item.kind === "window");
}

function isPlace(item: PaperItem): item is PaperItem & { kind: "rectangle" } {
  return item.kind === "rectangle" && item.line === "place";
}

function middle({ x, y, width, height }: Rectangle): string {
  return `${(x + width / 2).toFixed(3)} ${(y + height / 2).toFixed(3)}`;
}

function middles(items: readonly Rectangle[]): string[] {
  return items.map(middle);
}

function inside(a: Rectangle, b: Rectangle): boolean {
  return a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;
}

function overlapping(a: Rectangle, b: Rectangle): boolean {
  const shared = (start: number, end: number, otherStart: number, otherEnd: number): number =>
    Math.min(end, otherEnd) - Math.max(start, otherStart);
  return (
    shared(a.x, a.x + a.width, b.x, b.x + b.width) > 0.001 && shared(a.y, a.y + a.height, b.y, b.y + b.height) > 0.001
  );
}

/** Square millimetres of places that a page of the board shows. */
function seenArea(page: PaperPage, placeWidth: number): number {
  return windows(page).reduce(
    (sum, window) =>
      sum +
      window.items
        .filter(isPlace)
        .filter(({ width }) => width === placeWidth)
        .reduce((area, { x, y, width, height }) => {
          const across = Math.min(x + width, window.width) - Math.max(x, 0);
          const down = Math.min(y + height, window.height) - Math.max(y, 0);
          return area + Math.max(0, across) * Math.max(0, down);
        }, 0),
    0,
  );
}
