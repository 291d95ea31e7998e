import type { Cell, DisclosureReview, Result } from "@plait/study";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ReleasedResult, ReviewGivesAway, reviewProblems } from "../src/index.ts";
import {
  at,
  column,
  flow,
  nearest,
  people,
  policy,
  published,
  release,
  result,
  row,
  shown,
  shownColumn,
  under,
} from "./made-up-results.ts";
import { certain, readersView } from "./reader.ts";

function review(of: string, decision?: "release" | "refuse"): DisclosureReview {
  return {
    result: of,
    reason: "The numbers were published in 2019",
    requested: { by: "A. Analyst", on: "2024-05-02" },
    ...(decision === undefined ? {} : { decision: { outcome: decision, by: "B. Checker", on: "2024-05-09" } }),
  };
}

function released(
  results: readonly Result[],
  reviews: readonly DisclosureReview[],
  rules = policy(),
): ReleasedResult[] {
  return [...release(results, rules, reviews).value.results];
}

/** The parts and their total, which bears the name `everyone`. */
function parts(id: string, values: readonly number[], name = "everyone"): Result {
  const total = values.reduce((sum, value) => sum + value, 0);
  return column([...values.map((value) => people(value)), people(total, name)], {
    id,
    sums: [{ total: at(values.length), parts: values.map((_, index) => at(index)) }],
  });
}

describe("[D70] a result decided by release leaves whole", () => {
  const text: Cell = { kind: "text", text: "P1, P2", people: { kind: "counted", people: 2 } };
  const mean: Cell = { kind: "statistic", value: 1 / 3, digits: 2, people: { kind: "counted", people: 2 } };
  const small = column([people(2), text, mean, people(40)], {
    id: "q.small",
    sentences: [{ parts: ["There are ", { cell: at(0) }, "."], restsOn: [] }],
  });

  test("with its sentences, its statistics cut to the policy's digits", () => {
    const [whole] = released([small], [review("q.small", "release")]);
    expect(whole && shownColumn(whole)).toEqual(["2", "P1, P2", "0.333333", "40"]);
    expect(whole?.sentences).toHaveLength(1);
    expect(whole?.disclosure).toMatchObject({
      status: "released-after-review",
      withheld: { primary: 0, secondary: 0, either: 0, following: 0, sentences: 0 },
      review: {
        reason: "The numbers were published in 2019",
        requested: { by: "A. Analyst", on: "2024-05-02" },
        outcome: { kind: "released", by: "B. Checker", on: "2024-05-09", failing: 3 },
      },
    });
    expect(whole?.disclosure.checks[0]).toContain("decided after review");
  });

  test("with the note of who decided, where there is one", () => {
    const decided = review("q.small", "release");
    const noted: DisclosureReview = {
      ...decided,
      ...(decided.decision === undefined ? {} : { decision: { ...decided.decision, note: "Codes only" } }),
    };
    expect(released([small], [noted])[0]?.disclosure.review?.outcome).toMatchObject({ note: "Codes only" });
    expect(released([small], [decided])[0]?.disclosure.review?.outcome).not.toHaveProperty("note");
  });

  test("with counts that the policy would round, also where another table prints them", () => {
    const rounding = policy({ rounding: nearest(5, { totals: "sums-of-rounded-parts" }) });
    const all = released([parts("a", [13, 14]), parts("b", [11, 16])], [review("a", "release")], rounding);
    expect(all.map(shownColumn)).toEqual([
      ["13", "14", "27"],
      ["10", "15", "27"],
    ]);
  });

  test.each([["refuse", "refused"] as const, [undefined, "undecided"] as const])(
    "%s: the policy holds, and the record says so",
    (decision, kind) => {
      const [stopped] = released([small], [review("q.small", decision)]);
      const [plain] = released([small], []);
      expect(stopped && shownColumn(stopped)).toEqual(["c:threshold", "c:threshold", "c:threshold", "40"]);
      expect(stopped?.disclosure.review?.outcome.kind).toBe(kind);
      expect(stopped?.disclosure.review?.outcome).not.toHaveProperty("failing");
      expect({ ...stopped?.disclosure, review: undefined }).toEqual({ ...plain?.disclosure, review: undefined });
    },
  );
});

