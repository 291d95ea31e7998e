import { describe, expect, it } from "vitest";
import { MissingPredictor } from "../../src/describe/closure-models.ts";
import { months, referrals, withWide } from "../guardians.ts";
import type { SmallSheet, SmallStudy } from "../small-study.ts";
import { described, lines } from "./described.ts";

const base = withWide({
  summaries: [
    { variable: "reason", label: "Reason", kind: "monthly", take: "last", of: "closure_reason", by: "month" },
  ],
});

const gender = { group: "Gender", variable: "gender", levels: ["Male"], reference: "Female" };
const outcome = { id: "other", label: "Other", when: { variable: "reason", in: ["Other"] } };

function withModel(model: Record<string, unknown>): SmallStudy {
  return {
    ...base,
    models: [
      { id: "records.models", title: "Closure", from: "wide", outcomes: [outcome], predictors: [gender], ...model },
    ],
  };
}

interface Child {
  readonly gender: string;
  readonly closed: string;
  readonly types?: string;
  readonly age?: string;
  readonly site?: string;
}

function childrenAs(children: readonly Child[]): SmallSheet[] {
  const rows = children.map(({ gender: sex, types = "Labour", age = "16", site = "Leeds" }, index) => [
    ...[String(index + 1), "28/02/2019", site, sex, age, types, ""],
  ]);
  const closed = children.map(({ closed: why }, index) => [String(index + 1), "02/2019", why, "", ""]);
  return [referrals("2019/DW/referral.csv", rows), months("2019/DW/monthly.csv", closed)];
}

const many = (count: number, child: Child): Child[] => Array.from({ length: count }, () => child);

/** One of four girls and three of four boys closed as Other. */
const eight: readonly Child[] = [
  { gender: "Female", closed: "Other" },
  ...many(3, { gender: "Female", closed: "Turning 18" }),
  ...many(3, { gender: "Male", closed: "Other" }),
  { gender: "Male", closed: "Turning 18" },
];

describe("[M1] a linear probability model of one 0/1 predictor", () => {
  it("is the difference of two shares, with the HC3 standard error worked by hand", async () => {
    const { cell } = await described(withModel({}), childrenAs(eight));
    // Shares 1/4 and 3/4. In each group the squared residuals add to 3/4, and HC3 divides each by (1 - 1/4)²:
    // the variance of a share is 3/4 / 9/16 / 16 = 1/12, that of the difference 1/6.
    const male = cell("records.models", "gender=Male", "other");
    if (male.kind !== "estimate") throw new Error("no estimate");
    expect(male.estimate).toBeCloseTo(0.5, 12);
    expect(male.standardError).toBeCloseTo(Math.sqrt(1 / 6), 12);
    expect(male.people).toEqual({ kind: "counted", people: 8 });
    expect(cell("records.models", "intercept", "other")).toMatchObject({
      kind: "estimate",
      estimate: expect.closeTo(0.25, 12),
    });
    // R² of a 2 × 2 table: squared correlation, (0.5 / 1)².
    expect(cell("records.models", "r-squared", "other")).toMatchObject({ value: expect.closeTo(0.25, 12) });
    expect(cell("records.models", "residual-df", "other")).toMatchObject({ value: 6 });
  });

  it("shows the reference, N, and the people on each side of the predictor", async () => {
    const { of } = await described(withModel({}), childrenAs(eight));
    expect(lines(of("records.models"))).toEqual([
      "gender=Male reference: reference",
      "gender=Male: estimate",
      "intercept: estimate",
      "n: 8 (8)",
      "r-squared: statistic",
      "residual-df: statistic",
    ]);
    expect(of("records.models").models).toMatchObject([
      {
        ...{ id: "other", observations: 8, residualDegreesOfFreedom: 6 },
        levels: [{ term: "gender=Male", people: 4, complement: 4, events: 3, complementEvents: 1 }],
        ...{ parameters: 2, highestLeverage: expect.closeTo(1 / 4, 12) },
        patterns: {
          distinct: 2,
          ownMeans: expect.arrayContaining([
            { people: 4, events: 3 },
            { people: 4, events: 1 },
          ]),
        },
      },
    ]);
    expect(of("records.models").rows[0]?.label).toBe("Female (reference)");
  });

  it("counts a case without the outcome's value as 0", async () => {
    const open = { gender: "Male", closed: "" };
    const { cell } = await described(withModel({}), childrenAs([...eight, open, open, open, open]));
    expect(cell("records.models", "gender=Male", "other")).toMatchObject({
      estimate: expect.closeTo(3 / 8 - 1 / 4, 12),
    });
  });

  it("can have clustered standard errors, and says by how many clusters", async () => {
    const children = eight.map((child, index) => ({ ...child, site: ["Leeds", "York", "Bath"][index % 3] ?? "" }));
    const { of } = await described(withModel({ standard_errors: { cluster: "site" } }), childrenAs(children));
    expect(of("records.models").method.variant).toContain(
      "clustered by site (3 clusters, t with 2 degrees of freedom)",
    );
  });
});

