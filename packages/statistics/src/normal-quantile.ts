/**
 * The value that a standard normal variable exceeds in absolute size with probability `level`: 1.959964 for 0.05.
 *
 * @param level strictly between 0 and 1
 * @throws RangeError when `level` is out of range
 *
 * Source: Wichura (1988), Applied Statistics 37, 477-484, algorithm AS 241 (about 16 digits). Reference implementation:
 * R's `qnorm`.
 */
export function twoSidedNormalQuantile(level: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be strictly between 0 and 1: ${level}`);
  const q = 0.5 - level / 2;
  if (q <= 0.425) return q * ratio(0.180625 - q * q, central);
  const r = Math.sqrt(-Math.log(level / 2));
  return r <= 5 ? ratio(r - 1.6, middle) : ratio(r - 5, tail);
}

/** Coefficients of a ratio of polynomials, from the constant upwards. */
interface Ratio {
  readonly above: readonly number[];
  readonly below: readonly number[];
}

function ratio(x: number, { above, below }: Ratio): number {
  return above.reduceRight((sum, a) => sum * x + a, 0) / below.reduceRight((sum, b) => sum * x + b, 0);
}

const central: Ratio = {
  above: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  below: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852546,
  ],
};

const middle: Ratio = {
  above: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  below: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
};

const tail: Ratio = {
  above: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  below: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
};
