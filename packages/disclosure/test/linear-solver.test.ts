import { describe, expect, test } from "vitest";
import { holdProgramme, type LinearSolver, type Patience, type Programme, type Solved } from "../src/linear-solver.ts";
import { countingSolver } from "./made-up-counts.ts";
import { solver } from "./made-up-results.ts";

const whole = (size: number) => new Uint8Array(size).fill(1);
const upTo = (value: number, ...coefficients: number[]) => ({
  lower: Number.NEGATIVE_INFINITY,
  upper: value,
  variables: coefficients.map((_, at) => at),
  coefficients,
});

/** Variables of at least 0, with a cost each. */
function programme(cost: readonly number[], changes: Partial<Programme> = {}): Programme {
  return {
    lower: new Float64Array(cost.length),
    upper: new Float64Array(cost.length).fill(Number.POSITIVE_INFINITY),
    cost: Float64Array.from(cost),
    rows: [],
    ...changes,
  };
}

function solve(asked: Programme, patience?: Patience): Solved {
  const held = holdProgramme(solver, asked, patience);
  const solved = held.minimise();
  held.dispose();
  return solved;
}

/** Eighteen things of even weights, and a bag of odd size for half of them: many ways to fill it, none exactly. */
const weights = Array.from({ length: 18 }, (_, at) => 1_000 + ((at * 7919) % 613) * 2);
const bag = programme(
  weights.map((weight) => -weight),
  {
    upper: new Float64Array(18).fill(1),
    whole: whole(18),
    rows: [upTo(weights.reduce((a, b) => a + b) / 2 - 1, ...weights)],
  },
);

describe("[D29] programmes", () => {
  test("in fractions where nothing else is asked, in whole numbers where they are", () => {
    const half = { rows: [upTo(3, 2)] };
    expect(solve(programme([-1], half))).toMatchObject({ status: "optimal", objective: -1.5 });
    expect(solve(programme([-1], { ...half, whole: whole(1) }))).toMatchObject({ status: "optimal", objective: -1 });
    expect(solve(programme([-1, -1], { rows: [upTo(3, 2, 2)], whole: Uint8Array.of(0, 1) }))).toMatchObject({
      objective: -1.5,
    });
  });

  test("held, with a row more, another cost and other bounds", () => {
    const held = holdProgramme(solver, programme([-1, -1], { rows: [upTo(10, 1, 1)] }));
    const objective = (from?: "bounds") => {
      const solved = held.minimise(from);
      return "objective" in solved ? solved.objective : solved.status;
    };
    expect(objective()).toBe(-10);
    held.addRow(upTo(6, 1, 2));
    held.setBounds(0, 0, 4);
    expect(objective()).toBe(-5);
    expect(objective("bounds")).toBe(-5);
    held.setCost(1, -3);
    expect(objective()).toBe(-9);
    held.dispose();
  });

  test.each<[string, Programme, Solved["status"]]>([
    ["nothing to choose", programme([]), "optimal"],
    ["rows that no value fulfils", programme([1], { rows: [upTo(-1, 1)] }), "infeasible"],
    ["no end to the gain", programme([-1]), "unbounded"],
    [
      "no end to the gain, in whole numbers",
      programme([-1, -1], { whole: whole(2), rows: [upTo(3, 1, -1)] }),
      "unbounded",
    ],
  ])("%s", (_, asked, status) => {
    expect(solve(asked).status).toBe(status);
  });

  test("of nothing cost nothing", () => {
    const solved = solve(programme([]));
    expect(solved).toEqual({
      status: "optimal",
      objective: 0,
      values: new Float64Array(),
      reducedCosts: new Float64Array(),
      rowDuals: new Float64Array(),
    });
  });

  test("with several rows keep to every one", () => {
    const asked = programme([-1, -1, -1], { rows: [upTo(7, 1, 1), upTo(9, 0, 1, 1), upTo(4, 0, 0, 1)] });
    expect(solve(asked)).toMatchObject({ status: "optimal", objective: -11 });
    expect(solve({ ...asked, cost: Float64Array.of(0, -1, -2) })).toMatchObject({ objective: -13 });
  });

  test("are started from the last solution, or afresh and without being rewritten; all on one seed, in silence", () => {
    const told: unknown[] = [];
    const { solver: counting, models, calls } = countingSolver();
    const watched = new Proxy(counting, {
      get: (target, name) => {
        if (name !== "createModel") return Reflect.get(target, name);
        return (...source: Parameters<LinearSolver["createModel"]>) => {
          const model = target.createModel(...source);
          const { options } = model;
          return new Proxy(model, {
            get: (held, property) =>
              property === "options"
                ? { set: (given: Parameters<typeof options.set>[0]) => told.push(given) && options.set(given) }
                : Reflect.get(held, property),
          });
        };
      },
    });
    const held = holdProgramme(watched, programme([-1], { rows: [upTo(3, 2)] }));
    expect(told.splice(0)).toEqual([{ output_flag: false, random_seed: 1 }]);
    for (const [from, presolve, fresh] of [
      ["last", "choose", 0],
      ["bounds", "off", 1],
      ["last", "choose", 1],
      [undefined, "choose", 1],
    ] as const) {
      expect(held.minimise(from)).toMatchObject({ status: "optimal", objective: -1.5 });
      expect([told.splice(0), calls(0, "clearSolver")]).toEqual([[{ presolve }], fresh]);
    }
    held.dispose();
    expect(models).toEqual({ made: 1, held: 0 });
  });

  test("say what a unit of each variable would cost more", () => {
    expect(solve(programme([1, 2], { rows: [{ ...upTo(9, 1, 1), lower: 3 }] }))).toMatchObject({
      values: Float64Array.of(3, 0),
      reducedCosts: Float64Array.of(0, 1),
      rowDuals: Float64Array.of(1),
    });
  });

  test("are looked at no longer than is asked, and say so", () => {
    const ask = (nodes: number, gap: number) => solve(bag, { nodes, gap }).status;
    expect(ask(0, 1e-6)).toBe("gave-up");
    expect(ask(1, 1e-6)).toBe("feasible");
    expect(ask(1, 5_000)).toBe("optimal");
  });

  test("are solved exactly where nothing else is asked", () => {
    // 6 + 7 + 5 is all that the bag takes; the best that lies near is 8 + 9.
    const things = [6, 7, 8, 9, 5];
    const small = programme(
      things.map((weight) => -weight),
      { upper: new Float64Array(5).fill(1), whole: whole(5), rows: [upTo(18, ...things)] },
    );
    const solved = solve(small);
    expect(solved).toMatchObject({ status: "optimal", objective: -18 });
    expect("values" in solved && [...solved.values].map(Math.abs)).toEqual([1, 1, 0, 0, 1]);
  });
});
