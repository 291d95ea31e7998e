import { readFileSync } from "node:fs";
import type { Problem } from "@plait/study";
import { makeGrid, type QData } from "../../src/index.ts";

/** A study of seven cards on a board of 1, 1, 3, 1 and 1 places, which the fixtures hold. */
export const GRID = makeGrid([-2, -1, 0, 1, 2].map((value) => ({ value, cards: value === 0 ? 3 : 1 })));
export const QYP1 = [2, 0, -1, 0, 1, -2, 0];
export const QYP2 = [0, 0, 0, 2, -2, 1, -1];
export const PILES1 = ["agree", "agree", "disagree", "unsure", "agree", "disagree", "unsure"] as const;
export const STATEMENTS = ["court", "home", "school", "future", "trust", "lonely", "calm"].map((id, at) => ({
  id,
  number: at + 1,
}));

export const SEVEN: QData = {
  title: "Seven cards",
  statements: STATEMENTS.map(({ id }) => ({ id, text: `Because of my worker: ${id}` })),
  grid: GRID,
  sorts: [
    { sorter: "QYP1", places: QYP1 },
    { sorter: "QYP2", places: QYP2 },
  ],
};

export function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url));
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function codes(problems: readonly Problem[]): string[] {
  return problems.map(({ code }) => code);
}

export function errors(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ severity }) => severity === "error");
}

/** The value of a read that must have one. */
export function contentOf<T>(read: { readonly value?: T | undefined; readonly problems: readonly Problem[] }): T {
  if (read.value === undefined) throw new Error(`nothing was read: ${JSON.stringify(read.problems)}`);
  return read.value;
}
