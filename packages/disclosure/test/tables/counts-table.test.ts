import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCountsTables, shippedPolicies } from "../../src/index.ts";
import { under } from "../made-up-results.ts";
import { codes, gated, problemsOf, seen, sumsOf, table } from "./tables-of-text.ts";

describe("[T1] the shape of a table", () => {
  test("titles, notes and rows of another width are each a problem, and the rest is read on", () => {
    const text = `Table 3|||
      Area|Girls|Boys|All
      A|10|20|30
      B|1|2
      C|1|2|3|4
      D|-4|10|6
      Source: our system|||`;
    expect(problemsOf(text)).toEqual([
      "table.csv:1 table-words-outside",
      "table.csv:4 table-too-few-cells",
      "table.csv:5 table-too-many-cells",
      "table.csv:7 table-words-outside",
      "table.csv:6 table-negative",
    ]);
  });

  test.each([
    ["", "table-none"],
    ["only words", "table-none"],
    ["Area|Girls|girls\nA|1|2", "table-doubled-heading"],
    ["Area|Girls|Boys\nA|x|y", "table-no-counts"],
    ["A|3|14\nB|5|6", "table-no-headings"],
    ["Area|Girls|\nA|1|2", "table-too-many-cells"],
    ["Area|n|Remark|m\nA|1|fine|2\nB|1|good|2", "table-words-among-numbers"],
    ["Area|n\nA|1\nB|2\na|3", "table-doubled-row"],
    ["Area|Total|All\nA|1|2\nB|2|3", "table-two-totals"],
    ["Area|n\nA|1\n |2", "table-no-label"],
    ["Area|Girls (n = 12)|Boys\nA|1|2", "table-count-in-words"],
  ])("%j is a problem: %s", (text, code) => {
    const { value, problems } = readCountsTables([table(text)]);
    expect(value).toBeUndefined();
    expect(problems.map((problem) => problem.code)).toContain(code);
    expect(problems.every(({ remedy, place }) => remedy.length > 10 && place.file === "table.csv")).toBe(true);
  });

  test("headings may be years, or ages one after the other", () => {
    expect(problemsOf("Area|2021|2023\nA|1|2")).toEqual([]);
    expect(problemsOf("Area|15|16|17\nA|1|2|3")).not.toContain("table.csv:1 table-no-headings");
  });
});

describe("[T2] what each column is for", () => {
  const rolesOf = (text: string, reading = {}) =>
    readCountsTables([table(text)], reading).value?.tables[0]?.source.columns.map(({ role }) => role);

  test("words name, numbers count; years name too, and what tells rows apart", () => {
    expect(rolesOf("Area|Sex|n\nA|f|10\nA|m|11")).toEqual(["label", "label", "count"]);
    expect(rolesOf("Area|Year|n\nA|2020|10\nA|2021|11")).toEqual(["label", "label", "count"]);
    expect(rolesOf("Area|Arm|n\nA|1|10\nA|2|11\nB|1|12\nB|2|13")).toEqual(["label", "label", "count"]);
    expect(rolesOf("Area|f|m\nA|10|11\nB|12|10")).toEqual(["label", "count", "count"]);
    expect(rolesOf("n|Area\n10|A\n11|B", { labels: ["Area"] })).toEqual(["count", "label"]);
  });

  test("what is told goes first, and a name that is no column is a problem", () => {
    expect(rolesOf("Area|Arm|n\nA|1|10\nB|2|11", { labels: ["Area", "arm"] })).toEqual(["label", "label", "count"]);
    expect(problemsOf("Area|n\nA|1", { labels: ["Region"] })).toContain("table.csv:1 table-no-such-column");
  });
});

describe("[T3] no number is made up", () => {
  test("a blank is a problem until it is said what it means", () => {
    const text = "Area|f|m|All\nA||20|20\nB|12|-|12";
    expect(problemsOf(text)).toEqual(["table.csv:2 table-blank", "table.csv:3 table-blank"]);
    expect(problemsOf(text, { blank: "zero" })).toEqual([]);
    expect(seen(gated([table(text)], under(5), { blank: "zero" }))).toEqual(["Area f m All", "A 0 20 20", "B 12 0 12"]);
    expect(seen(gated([table(text)], under(5), { blank: "not-available" }))[1]).toBe("A [x] 20 20");
  });

  test("more than twenty of a kind are counted", () => {
    const rows = Array.from({ length: 30 }, (_, at) => `${at}|`).join("\n");
    const { problems } = readCountsTables([table(`Area|n\nx|4\n${rows}`)]);
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)?.message).toContain("10 more cells");
  });
});

