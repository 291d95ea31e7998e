import type { Cell, Result, Sum } from "@plait/study";
import { seededRandom } from "@plait/study";
import { at, column, people } from "./made-up-results.ts";

export type Size = readonly [depth: number, height: number, width: number];

/** Counts of 10 to 69, and a share of counts below 10; the last dimension fastest. */
export function cellsOfCube(seed: string, [depth, height, width]: Size, few: number): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: depth * height * width }, () =>
    random.next() < few ? random.integer(10) : 10 + random.integer(60),
  );
}

/** A cube as one column, with every line, plane and grand total and every sum along each of its three directions. */
export function threeWay(cells: readonly number[], size: Size): Result {
  const [depth, height, width] = size;
  const steps = { x: depth + 1, y: height + 1, z: width + 1 };
  const indexOf = (x: number, y: number, z: number) => (x * steps.y + y) * steps.z + z;
  const values = new Map<number, number>();
  const value = (x: number, y: number, z: number): number => {
    const range = (coordinate: number, length: number) =>
      coordinate < length ? [coordinate] : Array.from({ length }, (_, index) => index);
    let sum = 0;
    for (const i of range(x, depth)) {
      for (const j of range(y, height))
        for (const k of range(z, width)) sum += cells[(i * height + j) * width + k] ?? 0;
    }
    return sum;
  };
  const sums: Sum[] = [];
  const line = (length: number, place: (index: number) => number) =>
    sums.push({ total: at(place(length)), parts: Array.from({ length }, (_, index) => at(place(index))) });
  for (let x = 0; x < steps.x; x++) {
    for (let y = 0; y < steps.y; y++) line(width, (z) => indexOf(x, y, z));
    for (let z = 0; z < steps.z; z++) line(height, (y) => indexOf(x, y, z));
  }
  for (let y = 0; y < steps.y; y++) for (let z = 0; z < steps.z; z++) line(depth, (x) => indexOf(x, y, z));
  for (let x = 0; x < steps.x; x++) {
    for (let y = 0; y < steps.y; y++) for (let z = 0; z < steps.z; z++) values.set(indexOf(x, y, z), value(x, y, z));
  }
  const column0: Cell[] = [...values.values()].map((count) => people(count));
  return column(column0, { sums });
}
