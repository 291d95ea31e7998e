import type { Cell, People } from "@plait/study";

/** So many sorters stand behind a cell. */
export function sorters(people: number): People {
  return { kind: "counted", people };
}

/** A count of sorters. */
export function countOf(people: number): Cell {
  return { kind: "count", value: people, people: sorters(people) };
}

/** A statistic of so many sorters. */
export function statistic(value: number, digits: number, people: number): Cell {
  return { kind: "statistic", value, digits, people: sorters(people) };
}

/** A text that says something about so many sorters. */
export function textOf(text: string, people: number): Cell {
  return { kind: "text", text, people: sorters(people) };
}

export function notEstimable(note: string): Cell {
  return { kind: "absent", reason: "not-estimable", note };
}

export const notApplicable: Cell = { kind: "absent", reason: "not-applicable" };