describe("[T4] totals by name", () => {
  test("a table with margins has a sum for every row and every column", () => {
    expect(sumsOf([table("Area|f|m|Total\nA|1|2|3\nB|3|4|7\nAll|4|6|10")])).toEqual([
      "A, Total = A, f + A, m",
      "All, Total = A, Total + B, Total",
      "All, Total = All, f + All, m",
      "All, f = A, f + B, f",
      "All, m = A, m + B, m",
      "B, Total = B, f + B, m",
    ]);
  });

  test("margins that are not printed are not made up: the grand total is then the sum of what lies inside", () => {
    expect(sumsOf([table("Area|Sex|n\nA|f|1\nA|m|2\nB|f|3\nB|m|4\nTotal|Total|10")])).toEqual([
      "Total, Total = A, f + A, m + B, f + B, m",
    ]);
  });

  test("three dimensions with all margins", () => {
    const of = ["a", "b", "Total"];
    const value = (x: string, y: string, z: string) =>
      [x, y, z].reduce((product, one) => product * (one === "Total" ? 3 : one === "a" ? 1 : 2), 1);
    const rows = of.flatMap((x) => of.flatMap((y) => of.map((z) => `${x}|${y}|${z}|${value(x, y, z)}`)));
    const sums = sumsOf([table(["x|y|z|n", ...rows].join("\n"))]);
    expect(sums).toHaveLength(27);
    expect(sums).toContain("Total, a, Total = Total, a, a + Total, a, b");
  });

  test("a total in another language is told", () => {
    expect(sumsOf([table("Kreis|n\nA|1\nB|2\nGesamt|3")], { totals: ["gesamt"] })).toEqual(["Gesamt = A + B"]);
  });

  test("what a pivot table leaves blank is that of the row above", () => {
    const text = "Area|Sex|n\nA|f|1\n|m|2\nA Total||3\nB|f|3\n|m|4\nB Total||7\nGrand Total||10";
    expect(sumsOf([table(text)])).toEqual([
      "A Total = A, f + A, m",
      "B Total = B, f + B, m",
      "Grand Total = A Total + B Total",
    ]);
  });

  test("[T12] a total that does not add up is a problem at the total, and tells no number unless asked", () => {
    const text = "Area|n\nA|13\nB|29\nTotal|41";
    expect(problemsOf(text)).toEqual(["table.csv:4 table-does-not-add-up"]);
    const [silent] = readCountsTables([table(text)]).problems;
    expect(silent?.message).not.toMatch(/\d/u);
    expect(silent?.place.path).toBe("column “n”");
    const [telling] = readCountsTables([table(text)], { tellNumbers: true }).problems;
    expect(telling?.message).toContain("more by 1");
  });

  test("[D24] rows in another order are protected alike", () => {
    const inner = fc.array(fc.array(fc.nat({ max: 30 }), { minLength: 2, maxLength: 3 }), {
      minLength: 2,
      maxLength: 3,
    });
    fc.assert(
      fc.property(
        inner.filter((rows) => rows.every((row) => row.length === rows[0]?.length)),
        (rows) => {
          const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
          const lines = rows.map((row, at) => [`r${at}`, ...row, sum(row)].join("|"));
          const columns = rows[0]?.map((_, at) => at) ?? [];
          const heading = ["row", ...columns.map((at) => `c${at}`), "Total"].join("|");
          const foot = ["Total", ...columns.map((at) => sum(rows.map((row) => row[at] ?? 0))), sum(rows.flat())].join(
            "|",
          );
          const one = seen(gated([table([heading, ...lines, foot].join("\n"))], under(5)));
          const other = seen(gated([table([heading, foot, ...lines.toReversed()].join("\n"))], under(5)));
          expect(other.toSorted()).toEqual(one.toSorted());
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe("[T5] totals without a name", () => {
  const found = (text: string) => codes(readCountsTables([table(text)]).problems);

  test("a column that is the sum of the others throughout is their total", () => {
    const text = "Area|Girls|Boys|Persons\nA|10|20|30\nB|5|6|11";
    expect(found(text)).toEqual(["table.csv: table-total-found"]);
    expect(sumsOf([table(text)])).toEqual(["A, Persons = A, Girls + A, Boys", "B, Persons = B, Girls + B, Boys"]);
    expect(sumsOf([table("Area|Girls|Persons|Boys\nA|10|30|20\nB|5|11|6")])).toHaveLength(2);
  });

  test("the last of a single column of numbers is", () => {
    expect(sumsOf([table("Age|n\n0-9|4\n10-17|5\nunder 18|9")])).toEqual(["under 18 = 0-9 + 10-17"]);
  });

  test("subtotals are found where the total holds only with them", () => {
    const text = "Age|n|m\n0-4|4|1\n5-9|5|2\nunder 10|9|3\n10-15|3|3\n16-17|2|4\n10 and over|5|7\nTotal|14|10";
    expect(sumsOf([table(text)])).toContain("Total, n = under 10, n + 10 and over, n");
    expect(sumsOf([table(text)])).toContain("under 10, m = 0-4, m + 5-9, m");
  });

  test("equal numbers are no sum", () => {
    expect(found("Area|a|b|c\nA|5|0|5")).toEqual([]);
  });
});

describe("[T6] groups of categories", () => {
  const regions = table("child|parent\nSpain|eu\nPortugal|eu", "regions.csv");
  /** GaussSuppression, example 1: with the subtotals of the EU eight of the cells are lost at a threshold of 2. */
  const example = `Age|Spain|Iceland|Portugal|eu|Total
      young|5|2|0|5|7
      old|6|3|4|10|13
      Total|11|5|4|15|20`;

  test("a file says which are parts of which", () => {
    const sums = sumsOf([table(example)], { parents: [{ dimension: "columns", table: regions }] });
    expect(sums).toContain("young, eu = young, Spain + young, Portugal");
    expect(sums).toContain("young, Total = young, eu + young, Iceland");
    expect(sums.filter((sum) => sum.startsWith("young"))).toHaveLength(2);
  });

  test("without it the total does not add up", () => {
    expect(problemsOf(example).every((code) => code.includes("does-not-add-up"))).toBe(true);
  });

  test.each([
    ["region|parent\na|b", "parents-no-header"],
    ["child|parent\nSpain|eu\nSpain|south", "parents-two"],
    ["child|parent\nSpain|eu\neu|Spain", "parents-circle"],
    ["child|parent\nSpain|", "parents-blank"],
  ])("%j is a problem: %s", (text, code) => {
    const parents = [{ dimension: "columns", table: table(text, "parents.csv") }];
    expect(readCountsTables([table(example)], { parents }).problems.map((problem) => problem.code)).toContain(code);
  });

  test("a dimension that no table has is a problem", () => {
    const parents = [{ dimension: "region", table: regions }];
    expect(codes(readCountsTables([table(example)], { parents }).problems)).toEqual(["regions.csv: parents-of-what"]);
  });
});

describe("[T7] several tables", () => {
  const total = table("age|ill|people\n0-10|8|20\n11-20|10|25\n21-30|15|30\n31-40|25|40", "total.csv");
  const males = table(
    "sex|age|ill|people\nmale|0-10|7|19\nmale|11-20|5|15\nmale|21-30|8|18\nmale|31-40|13|25",
    "males.csv",
  );

  test("OpenSAFELY's two tables: one woman cannot be taken out", () => {
    const both = gated([total, males], shippedPolicies.opensafely);
    const alone = [gated([total], shippedPolicies.opensafely), gated([males], shippedPolicies.opensafely)];
    const hidden = (one: string[]) => one.join(" ").split("[c]").length - 1;
    expect(hidden(seen(both, 0)) + hidden(seen(both, 1))).toBeGreaterThan(
      alone.reduce((sum, one) => sum + hidden(seen(one)), 0),
    );
    for (const column of [1, 2]) {
      for (const row of [1, 2, 3, 4]) {
        const all = both.tables[0]?.rows[row]?.[column];
        const some = both.tables[1]?.rows[row]?.[column + 1];
        const women = Number(total.rows[row]?.cells[column]) - Number(males.rows[row]?.cells[column + 1]);
        if (women < 8) expect([all, some]).toContain("[c]");
      }
    }
  });

  test("the same number in two tables is hidden in both", () => {
    const bySex = table("area|sex|n\nA|f|3\nA|m|20\nA|Total|23\nB|f|30\nB|m|20\nB|Total|50", "sex.csv");
    const men = table("sex|area|n\nm|A|20\nm|B|20", "men.csv");
    const both = gated([bySex, men], under(5));
    expect(seen(both, 0).slice(1, 4)).toEqual(["A f [c]", "A m [c]", "A Total 23"]);
    expect(seen(both, 1)).toEqual(["sex area n", "m A [c]", "m B 20"]);
  });

  test("a part is compared with the next larger number, and not where a sum says what is left", () => {
    const tables = [
      table("area|n\nA|50", "area.csv"),
      table("area|sex|n\nA|f|30", "women.csv"),
      table("area|sex|age|n\nA|f|under 5|20\nA|f|Total|30\nA|f|5 and over|10", "ages.csv"),
    ];
    const flow = readCountsTables(tables).value?.results.at(-1)?.figure;
    expect(flow?.kind === "flow" ? flow.arrows : []).toEqual([{ from: '{"area":"a"}', to: '{"area":"a","sex":"f"}' }]);
  });

  test("numbers about the same that differ are a problem in the one that was named later", () => {
    const other = table("age|ill|people\n0-10|9|20", "other.csv");
    expect(codes(readCountsTables([total, other]).problems)).toEqual(["other.csv:2 tables-differ"]);
  });

  test("a part that is larger than its whole is a problem", () => {
    const too = table("sex|age|ill|people\nmale|0-10|9|19", "too.csv");
    expect(codes(readCountsTables([total, too]).problems)).toEqual(["too.csv:2 table-part-larger"]);
  });

  test("columns without a name are the dimension of another table whose categories they are", () => {
    const wide = table("area|f|m\nA|3|20\nB|30|20", "wide.csv");
    const long = table("sex|n\nf|33\nm|40", "long.csv");
    const results = readCountsTables([wide, long]).value?.results ?? [];
    expect(results.map(({ id }) => id)).toContain("tables.differences");
    expect(readCountsTables([wide, long], { columnsAre: "wing" }).problems.map(({ code }) => code)).toEqual([
      "tables-not-linked",
      "tables-not-linked",
    ]);
  });
});

describe("[T8] parts that need not add up", () => {
  const text = "Area|Under 16|Disabled|All\nA|20|15|31\nB|12|30|50";

  test("are a problem until it is said", () => {
    expect(problemsOf(text)).toEqual(["table.csv:2 table-does-not-add-up", "table.csv:3 table-does-not-add-up"]);
  });

  test("and then what is left of a total without each of them is protected", () => {
    const rows = gated([table("Area|Girls|All\nA|28|30\nB|20|50")], under(5), { ofWhich: true }).tables[0]?.rows;
    expect(rows?.[1]).toContain("[c]");
    expect(rows?.[2]).toEqual(["B", "20", "50"]);
  });

  test("and what is left without all of them", () => {
    const rows = gated([table("Area|Girls|Boys|All\nA|14|15|30\nB|12|30|60")], under(5), { ofWhich: true }).tables[0]
      ?.rows;
    expect(rows?.[1]).toContain("[c]");
    expect(rows?.[2]).toEqual(["B", "12", "30", "60"]);
  });
});

describe("[T9] shares", () => {
  test("are worked out again from what leaves, as they were written", () => {
    const text = "Area|n|%|Total|share of total\nA|20|40.0%|50|0.4545\nB|2|3.3%|60|0.5455\nTotal|22|20.0%|110|1";
    const rows = seen(gated([table(text)], under(5), { ofWhich: true }));
    expect(rows[2]).toMatch(/^B \[c\] \[c\] /u);
    expect(rows[1]).toContain("0.4545");
    const plain = "Area|n|per cent\nA|20|40\nB|30|60\nTotal|50|100";
    expect(seen(gated([table(plain)], under(5)))).toEqual(["Area n per cent", "A 20 40", "B 30 60", "Total 50 100"]);
  });

  test("of other numbers are a problem", () => {
    expect(problemsOf("Area|n|rate %\nA|20|1.5%\nB|30|2.5%\nTotal|50|2%")).toEqual([
      "table.csv:1 table-shares-of-what",
    ]);
  });

  test("tell that one column counts some of another", () => {
    const text = "Area|tested|positive|% positive\nA|30|28|93.3%\nB|50|20|40.0%";
    expect(seen(gated([table(text)], under(5)))[1]).toContain("[c]");
    expect(seen(gated([table(text.replaceAll(/\|[^|]*$/gmu, ""))], under(5)))[1]).toBe("A 30 28");
  });
});

describe("[T10] people behind counts of something else", () => {
  const text = "Area|episodes|children\nA|40|3\nB|60|30\nTotal|100|33";

  test("decide, and do not leave", () => {
    const rows = seen(gated([table(text)], under(5), { people: "children" }));
    expect(rows[0]).toBe("Area episodes");
    expect(rows[1]).toBe("A [c]");
  });

  test.each([
    ["Area|episodes|children\nA|40|41", "table-people"],
    ["Area|episodes|children\nA|40|0", "table-people"],
    ["Area|episodes|children\nA|40|few\nB|3|2", "table-people"],
    ["Area|visits|calls|children\nA|40|3|2", "table-people-of-many"],
    ["Area|episodes\nA|40", "table-no-such-column"],
  ])("%j is a problem: %s", (wrong, code) => {
    const { problems } = readCountsTables([table(wrong)], { people: "children" });
    expect(problems.map((problem) => problem.code)).toContain(code);
  });
});

describe("[T11] the protected table has the shape of the true one", () => {
  test("[T13] marital status by sex: both rows of few people go, as GaussSuppression hides them", () => {
    const text = "status|m|f|Total\nmarried|38|17|55\ndivorced|7|4|11\nsingle|3|1|4\nTotal|48|22|70";
    const protectedTable = gated([table(text)], under(3));
    expect(seen(protectedTable)).toEqual([
      "status m f Total",
      "married 38 17 55",
      "divorced [c] [c] 11",
      "single [c] [c] 4",
      "Total 48 22 70",
    ]);
    expect(protectedTable.tables[0]?.withheld.map(({ label, why }) => `${label}: ${why}`)).toEqual([
      "divorced, m: protects-others",
      "divorced, f: protects-others",
      "single, m: protects-others",
      "single, f: too-few",
    ]);
  });

  test("Handbook (Geurts): rows 7, 3, 6 and columns 9, 7 leave, and the first number has a range", () => {
    const text = "row|A|B|Total\nfirst|5|2|7\nsecond|1|2|3\nthird|3|3|6\nTotal|9|7|16";
    expect(seen(gated([table(text)], under(3)))).toEqual([
      "row A B Total",
      "first [c] [c] 7",
      "second [c] [c] 3",
      "third 3 3 6",
      "Total 9 7 16",
    ]);
  });

  test("GaussSuppression example 1: as many cells are lost as there, 4 and with the groups of countries 8", () => {
    const text = "Age|Spain|Iceland|Portugal|Total\nyoung|5|2|0|7\nold|6|3|4|13\nTotal|11|5|4|20";
    expect(gated([table(text)], under(2, "disclosive")).tables[0]?.withheld).toHaveLength(4);
    const eu = `Age|Spain|Iceland|Portugal|eu|other|Total
      young|5|2|0|5|2|7
      old|6|3|4|10|3|13
      Total|11|5|4|15|5|20`;
    const groups = table("child|parent\nSpain|eu\nPortugal|eu\nIceland|other", "regions.csv");
    const parents = [{ dimension: "columns", table: groups }];
    expect(gated([table(eu)], under(3, "disclosive"), { parents }).tables[0]?.withheld).toHaveLength(8);
  });
});
