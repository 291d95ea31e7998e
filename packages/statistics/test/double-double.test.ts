import fc from "fast-check";
import { expect, test } from "vitest";
import {
  blockRows,
  type ColumnBlock,
  emptyBlock,
  innerProduct,
  loadRows,
  subtractMultiple,
} from "../src/column-block.ts";
import { add, type DoubleDouble, divide, multiply, squareRoot, subtract } from "../src/double-double.ts";

/** 2^-100: double-double keeps 104 bits or a few fewer. */
const unit = 2n ** 100n;

/** Numbers of at most 100 bits, known exactly as integers. */
const wideInteger = fc.bigInt({ min: -(2n ** 98n), max: 2n ** 98n }).filter((value) => value !== 0n);

test("[D1] sums, products, quotients and roots of whole numbers are right to 2^-100", () => {
  fc.assert(
    fc.property(wideInteger, wideInteger, (a, b) => {
      const [x, y] = [fromInteger(a), fromInteger(b)];
      // A sum of opposite signs loses what cancels, so its error is measured by its parts.
      expectNear(toInteger(add(x, y)), a + b, size(a) + size(b));
      expectNear(toInteger(subtract(x, y)), a - b, size(a) + size(b));
      expectNear(toInteger(multiply(x, y)), a * b, size(a * b));
      expectNear(toInteger(multiply(divide(x, y), y)), a, size(a));
      const root = squareRoot(fromInteger(size(a)));
      expectNear(toInteger(multiply(root, root)), size(a), size(a));
    }),
  );
});

test("[D2] an inner product that cancels keeps its digits", () => {
  // 10^16 × 1 + 1 × 1 - 10^16 × 1: doubles alone say 0.
  const block = blockOf([1e16, 1, -1e16], [1, 1, 1]);
  expect(innerProduct(block, 0, 1, 3)).toEqual({ hi: 1, lo: 0 });
});

test("[D2] taking a multiple of a column away leaves what doubles would have rounded", () => {
  const block = blockOf([0.1, 0.3], [1, 3]);
  subtractMultiple(block, 0, { hi: 0.1, lo: 0 }, 1, 2);
  expect(block.hi[0]).toBe(0);
  // 0.3 - 3 × 0.1 between the doubles next to those decimals: -1/2^55, which is -2.7755575615628914e-17.
  expect(block.hi[1]).toBe(-(2 ** -55));
});

function blockOf(...columns: readonly (readonly number[])[]): ColumnBlock {
  const block = emptyBlock(columns.length);
  const wide = columns.map((values) => ({ values: Float64Array.from(values), scale: 1 }));
  loadRows(block, wide, 0, Math.min(blockRows, columns[0]?.length ?? 0));
  return block;
}

function fromInteger(value: bigint): DoubleDouble {
  const hi = Number(value);
  return { hi, lo: Number(value - BigInt(hi)) };
}

/** To the nearest whole number of each part. */
function toInteger({ hi, lo }: DoubleDouble): bigint {
  return BigInt(Math.round(hi)) + BigInt(Math.round(lo));
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function expectNear(computed: bigint, exact: bigint, magnitude: bigint): void {
  // One for the rounding to whole numbers.
  expect(size(computed - exact)).toBeLessThanOrEqual(magnitude / unit + 1n);
}