describe("[D71] what it tells is known to the reader of all other results", () => {
  test("a number of one name is shown everywhere", () => {
    const other = column([people(3, "few"), people(50)], { id: "b" });
    const all = released([column([people(3, "few")], { id: "a" }), other], [review("a", "release")]);
    expect(all.map(shownColumn)).toEqual([["3"], ["3", "50"]]);
    expect(all[1]?.disclosure.status).toBe("released");
  });

  test("it protects nothing: another number is withheld in its place", () => {
    // Without the review 4 would hide behind 12; with it 12 is known, so 40 goes as well.
    const first = column([people(4), people(12, "known"), people(40), people(56)], {
      id: "a",
      sums: [{ total: at(3), parts: [at(0), at(1), at(2)] }],
    });
    const second = column([people(12, "known")], { id: "b" });
    const [plain] = released([first], []);
    const [careful] = released([first, second], [review("b", "release")]);
    expect(plain && shownColumn(plain)).toEqual(["c:threshold", "c:secondary", "40", "56"]);
    expect(careful && shownColumn(careful)).toEqual(["c:threshold", "12", "c:secondary", "56"]);
  });

  test("a total that only other results add up to is known once one of them is", () => {
    const tableOf = (id: string, values: readonly number[]): Result =>
      column(
        values.map((value) => people(value)),
        { id, sumsElsewhere: [{ total: "everyone", parts: values.map((_, index) => at(index)) }] },
      );
    // 6 and 3 hide each other, until 6 is known: then 27 has to go with 3.
    const both = [tableOf("a", [24, 6]), tableOf("b", [27, 3])];
    expect(released(both, []).map(shownColumn)).toEqual([
      ["24", "c:threshold"],
      ["27", "c:threshold"],
    ]);
    expect(released(both, [review("a", "release")]).map(shownColumn)).toEqual([
      ["24", "6"],
      ["c:secondary", "c:threshold"],
    ]);
  });

  test("a reader who tries every table is certain of no withheld number", () => {
    const small = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 4 }) }, fc.integer({ min: 5, max: 15 }));
    const split = fc.array(small, { minLength: 2, maxLength: 4 });
    const runs = 300;
    let kept = 0;
    fc.assert(
      fc.property(
        split,
        fc.integer({ min: 1, max: 12 }),
        fc.boolean(),
        fc.boolean(),
        (values, first, zeros, elsewhere) => {
          const total = values.reduce((sum, value) => sum + value, 0);
          const other = Math.min(first, total);
          const bySite = column(
            values.map((value, index) => people(value, index === 0 ? "first-site" : undefined)),
            elsewhere
              ? { id: "a", sumsElsewhere: [{ total: "everyone", parts: values.map((_, index) => at(index)) }] }
              : { id: "a" },
          );
          const byAge = parts("b", [other, total - other]);
          const bySiteAndMore = column(
            [people(values[0] ?? 0, "first-site"), people(total - (values[0] ?? 0)), people(total, "everyone")],
            {
              id: "c",
              sums: [{ total: at(2), parts: [at(0), at(1)] }],
            },
          );
          const rules = under(5, zeros ? "safe" : "disclosive");
          const inputs = [bySite, byAge, bySiteAndMore];
          try {
            const all = released(inputs, [review("a", "release")], rules);
            kept++;
            expect(certain(readersView(inputs, all, rules))).toEqual([]);
          } catch (error) {
            if (!(error instanceof ReviewGivesAway)) throw error;
          }
        },
      ),
      { numRuns: runs },
    );
    expect(kept).toBeGreaterThan(runs / 6);
  });
});