describe("[M2] the sample", () => {
  const sample = [
    { rule: "closed", label: "Closed", keep: { variable: "reason", is: "known" } },
    { rule: "gender", label: "Gender known", keep: { variable: "gender", in: ["Female", "Male"] } },
  ];

  it("is what its rules leave, shown as a chain that ends in N", async () => {
    const others: Child[] = [
      { gender: "Female", closed: "" },
      { gender: "Not known", closed: "Other" },
      { gender: "", closed: "Other" },
    ];
    const { of, cell } = await described(withModel({ sample }), childrenAs([...eight, ...others]));
    expect(lines(of("records.models-sample"))).toEqual([
      "start: 11 (11)",
      "removed-closed: 1 (1)",
      "closed: 10 (10)",
      "removed-gender: 2 (2)",
      "gender: 8 (8)",
    ]);
    expect(cell("records.models", "n", "other")).toEqual(cell("records.models-sample", "gender", "count"));
    expect(of("records.models").notes).toContain("How the sample was reached is shown under records.models-sample.");
  });

  it("without rules is the wide file, and no chain is shown or spoken of", async () => {
    const { results, of, cell } = await described(withModel({}), childrenAs(eight));
    expect(results.map(({ id }) => id)).not.toContain("records.models-sample");
    expect(cell("records.models", "n", "other")).toMatchObject({ value: 8, name: "wide.rows" });
    expect(of("records.models").notes.join(" ")).not.toContain("records.models-sample");
  });

  it.each<[string, Child, Record<string, unknown>, string]>([
    ["a category without value", { gender: "", closed: "Other" }, {}, "gender"],
    ["a category the model does not name", { gender: "Other", closed: "Other" }, {}, "gender"],
    ["an answer that is none", { gender: "Not known", closed: "Other" }, {}, "gender"],
    [
      "an indicator without value",
      { gender: "Male", closed: "Other", types: "" },
      { predictors: [{ group: "Type", indicator: "exploitation_labour", label: "Labour" }] },
      "exploitation_labour",
    ],
    [
      "a number without value",
      { gender: "Male", closed: "Other", age: "" },
      { predictors: [{ group: "Age", variable: "age", label: "Years" }] },
      "age",
    ],
    ["a cluster without value", { gender: "Male", closed: "" }, { standard_errors: { cluster: "reason" } }, "reason"],
  ])("must not hold people with %s: they are never dropped in silence", async (_, child, model, variable) => {
    const failure = await described(withModel(model), childrenAs([...eight, child])).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MissingPredictor);
    expect(failure).toMatchObject({ model: "records.models", variable, missingRows: 1 });
    expect(String(failure)).toContain(`{variable: ${variable}, `);
  });
});

