import type { Cell, Measure, People } from "@plait/study";

/** So many sorters stand behind a cell. */
export function sorters(people: number): People {
  return { kind: "counted", people };
}

/** A count of sorters; cells of one name are the same number. */
export function countOf(people: number, name?: string): Cell {
  const cell = { kind: "count", value: people, people: sorters(people) } as const;
  return name === undefined ? cell : { ...cell, name };
}

/** The names of counts that several tables print. */
export const ALL_SORTERS = "q.sorters";
export const UNALIGNED_SORTERS = "q.unaligned.sorters";

export function membersOf(group: string): string {
  return `q.${group}.sorters`;
}

/**
 * A statistic of so many sorters.
 *
 * @param measure where the number of sorters alone does not decide whether it may leave
 */
export function statistic(value: number, digits: number, people: number, measure?: Measure): Cell {
  const cell = { kind: "statistic", value, digits, people: sorters(people) } as const;
  return measure === undefined ? cell : { ...cell, measure };
}

/**
 * A text that says something about so many sorters.
 *
 * @param tells names of the counts that can be read off it and the texts beside it
 */
export function textOf(text: string, people: number, tells: readonly string[] = []): Cell {
  const cell = { kind: "text", text, people: sorters(people) } as const;
  return tells.length === 0 ? cell : { ...cell, tells };
}

/** A text for "none", where an empty cell would leave a reader in doubt. */
export const NONE = "–";

export function notEstimable(note: string): Cell {
  return { kind: "absent", reason: "not-estimable", note };
}

export const notApplicable: Cell = { kind: "absent", reason: "not-applicable" };