describe("[D72] a review that would give others away is refused whole", () => {
  test("the remaining part of a known total, with every review that takes part as a problem", () => {
    // 7 of 10 are known, and so are the 10: the rest is 3, whatever is withheld.
    const reviewed = column([people(7, "left"), people(10, "all")], { id: "q.reviewed" });
    const other = column([people(7, "left"), people(3), people(10, "all")], {
      id: "q.other",
      sums: [{ total: at(2), parts: [at(0), at(1)] }],
    });
    const reviews = [review("q.other", "refuse"), review("q.reviewed", "release")];
    try {
      release([reviewed, other], policy(), reviews);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ReviewGivesAway);
      const { problems, name } = error as ReviewGivesAway;
      expect(name).toBe("ReviewGivesAway");
      expect(problems).toEqual([
        {
          severity: "error",
          code: "review-gives-away",
          place: { file: "study.yaml", path: "disclosure.reviews[1].result" },
          message: "what is released after review would give away withheld numbers of q.other",
          remedy: "Take these results to review as well, or decide against.",
        },
      ]);
    }
  });

  test("each review that released something is named, and every result that it gives away", () => {
    const undecided = [review("a"), review("b", "release"), review("c", "refuse"), review("d", "release")];
    const { message, problems } = new ReviewGivesAway(undecided, ["x", "y"]);
    expect(message).toBe("what is released after review would give away withheld numbers of x, y");
    expect(problems.map(({ place }) => place.path)).toEqual([
      "disclosure.reviews[1].result",
      "disclosure.reviews[3].result",
    ]);
  });

  test("a coefficient that follows from coefficients after review", () => {
    const model = (id: string, events: number) => ({
      id,
      label: id,
      estimator: "OLS",
      observations: 100,
      residualDegreesOfFreedom: 97,
      parameters: 2,
      levels: [{ term: "old", people: 50, complement: 50, events, complementEvents: 25 }],
    });
    const estimates = (id: string, events: number): Result =>
      column(
        [
          {
            kind: "estimate",
            estimate: 0.1,
            standardError: 0.1,
            interval: [0, 0.2],
            pValue: 0.5,
            people: { kind: "counted", people: 100 },
            model: `m.${id}`,
            term: "old",
          },
        ],
        { id, models: [model(`m.${id}`, events)] },
      );
    // Two outcomes that add up to everybody: 46 and 4 of 50.
    const both = [estimates("a", 46), { ...estimates("b", 4), models: [{ ...model("m.b", 4) }] }];
    const one = [...both];
    expect(released(one, []).map(shownColumn)).toEqual([["c:model-level"], ["c:model-level"]]);
    expect(() => release(one, policy(), [review("a", "release")])).toThrow(ReviewGivesAway);
    const all = released(one, [review("a", "release"), review("b", "release")]);
    expect(all.map(({ disclosure }) => disclosure.status)).toEqual(["released-after-review", "released-after-review"]);
  });

  test("a flow that is itself released keeps no difference from the reader", () => {
    const boxes = [
      { role: "kept", cell: people(30) },
      { role: "removed", cell: people(2) },
      { role: "kept", cell: people(28) },
    ] as const;
    const [whole] = released([flow(boxes, { id: "records.flow" })], [review("records.flow", "release")]);
    expect(whole && shownColumn(whole)).toEqual(["30", "2", "28"]);
  });

  test("public figures and zeros that are shown stay what they are", () => {
    const other = result({
      id: "b",
      rows: [row("r", [people(0), published(3), people(20, "everyone")])],
    });
    const all = released([parts("a", [8, 12]), other], [review("a", "release")], under(10));
    expect(all.map(shown)).toEqual([[["8"], ["12"], ["20"]], [["0", "3", "20"]]]);
  });
});

describe("[D73] reviews that fit nothing", () => {
  const table = column([people(20)], { id: "q.table" });

  test("name no result: a problem each for the person, a RangeError for the caller", () => {
    const reviews = [review("q.table"), review("q.tabel", "release")];
    expect(reviewProblems([table], reviews)).toEqual([
      {
        severity: "error",
        code: "review-of-no-result",
        place: { file: "study.yaml", path: "disclosure.reviews[1].result" },
        message: "there is no result q.tabel in this study",
        remedy: "Correct the id or take the review out. There are q.table.",
      },
    ]);
    const others = [column([people(20)], { id: "q.z" }), column([people(20)], { id: "q.a" })];
    expect(reviewProblems(others, reviews).map(({ remedy }) => remedy)).toEqual([
      "Correct the id or take the review out. There are q.a, q.z.",
      "Correct the id or take the review out. There are q.a, q.z.",
    ]);
    expect(() => release([table], policy(), reviews)).toThrow(new RangeError("a review names no result: q.tabel"));
  });

  test("are two of one result, or decided in a way the gate does not know", () => {
    expect(() => release([table], policy(), [review("q.table"), review("q.table")])).toThrow(
      new RangeError("result q.table: has two reviews"),
    );
    // A caller without types can hand over anything.
    const unknown = { ...review("q.table"), decision: { outcome: "perhaps", by: "C", on: "2024-05-09" } } as unknown;
    expect(() => release([table], policy(), [unknown as DisclosureReview])).toThrow(
      new TypeError('unknown outcome of a review: "perhaps"'),
    );
  });
});
