import { createTable, sql } from "@plait/database";
import type { Condition } from "@plait/study";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conditionSql, indexColumns } from "../src/condition-sql.ts";
import type { TableColumn } from "../src/table-columns.ts";
import { memory } from "./small-study.ts";

const column = (name: string, type: TableColumn["type"], unknown: readonly string[] = []): TableColumn => ({
  ...{ name, type, variable: name, label: name, unknown },
});

const columns = indexColumns([
  column("gender", "text", ["Not known"]),
  column("age", "integer"),
  column("day", "date"),
  column("labour", "indicator"),
]);

interface Person {
  readonly gender: string | null;
  readonly age: number | null;
  readonly day: string | null;
  readonly labour: number | null;
}

const people: readonly Person[] = [
  { gender: "Female", age: 15, day: "2019-01-31", labour: 1 },
  { gender: "Male", age: 16, day: "2019-02-01", labour: 0 },
  { gender: "Not known", age: 17, day: "2019-03-01", labour: null },
  { gender: null, age: null, day: null, labour: null },
  { gender: 'O\'Neil "x"', age: 18, day: "2019-03-02", labour: 1 },
];

async function fitting(condition: Condition): Promise<number[]> {
  const database = await memory();
  const text = (value: string | number | null) => sql.lit(value);
  const rows = people.map(
    ({ gender, age, day, labour }, index) =>
      sql`(${text(index)}, ${text(gender)}, ${text(age)}, cast(${text(day)} as date), cast(${text(labour)} as tinyint))`,
  );
  await database.run(
    createTable("people", sql`select * from (values ${sql.join(rows)}) as "p"("n", "gender", "age", "day", "labour")`),
  );
  const found = await database.rows<{ n: number; holds: boolean | null }>(
    sql`select "n", ${conditionSql(condition, columns)} as "holds" from "people" order by "n"`,
  );
  expect(found.every(({ holds }) => holds !== null)).toBe(true);
  return found.flatMap(({ n, holds }) => (holds === true ? [n] : []));
}

describe("[K1] a condition is true or false of every row", () => {
  it.each<[string, Condition, number[]]>([
    ["known leaves out missing and unknown", { variable: "gender", is: "known" }, [0, 1, 4]],
    ["unknown is both", { variable: "gender", is: "unknown" }, [2, 3]],
    ["in", { variable: "gender", in: ["Female", "Not known"] }, [0, 2]],
    ["in, a value nobody has", { variable: "gender", in: ["Nobody"] }, []],
    ["not_in leaves out the missing", { variable: "gender", not_in: ["Female"] }, [1, 2, 4]],
    ["quotes are letters", { variable: "gender", in: ['O\'Neil "x"'] }, [4]],
    ["between has both ends", { variable: "age", between: [16, 17] }, [1, 2]],
    ["not_between leaves out the missing", { variable: "age", not_between: [16, 17] }, [0, 4]],
    ["days", { variable: "day", between: ["2019-02-01", "2019-03-01"] }, [1, 2]],
    ["a month stands for its first day", { variable: "day", between: ["2019-02", "2019-03"] }, [1, 2]],
    ["indicators", { variable: "labour", in: [1] }, [0, 4]],
    [
      "all",
      {
        all: [
          { variable: "age", between: [16, 18] },
          { variable: "labour", in: [1] },
        ],
      },
      [4],
    ],
    [
      "any",
      {
        any: [
          { variable: "age", is: "unknown" },
          { variable: "labour", in: [0] },
        ],
      },
      [1, 3],
    ],
    [
      "nested, and a neighbour",
      {
        all: [
          {
            any: [
              { variable: "age", in: [15] },
              { variable: "age", in: [16] },
            ],
          },
          { variable: "labour", in: [1] },
        ],
      },
      [0],
    ],
  ])("%s", async (_, condition, expected) => {
    expect(await fitting(condition)).toEqual(expected);
  });

  it("answers like the same question asked of each row in TypeScript", async () => {
    const age = fc.integer({ min: 14, max: 19 });
    const leaf: fc.Arbitrary<Condition> = fc.oneof(
      fc.record({ variable: fc.constant("age"), between: fc.tuple(age, age) }),
      fc.record({ variable: fc.constant("age"), not_between: fc.tuple(age, age) }),
      fc.record({ variable: fc.constant("age"), in: fc.array(age, { minLength: 1, maxLength: 3 }) }),
      fc.record({ variable: fc.constant("age"), not_in: fc.array(age, { minLength: 1, maxLength: 3 }) }),
      fc.record({ variable: fc.constant("age"), is: fc.constantFrom("known" as const, "unknown" as const) }),
    );
    const condition = fc.oneof(
      leaf,
      fc.record({ all: fc.array(leaf, { minLength: 1, maxLength: 3 }) }),
      fc.record({ any: fc.array(leaf, { minLength: 1, maxLength: 3 }) }),
    );
    await fc.assert(
      fc.asyncProperty(condition, async (asked) => {
        expect(await fitting(asked)).toEqual(people.flatMap(({ age: of }, index) => (holds(asked, of) ? [index] : [])));
      }),
      { numRuns: 30 },
    );
  });

  it("refuses a variable the table does not have", () => {
    expect(() => conditionSql({ variable: "shoe", is: "known" }, columns)).toThrow(RangeError);
  });
});

function holds(condition: Condition, age: number | null): boolean {
  if ("all" in condition) return condition.all.every((one) => holds(one, age));
  if ("any" in condition) return condition.any.some((one) => holds(one, age));
  if ("is" in condition) return (age !== null) === (condition.is === "known");
  if (age === null) return false;
  if ("in" in condition) return condition.in.includes(age);
  if ("not_in" in condition) return !condition.not_in.includes(age);
  const [low, high] = "between" in condition ? condition.between : condition.not_between;
  const inside = Number(low) <= age && age <= Number(high);
  return "between" in condition ? inside : !inside;
}
