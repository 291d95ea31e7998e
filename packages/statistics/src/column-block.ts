import { type DoubleDouble, splitter } from "./double-double.ts";

/** A column of numbers; where `low` is given, row i holds `values[i] + low[i]` in double-double. */
export interface WideColumn {
  readonly values: Float64Array;
  readonly low?: Float64Array | undefined;
  /** The block holds the column multiplied by this power of two, which loses nothing. */
  readonly scale: number;
}

/** So few rows that a dozen columns in double-double (200 KB) stay in a core's second-level cache. */
export const blockRows = 1024;

/** Some rows of several columns in double-double, column after column, to be worked on in place. */
export interface ColumnBlock {
  readonly hi: Float64Array;
  readonly lo: Float64Array;
}

export function emptyBlock(columns: number): ColumnBlock {
  return { hi: new Float64Array(columns * blockRows), lo: new Float64Array(columns * blockRows) };
}

/** Copies `count` rows from row `from` on, scaled, into the block. */
export function loadRows(block: ColumnBlock, columns: readonly WideColumn[], from: number, count: number): void {
  columns.forEach((column, position) => {
    const start = position * blockRows;
    for (let i = 0; i < count; i++) {
      block.hi[start + i] = at(column.values, from + i) * column.scale;
      block.lo[start + i] = column.low === undefined ? 0 : at(column.low, from + i) * column.scale;
    }
  });
}

/**
 * The inner product of two columns of a block, over its first `count` rows, as if computed in twice the precision.
 *
 * Source: Ogita, Rump and Oishi (2005), Accurate sum and dot product, SIAM Journal on Scientific Computing 26, Dot2.
 */
export function innerProduct(block: ColumnBlock, a: number, b: number, count: number): DoubleDouble {
  const { hi, lo } = block;
  const aStart = a * blockRows;
  const bStart = b * blockRows;
  let sum = 0;
  let rest = 0;
  for (let i = 0; i < count; i++) {
    const x = at(hi, aStart + i);
    const y = at(hi, bStart + i);
    const xWide = splitter * x;
    const xHead = xWide - (xWide - x);
    const xTail = x - xHead;
    const yWide = splitter * y;
    const yHead = yWide - (yWide - y);
    const yTail = y - yHead;
    const product = x * y;
    const productRest = xTail * yTail - (product - xHead * yHead - xTail * yHead - xHead * yTail);
    const next = sum + product;
    const shifted = next - sum;
    rest +=
      sum - (next - shifted) + (product - shifted) + productRest + (x * at(lo, bStart + i) + at(lo, aStart + i) * y);
    sum = next;
  }
  const total = sum + rest;
  return { hi: total, lo: rest - (total - sum) };
}

/** column `target` -= factor × column `source`, over the first `count` rows. */
export function subtractMultiple(
  block: ColumnBlock,
  target: number,
  factor: DoubleDouble,
  source: number,
  count: number,
): void {
  const { hi, lo } = block;
  const targetStart = target * blockRows;
  const sourceStart = source * blockRows;
  const f = -factor.hi;
  const fLow = -factor.lo;
  const fWide = splitter * f;
  const fHead = fWide - (fWide - f);
  const fTail = f - fHead;
  for (let i = 0; i < count; i++) {
    const x = at(hi, sourceStart + i);
    const y = at(hi, targetStart + i);
    const xWide = splitter * x;
    const xHead = xWide - (xWide - x);
    const xTail = x - xHead;
    const product = f * x;
    const productRest =
      fTail * xTail -
      (product - fHead * xHead - fTail * xHead - fHead * xTail) +
      (f * at(lo, sourceStart + i) + fLow * x);
    const sum = y + product;
    const shifted = sum - y;
    const rest = y - (sum - shifted) + (product - shifted) + productRest + at(lo, targetStart + i);
    const total = sum + rest;
    hi[targetStart + i] = total;
    lo[targetStart + i] = rest - (total - sum);
  }
}

/** column `target` *= factor, over the first `count` rows. */
export function multiplyColumn(block: ColumnBlock, target: number, factor: DoubleDouble, count: number): void {
  const { hi, lo } = block;
  const start = target * blockRows;
  const f = factor.hi;
  const fWide = splitter * f;
  const fHead = fWide - (fWide - f);
  const fTail = f - fHead;
  for (let i = 0; i < count; i++) {
    const x = at(hi, start + i);
    const xWide = splitter * x;
    const xHead = xWide - (xWide - x);
    const xTail = x - xHead;
    const product = f * x;
    const rest =
      fTail * xTail -
      (product - fHead * xHead - fTail * xHead - fHead * xTail) +
      (f * at(lo, start + i) + factor.lo * x);
    const total = product + rest;
    hi[start + i] = total;
    lo[start + i] = rest - (total - product);
  }
}

function at(array: Float64Array, index: number): number {
  // Callers stay within the bounds they allocated; a check per element would halve the speed.
  return array[index] as number;
}
