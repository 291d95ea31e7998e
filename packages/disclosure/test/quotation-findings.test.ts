import type { Cell, DisclosureReview, Result } from "@plait/study";
import { describe, expect, test } from "vitest";

import { quotationFindings, release as releaseAll } from "../src/index.ts";
import { column, people, policy, release, releaseOne, shownColumn, solver } from "./made-up-results.ts";

function said(text: string, language?: string): Cell {
  const freeText = language === undefined ? {} : { language };
  return { kind: "text", text, people: { kind: "counted", people: 20 }, freeText };
}

const calm = "Because of my worker I feel safer.";
const telling = "I met Kwame in Bristol.";
const wrote = (text: string): Result["sentences"][number] => ({ parts: [text], restsOn: [], freeText: {} });
const review = policy({ quotations: "review" });
const goes = policy({ quotations: "release" });

const decided = (outcome: "release" | "refuse"): DisclosureReview => ({
  result: "test.table",
  reason: "The words are what the study is about.",
  requested: { by: "A. Analyst", on: "2026-01-05" },
  decision: { by: "C. Checker", on: "2026-01-06", outcome },
});

describe("[W7] quotations under review", () => {
  test("a text in which something is found is withheld; one in which nothing is found, or that is not free, leaves", () => {
    const plain: Cell = { kind: "text", text: telling, people: { kind: "counted", people: 20 } };
    const released = releaseOne(column([said(calm), said(telling), plain]), review);
    expect(shownColumn(released)).toEqual([calm, "c:needs-review", telling]);
    expect(released.disclosure).toMatchObject({ status: "released-with-withheld-cells", withheld: { primary: 1 } });
    expect(released.disclosure.checks).toContain(
      "Words of people that may hold a name, a place, a date or an age leave only after a person has looked.",
    );
  });

  test("under release nothing is looked for", () => {
    const input = column([said(telling)], { sentences: [wrote(telling)] });
    expect(shownColumn(releaseOne(input, goes))).toEqual([telling]);
    expect(releaseOne(input, goes).sentences).toHaveLength(1);
    expect(quotationFindings([input], goes)).toEqual(new Map());
  });

  test("too few people are the reason where there are too few", () => {
    const lonely: Cell = { ...said(telling), people: { kind: "counted", people: 2 } } as Cell;
    expect(shownColumn(releaseOne(column([lonely, people(40)]), review))).toEqual(["c:threshold", "40"]);
  });

  test("a text that people wrote beside a table is left out, and how many such texts is said", () => {
    const input = column([people(40)], { sentences: [wrote(calm), wrote(telling), { parts: [telling], restsOn: [] }] });
    const released = releaseOne(input, review);
    expect(released.sentences.map(({ parts }) => parts)).toEqual([[calm], [telling]]);
    expect(released.disclosure).toMatchObject({ status: "released", awaitingReview: 1, withheld: { sentences: 0 } });
  });

  test("one that rests on withheld cells too is counted among these alone", () => {
    const input = column([people(2)], { sentences: [{ ...wrote(telling), restsOn: [{ row: 0, column: 0 }] }] });
    const { disclosure } = releaseOne(input, review);
    expect(disclosure.withheld.sentences).toBe(1);
    expect(disclosure.awaitingReview).toBeUndefined();
  });

  test("what was released after review leaves whole; a refusal changes nothing", () => {
    const input = column([said(telling)], { sentences: [wrote(telling)] });
    const after = (outcome: "release" | "refuse") => release([input], review, [decided(outcome)]).value.results[0];
    expect(after("release")?.rows[0]?.cells).toEqual([{ kind: "text", text: telling }]);
    expect(after("release")?.sentences).toHaveLength(1);
    expect(after("refuse")?.rows[0]?.cells[0]?.kind).toBe("withheld");
    expect(after("refuse")?.sentences).toHaveLength(0);
  });

  test("that a text is somebody's own does not leave with it", () => {
    expect(JSON.stringify(releaseOne(column([said(calm)], { sentences: [wrote(calm)] }), review))).not.toContain(
      "freeText",
    );
  });
});

