import type { Random } from "@plait/study";
import { type Month, monthOfDay } from "./calendar.ts";
import { type Group, inMissingQuarter, linkedRows } from "./counts.ts";
import type { Person } from "./people.ts";

/** A month in which a person was supported, and whose files it was recorded in. */
export interface ServiceMonth {
  readonly person: Person;
  readonly month: Month;
  readonly group: Group;
  /** The month in which the case closed. */
  readonly closing: boolean;
}

/**
 * Every month of everyone's support, once. In April to June 2021 as many of them as Table 1 has monthly rows of unknown
 * role went into the files that do not say whose they are.
 */
export function makeServiceMonths(people: readonly Person[], random: Random): ServiceMonth[] {
  const months = people.flatMap(monthsOf);
  const settled = months.filter((one) => one.group === "Missing").length;
  const candidates = months.filter((one) => one.group !== "Missing" && inMissingQuarter(one.month));
  const moved = new Set(random.shuffle(candidates).slice(0, linkedRows.monthly.Missing - settled));
  return months.map((one) => (moved.has(one) ? { ...one, group: "Missing" } : one));
}

function monthsOf(person: Person): ServiceMonth[] {
  // Nothing was recorded of people referred outside the study's period.
  if (person.standing === "outside-period") return [];
  const groupIn = new Map<Month, Group>();
  person.episodes.forEach((episode, i) => {
    const isLast = i === person.episodes.length - 1;
    const from = monthOfDay(episode.referred);
    const to = isLast ? monthOfDay(person.lastSeen) : from + 3;
    for (let month = from; month <= to; month++) groupIn.set(month, groupOf(person, episode.group, month));
  });
  const closingMonth = person.closure === undefined ? null : monthOfDay(person.closure.day);
  return [...groupIn]
    .filter(([month]) => month <= monthOfDay(person.lastSeen))
    .sort(([a], [b]) => a - b)
    .map(([month, group]) => ({ person, month, group, closing: month === closingMonth }));
}

function groupOf(person: Person, group: Group, month: Month): Group {
  if (group !== "Missing") return group;
  return inMissingQuarter(month) ? "Missing" : person.laterGroup;
}
