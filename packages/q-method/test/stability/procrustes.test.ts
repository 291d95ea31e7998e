import { seededRandom } from "@plait/study";
import { describe, expect, it } from "vitest";
import { multiply, transpose } from "../../src/analysis/small-matrix.ts";
import { procrustesTurn } from "../../src/stability/procrustes.ts";
import { expectNear } from "../analysis/near.ts";

const random = seededRandom("procrustes");
const numbers = (count: number) => Float64Array.from({ length: count }, () => random.next() * 2 - 1);
const identity = (order: number) =>
  Float64Array.from({ length: order * order }, (_, i) => (i % (order + 1) === 0 ? 1 : 0));

/** A product of turns of pairs of axes, one of them reflected. */
function anyTurn(order: number): Float64Array {
  let turn: Float64Array = identity(order);
  for (let axis = 1; axis < order; axis++) {
    const pair = identity(order);
    const angle = random.next() * 6;
    pair[0] = Math.cos(angle);
    pair[axis] = Math.sin(angle);
    pair[axis * order] = -Math.sin(angle);
    pair[axis * order + axis] = Math.cos(angle);
    turn = multiply(turn, pair, order);
  }
  return turn.map((value, i) => (i % order === 0 ? -value : value));
}

const distance = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + (value - (b[i] ?? 0)) ** 2, 0);

describe("the Procrustes turn [B7]", () => {
  it.each([1, 2, 3, 5, 8])("undoes a turn of %i factors", (order) => {
    const loadings = numbers(20 * order);
    const turn = anyTurn(order);
    expectNear(procrustesTurn(loadings, multiply(loadings, turn, order), order), turn, 1e-12);
  });

  it("is a quarter turn in a case by hand", () => {
    // One sort on the first axis, its target on the second, and the other way round with its sign turned.
    const turn = procrustesTurn(Float64Array.of(1, 0, 0, 2), Float64Array.of(0, 1, -2, 0), 2);
    expectNear(turn, [0, 1, -1, 0], 1e-15);
  });

  it("comes nearer to the target than any other turn", () => {
    const loadings = numbers(45);
    const target = numbers(45);
    const best = procrustesTurn(loadings, target, 3);
    const least = distance(multiply(loadings, best, 3), target);
    for (let tried = 0; tried < 500; tried++) {
      expect(distance(multiply(loadings, anyTurn(3), 3), target)).toBeGreaterThanOrEqual(least);
    }
  });

  it.each([0, 1, 2])("keeps right angles where only %i of four factors have loadings", (filled) => {
    const loadings = numbers(40).map((value, i) => (i % 4 < filled ? value : 0));
    const turn = procrustesTurn(loadings, numbers(40), 4);
    expectNear(multiply(transpose(turn, 4), turn, 4), identity(4), 1e-12);
  });
});
