/**
 * A seeded source of pseudo-random numbers.
 *
 * The generator is xoshiro128** (Blackman and Vigna, 2018), seeded from text by an FNV-1a hash stretched with
 * SplitMix32, so that a seed is something a person can write down. Not for cryptography.
 */
export interface Random {
  /** A number uniform in [0, 1), with 32 bits of resolution. */
  next(): number;
  /** An integer uniform in [0, bound). */
  integer(bound: number): number;
  /** One element, each equally likely. Throws RangeError on an empty list. */
  pick<T>(items: readonly T[]): T;
  /** A new array with the same elements in random order (Fisher-Yates). */
  shuffle<T>(items: readonly T[]): T[];
  /** An independent source whose stream depends only on this seed and the name, not on draws made so far. */
  fork(name: string): Random;
}

export function seededRandom(seed: string): Random {
  const first = splitMix(hashText(seed));
  const second = first.next();
  const third = second.next();
  let a = first.word;
  let b = second.word;
  let c = third.word;
  let d = third.next().word;

  const nextWord = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotateLeft(d, 11);
    return result;
  };
  const next = (): number => nextWord() / 4294967296;
  const integer = (bound: number): number => {
    if (!Number.isInteger(bound) || bound < 1) throw new RangeError(`bound must be a positive integer: ${bound}`);
    return Math.floor(next() * bound);
  };
  return {
    next,
    integer,
    pick: <T>(items: readonly T[]): T => {
      if (items.length === 0) throw new RangeError("cannot pick from an empty list");
      // The index is within bounds by construction.
      return items[integer(items.length)] as T;
    },
    shuffle: <T>(items: readonly T[]): T[] => {
      const shuffled = [...items];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        // Both indices are within bounds.
        [shuffled[i], shuffled[j]] = [shuffled[j] as T, shuffled[i] as T];
      }
      return shuffled;
    },
    fork: (name) => seededRandom(`${seed}/${name}`),
  };
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

interface SplitMix {
  readonly word: number;
  next(): SplitMix;
}

function splitMix(seed: number): SplitMix {
  const counter = (seed + 0x9e3779b9) | 0;
  let z = counter ^ (counter >>> 16);
  z = Math.imul(z, 0x21f0aaad);
  z ^= z >>> 15;
  z = Math.imul(z, 0x735a2d97);
  z ^= z >>> 15;
  return { word: z >>> 0, next: () => splitMix(counter) };
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
