import { describe, expect, test } from "vitest";

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
