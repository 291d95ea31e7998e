import type { Figure, Result } from "@plait/study";
import { describe, expect, test } from "vitest";
import { flowDifferences } from "../src/flow-differences.ts";
import {
  at,
  column,
  flow,
  people,
  policy,
  release,
  releaseOne,
  shownColumn,
  withoutPeople,
} from "./made-up-results.ts";

const kept = (value: number) => ({ role: "kept", cell: people(value) }) as const;
const removed = (value: number) => ({ role: "removed", cell: people(value) }) as const;
const twoSteps = [
  { total: at(0), parts: [at(1), at(2)] },
  { total: at(2), parts: [at(3), at(4)] },
];

describe("[D30]-[D33] flows", () => {
  test("the chain of the NRM comparison population is released: 77,089 - 18,567 = 58,522 - 2,378 = 56,144", () => {
    const chain = flow([kept(77_089), removed(18_567), kept(58_522), removed(2_378), kept(56_144)], { sums: twoSteps });
    const released = releaseOne(chain, policy());
    expect(shownColumn(released)).toEqual(["77089", "18567", "58522", "2378", "56144"]);
    expect(released.disclosure.status).toBe("released");
  });

  test("a removal of 7 takes the box after it, and then what left that box", () => {
    const chain = flow([kept(1000), removed(7), kept(993), removed(93), kept(900)], { sums: twoSteps });
    expect(shownColumn(releaseOne(chain, policy()))).toEqual([
      "1000",
      "c:threshold",
      "c:secondary",
      "c:secondary",
      "900",
    ]);
  });

  test("a difference of 7 between two boxes is protected although no cell prints it", () => {
    const boxes = flow([kept(1000), kept(993)]);
    expect(shownColumn(releaseOne(boxes, policy()))).toEqual(["1000", "c:secondary"]);
    expect(shownColumn(releaseOne(boxes, policy({ flowDifferences: false })))).toEqual(["1000", "993"]);
  });

  test("a difference of 8 over two steps of 4 is protected, though each step is hidden", () => {
    const chain = flow([kept(1000), removed(4), kept(996), removed(4), kept(992)], { sums: twoSteps });
    expect(shownColumn(releaseOne(chain, policy()))).toEqual([
      "1000",
      "c:threshold",
      "c:secondary",
      "c:threshold",
      "c:secondary",
    ]);
  });

  test("no difference between two boxes is not a small difference", () => {
    expect(shownColumn(releaseOne(flow([kept(81), kept(81)]), policy()))).toEqual(["81", "81"]);
  });

  test("a box hidden in the flow is hidden in a table that prints it by name", () => {
    const chain = flow([kept(1000), removed(7), { role: "kept", cell: people(993, "closed") }], {
      id: "flow",
      sums: [{ total: at(0), parts: [at(1), at(2)] }],
    });
    const [, table] = release([chain, column([people(993, "closed")], { id: "table" })], policy()).value.results;
    expect(table && shownColumn(table)).toEqual(["c:secondary"]);
  });

  test("a flow of files and months is no concern of the gate", () => {
    const boxes = flow([
      { role: "kept", cell: withoutPeople(20) },
      { role: "kept", cell: withoutPeople(18) },
    ]);
    expect(shownColumn(releaseOne(boxes, policy()))).toEqual(["20", "18"]);
  });

  test("an arrow to a box that is not there is refused", () => {
    const chain = flow([kept(1000), kept(900)]);
    const { figure } = chain;
    if (figure?.kind !== "flow") throw new Error("not a flow");
    const astray = { ...chain, figure: { ...figure, arrows: [{ from: "b0", to: "b9" }] } };
    expect(() => release([astray], policy())).toThrow(/result test.table: an arrow points at a box/);
  });
});

/** Boxes by name in rows from 0; every box is kept but those with a minus before their name. */
function drawn(names: readonly string[], arrows: readonly string[], parts: Partial<Result> = {}): Result {
  const figure: Figure = {
    kind: "flow",
    title: "Flow",
    description: "A flow.",
    column: 0,
    boxes: names.map((name, row) => ({
      id: name.replace("-", ""),
      row,
      role: name.startsWith("-") ? "removed" : "kept",
      level: row,
    })),
    arrows: arrows.map((arrow) => ({ from: arrow.slice(0, 1), to: arrow.slice(1) })),
  };
  return column(
    names.map(() => people(100)),
    { figure, ...parts },
  );
}

/** `ab` for the difference of a and b, with a `+` where an arrow joins them. */
function differences(result: Result): string[] {
  const { figure } = result;
  if (figure?.kind !== "flow") throw new Error("not a flow");
  const nameOf = (row: number) => figure.boxes.find((box) => box.row === row)?.id ?? "none";
  return flowDifferences(result).map(
    ({ boxes: [a, b], adjacent }) => `${nameOf(a.row)}${nameOf(b.row)}${adjacent ? "+" : ""}`,
  );
}

describe("[D30] the differences that a reader can take", () => {
  test("are those of a kept box and each that arrows lead to from it", () => {
    expect(differences(drawn(["a", "-x", "b", "c"], ["ab", "ax", "bc"]))).toEqual(["ab+", "ac", "bc+"]);
    expect(differences(drawn(["a", "b", "c"], ["ab", "ac"]))).toEqual(["ab+", "ac+"]);
    expect(differences(drawn(["a", "b", "c"], ["ac", "bc"]))).toEqual(["ac+", "bc+"]);
  });

  test("do not pass through what was removed, and end where arrows lead back", () => {
    expect(differences(drawn(["a", "-x", "b"], ["ax", "xb"]))).toEqual([]);
    expect(differences(drawn(["a", "b"], ["ab", "ba"]))).toEqual(["ab+", "ba+"]);
    expect(differences(drawn(["a", "b", "c", "d"], ["ab"]))).toEqual(["ab+"]);
  });

  test("pass over a box that holds no number", () => {
    const chain = drawn(["a", "b", "c"], ["ab", "bc"]);
    const [first, second, third] = chain.rows;
    if (first === undefined || second === undefined || third === undefined) throw new Error("no rows");
    const gap = { ...second, cells: [{ kind: "absent", reason: "not-supplied" }] } as const;
    expect(differences({ ...chain, rows: [first, gap, third] })).toEqual(["ac"]);
  });

  test("a result without a flow has none; a box or an arrow that points at nothing is refused", () => {
    expect(flowDifferences(column([people(3), people(9)]))).toEqual([]);
    const chain = drawn(["a", "b"], ["ab"]);
    expect(() => flowDifferences({ ...chain, rows: chain.rows.slice(0, 1) })).toThrow(
      new RangeError("result test.table: a box points at row 1, column 0"),
    );
    expect(() => flowDifferences(drawn(["a", "b"], ["az"]))).toThrow(
      new RangeError("result test.table: an arrow points at a box that is not there: z"),
    );
    expect(() => flowDifferences(drawn(["a", "b"], ["zb"]))).toThrow(RangeError);
  });
});
