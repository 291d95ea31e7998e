/**
 * A number held as the unevaluated sum of two doubles, `hi + lo` with |lo| at most half a unit in the last place of
 * `hi`: about 32 significant digits. Results are good to a few units of 2^-104 while no part under- or overflows.
 *
 * Source: Dekker (1971), A floating-point technique for extending the available precision, Numerische Mathematik 18;
 * the sum of two numbers by Knuth (1969), The Art of Computer Programming 2, section 4.2.2.
 */
export interface DoubleDouble {
  readonly hi: number;
  readonly lo: number;
}

/** 2^27 + 1: multiplying by it parts a double into two halves whose products are exact (Veltkamp). */
export const splitter = 134217729;

export const zero: DoubleDouble = { hi: 0, lo: 0 };
export const one: DoubleDouble = { hi: 1, lo: 0 };

export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = sumExactly(a.hi, b.hi);
  const low = sumExactly(a.lo, b.lo);
  const middle = sumOrdered(high.hi, high.lo + low.hi);
  return sumOrdered(middle.hi, middle.lo + low.lo);
}

export function negate(a: DoubleDouble): DoubleDouble {
  return { hi: -a.hi, lo: -a.lo };
}

export function subtract(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  return add(a, negate(b));
}

export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const product = multiplyExactly(a.hi, b.hi);
  return sumOrdered(product.hi, product.lo + (a.hi * b.lo + a.lo * b.hi));
}

/** `b` must not be zero. */
export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const first = a.hi / b.hi;
  const afterFirst = subtract(a, multiply(b, { hi: first, lo: 0 }));
  const second = afterFirst.hi / b.hi;
  const afterSecond = subtract(afterFirst, multiply(b, { hi: second, lo: 0 }));
  return add(sumOrdered(first, second), { hi: afterSecond.hi / b.hi, lo: 0 });
}

/** `a` must not be negative. */
export function squareRoot(a: DoubleDouble): DoubleDouble {
  if (a.hi === 0) return zero;
  const root = Math.sqrt(a.hi);
  const remainder = subtract(a, multiplyExactly(root, root));
  return sumOrdered(root, remainder.hi / (2 * root));
}

export function absolute(a: DoubleDouble): DoubleDouble {
  return a.hi < 0 ? negate(a) : a;
}

/** a + b without error. */
function sumExactly(a: number, b: number): DoubleDouble {
  const hi = a + b;
  const shifted = hi - a;
  return { hi, lo: a - (hi - shifted) + (b - shifted) };
}

/** a + b without error, given |a| ≥ |b| or a = 0. */
function sumOrdered(a: number, b: number): DoubleDouble {
  const hi = a + b;
  return { hi, lo: b - (hi - a) };
}

/** a × b without error. */
function multiplyExactly(a: number, b: number): DoubleDouble {
  const hi = a * b;
  const aWide = splitter * a;
  const aHead = aWide - (aWide - a);
  const aTail = a - aHead;
  const bWide = splitter * b;
  const bHead = bWide - (bWide - b);
  const bTail = b - bHead;
  return { hi, lo: aTail * bTail - (hi - aHead * bHead - aTail * bHead - aHead * bTail) };
}