describe("[M3] what does not exist is not estimable, and never 0", () => {
  const labour = { group: "Type", indicator: "exploitation_labour", label: "Labour" };
  const sexual = { group: "Type", indicator: "exploitation_sexual", label: "Sexual" };

  it("a predictor that others determine keeps its row and names them", async () => {
    const children = eight.map((child, index) => ({
      ...child,
      types: index % 3 === 0 ? "Labour; Sexual" : "Criminal",
    }));
    const { cell, of } = await described(withModel({ predictors: [labour, sexual] }), childrenAs(children));
    expect(cell("records.models", "exploitation_labour", "other").kind).toBe("estimate");
    expect(cell("records.models", "exploitation_sexual", "other")).toMatchObject({
      ...{ kind: "absent", reason: "not-estimable" },
      note: expect.stringContaining("exploitation_labour"),
    });
    expect(of("records.models").notes).toContainEqual(
      expect.stringMatching(/^Not estimable: Other, exploitation_sexual/u),
    );
  });

  it("a predictor nobody has, or a person alone of their kind, has no HC3 standard error", async () => {
    const alone = [...eight, { gender: "Male", closed: "Other", types: "Sexual" }];
    const { cell } = await described(withModel({ predictors: [gender, sexual] }), childrenAs(alone));
    expect(cell("records.models", "exploitation_sexual", "other")).toMatchObject({
      kind: "absent",
      reason: "not-estimable",
    });
    const nobody = await described(withModel({ predictors: [gender, sexual] }), childrenAs(eight));
    expect(nobody.cell("records.models", "exploitation_sexual", "other")).toMatchObject({ reason: "not-estimable" });
    expect(nobody.cell("records.models", "gender=Male", "other").kind).toBe("estimate");
  });

  it("a sample without people has no model at all", async () => {
    const nobody = [{ rule: "never", label: "Nobody", keep: { variable: "gender", in: ["Other"] } }];
    const { of } = await described(withModel({ sample: nobody }), childrenAs(eight));
    expect(lines(of("records.models"))).toEqual([
      "gender=Male reference: reference",
      "gender=Male: not-estimable",
      "intercept: not-estimable",
      "n: 0 (0)",
      "r-squared: not-estimable",
      "residual-df: not-estimable",
    ]);
  });
});

describe("[M4] a sentence is written from the cell the table prints", () => {
  const clear: readonly Child[] = [
    ...many(9, { gender: "Female", closed: "Turning 18" }),
    { gender: "Female", closed: "Other" },
    ...many(9, { gender: "Male", closed: "Other" }),
    { gender: "Male", closed: "Turning 18" },
  ];
  const both = [outcome, { id: "turning_18", label: "Turning 18", when: { variable: "reason", in: ["Turning 18"] } }];

  it("says more likely of a positive coefficient and less likely of a negative one", async () => {
    const { of } = await described(withModel({ outcomes: both }), childrenAs(clear));
    const { rows, sentences } = of("records.models");
    const said = sentences.map(({ parts }) => {
      const text = parts.map((part) => (typeof part === "string" ? part : "…")).join("");
      const [place] = parts.flatMap((part) => (typeof part === "string" ? [] : [part.cell]));
      const cell = place === undefined ? undefined : rows[place.row]?.cells[place.column];
      return [text, cell?.kind === "estimate" ? Math.sign(cell.estimate) : null];
    });
    expect(said).toEqual([
      ["Other was more likely as an outcome with “Gender (ref. Female): Male”: coefficient …, 95% interval …, p ….", 1],
      [
        "Turning 18 was less likely as an outcome with “Gender (ref. Female): Male”: coefficient …, 95% interval …, p ….",
        -1,
      ],
    ]);
  });

  it("is not written where the interval holds zero", async () => {
    const { of } = await described(withModel({}), childrenAs(eight));
    expect(of("records.models").sentences).toEqual([]);
  });
});