describe("[W8] findings", () => {
  test("each detail is one, with its words and where it stands", () => {
    const input = column([said(calm), said(telling)], { sentences: [wrote(calm), wrote("Ring 07700 900123.")] });
    const expected = [
      { kind: "identifying-details", row: 1, column: 0, message: "Perhaps a name: “Kwame”, characters 7 to 11." },
      { kind: "identifying-details", row: 1, column: 0, message: "Perhaps a place: “Bristol”, characters 16 to 22." },
      {
        kind: "identifying-details",
        message: "Perhaps a telephone number: “07700 900123”, characters 6 to 17 of text 2.",
      },
    ];
    expect(quotationFindings([input], review)).toEqual(new Map([["test.table", expected]]));
    expect(releaseAll([input], review, solver).evidence.results[0]?.findings).toEqual(expected);
  });

  test.each([
    ["I go to Hackney Primary School.", "an organisation", "Hackney Primary School"],
    ["It was on 12 March 2019.", "a date", "12 March 2019"],
    ["Then I was 16 years old.", "an age", "16 years old"],
    ["My file is 4711882.", "a reference number", "4711882"],
    ["It is near SW1A 1AA.", "a postcode", "SW1A 1AA"],
    ["Write to kw@example.org.", "an e-mail or web address or an account", "kw@example.org"],
    ["They gave me £50.", "an amount of money", "£50"],
    ["All of us are Eritrean.", "a nationality, people, language or faith", "Eritrean"],
  ])("%s", (text, kind, words) => {
    const found = quotationFindings([column([said(text)])], review).get("test.table") ?? [];
    expect(found.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(new RegExp(`^Perhaps ${kind}: “[^”]*${words.replace("£", "")}`, "u")),
    );
  });

  test("a number in a sentence stands as a gap, and cells that are no text are passed over", () => {
    const input = column([people(40)], {
      sentences: [{ parts: ["Of ", { cell: { row: 0, column: 0 } }, " met Kwame."], restsOn: [], freeText: {} }],
    });
    expect(quotationFindings([input], review).get("test.table")).toEqual([
      { kind: "identifying-details", message: "Perhaps a name: “Kwame”, characters 10 to 14 of text 1." },
    ]);
    expect(quotationFindings([column([people(40), said(calm)])], review)).toEqual(new Map());
  });

  test("of a long text without capitals the first forty characters are quoted", () => {
    const long = "لا أخاف الآن ".repeat(6).trimEnd();
    const [found] = quotationFindings([column([said(long)])], review).get("test.table") ?? [];
    expect(found?.message).toBe(
      `Names cannot be told from other words without capitals; a person has to read all of it, from “${long.slice(0, 40).trimEnd()}…”, character 1.`,
    );
  });

  test("a text in which names cannot be seen is always one, once for the whole text", () => {
    const input = column([said("لا أخاف الآن ٣ مرات")]);
    const messages = quotationFindings([input], review)
      .get("test.table")
      ?.map(({ message }) => message);
    expect(messages).toEqual([
      "Perhaps a number that tells something: “٣”, characters 14 to 14.",
      "Names cannot be told from other words without capitals; a person has to read all of it, from “لا أخاف الآن”, character 1.",
    ]);
    expect(shownColumn(releaseOne(input, review))).toEqual(["c:needs-review"]);
  });

  test("names of the study are looked for, and its languages taken into account", () => {
    const knownNames = ["Hope"];
    const input = column([said("Hope helps."), said("Ishin 3 net.", "sq")]);
    expect(
      quotationFindings([input], review)
        .get("test.table")
        ?.map(({ row }) => row),
    ).toEqual([1, 1]);
    expect(
      quotationFindings([input], review, { knownNames })
        .get("test.table")
        ?.map(({ row }) => row),
    ).toEqual([0, 1, 1]);
    const { released } = releaseAll([input], review, solver, { knownNames });
    expect(released.value.results[0]?.rows.map(({ cells }) => cells[0]?.kind)).toEqual(["withheld", "withheld"]);
  });

  test("after review there is nothing left to look at", () => {
    const input = column([said(telling)]);
    const { evidence } = releaseAll([input], review, solver, { reviews: [decided("release")] });
    expect(evidence.results[0]?.findings).toEqual([]);
  });
});
