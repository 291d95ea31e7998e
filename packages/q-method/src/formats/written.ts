import type { Place, Problem, Read } from "@plait/study";
import type { QData } from "../q-data.ts";
import { notCarried } from "./q-problems.ts";

/**
 * A file's content with everything that it cannot say as the data say it. The content is absent where the format cannot
 * hold the data at all.
 */
export type Written<T> = Read<T>;

/** What a format may lack, in the words of a message. */
export type Carried =
  | "title"
  | "statement texts"
  | "grid"
  | "conditions"
  | "languages"
  | "piles"
  | "orders of placing"
  | "comments"
  | "details";

/** A warning that names what these data hold and the format does not carry; none where nothing is lost. */
export function lostParts(data: QData, place: Place, carried: readonly Carried[]): Problem[] {
  const held: readonly (readonly [Carried, boolean])[] = [
    ["title", data.title !== undefined],
    ["statement texts", data.statements.some(({ text }) => text !== undefined)],
    ["grid", data.grid !== undefined],
    ["conditions", data.sorts.some(({ condition }) => condition !== undefined)],
    ["languages", data.sorts.some(({ language }) => language !== undefined)],
    ["piles", data.sorts.some(({ piles }) => piles !== undefined)],
    ["orders of placing", data.sorts.some(({ order }) => order !== undefined)],
    ["comments", data.sorts.some(({ comments = [] }) => comments.length > 0)],
    ["details", data.sorts.some(({ details = {} }) => Object.keys(details).length > 0)],
  ];
  const lost = held.filter(([part, present]) => present && !carried.includes(part)).map(([part]) => part);
  return lost.length === 0 ? [] : [notCarried(place, lost)];
}
