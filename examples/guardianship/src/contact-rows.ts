import type { Random } from "@plait/study";
import { type Day, firstDay, isoDay, lastDay, monthOf, monthOfDay } from "./calendar.ts";
import { contactSupplied, type Group, groups, linkedRows, orphans } from "./counts.ts";
import { type LinkedRow, type PlannedCell, reference } from "./linked-row.ts";
import type { ServiceMonth } from "./service-months.ts";
import { contactPartners, contactTypes, pickWeighted } from "./vocabulary.ts";

/** Contacts whose day is not written, by group. */
const partialDates: Readonly<Record<Group, number>> = { DW: 14, RPC: 10, Missing: 0 };

/**
 * Contacts, as many a group as Table 1 has. No two agree in reference, day, type and partner: otherwise they could not
 * be told from one contact delivered twice.
 */
export function makeContactRows(
  serviceMonths: readonly ServiceMonth[],
  orphanNumbers: readonly number[],
  random: Random,
): LinkedRow[] {
  const seen = new Set<string>();
  return groups.flatMap((group) => {
    const source = random.fork(group);
    const orphanRows = group === "Missing" ? [] : orphanContacts(group, orphanNumbers, seen, source);
    const months = serviceMonths.filter((one) => one.group === group && contactSupplied(one.month));
    const wanted = linkedRows.contact[group] - orphanRows.length;
    const rows: LinkedRow[] = [];
    while (rows.length < wanted) {
      const { person, month } = source.pick(months);
      const episode = person.episodes.find((one) => monthOfDay(one.referred) === month);
      const from = Math.max(firstDay(month), episode?.referred ?? 0);
      const to = Math.min(lastDay(month), person.lastSeen);
      if (to < from) continue;
      const day = from + source.integer(to - from + 1);
      const row = contactRow(group, person.number, day, rows.length < partialDates[group], source);
      const key = contactKey(row);
      if (seen.has(key)) continue;
      seen.add(key);
      rows.push(row);
    }
    return [...rows, ...orphanRows];
  });
}

function contactKey({ record }: LinkedRow): string {
  return `${record.urn} ${record.contact_date} ${record.contact_type} ${record.contact_with}`;
}

function contactRow(group: Group, number: number, day: Day, partial: boolean, random: Random): LinkedRow {
  const written = partial ? isoDay(day).slice(0, 7) : isoDay(day);
  const planned: PlannedCell = {
    fault: "date-partial",
    variable: "contact_date",
    raw: "",
    expected: "kept",
    canonical: written,
    reason: "only month and year are written",
  };
  return {
    kind: "contact",
    group,
    month: monthOfDay(day),
    number,
    record: {
      urn: reference(number),
      contact_date: written,
      contact_type: pickWeighted(contactTypes, random),
      contact_with: pickWeighted(contactPartners, random),
      minutes: String(5 * (1 + random.integer(18))),
      note: drawNote(random),
    },
    ...(partial ? { planned: [planned], fragile: true } : {}),
  };
}

function orphanContacts(
  group: "DW" | "RPC",
  numbers: readonly number[],
  seen: Set<string>,
  random: Random,
): LinkedRow[] {
  const people = numbers
    .slice(orphans.monthly.people, orphans.monthly.people + orphans.contact.people)
    .filter((_, i) => (i % 2 === 0) === (group === "DW"));
  const start = firstDay(monthOf("2021-01"));
  const rows: LinkedRow[] = [];
  while (rows.length < orphans.contact.rows[group]) {
    const number = people[rows.length % people.length] ?? 0;
    const row = contactRow(group, number, start + random.integer(600), false, random);
    if (seen.has(contactKey(row))) continue;
    seen.add(contactKey(row));
    const reason = "no referral has this reference";
    rows.push({
      ...row,
      plantedRow: { fault: "orphan-contact", expected: "kept", stage: "linked", reason },
      fragile: true,
    });
  }
  return rows;
}

const openings = [
  "Talked about",
  "Checked on",
  "Agreed next steps for",
  "Passed on information about",
  "Arranged a meeting on",
];
const subjects = [
  "school",
  "housing",
  "the coming appointment",
  "travel to the solicitor",
  "English lessons",
  "health care",
  "the safety plan",
  "the review meeting",
  "the visit to the café",
];
const endings = ["", "", "", " Will ring again next week.", " All well.", " Left a message.", " Didn’t answer."];

/** A short neutral text of our own. Some have a second line. */
function drawNote(random: Random): string | null {
  if (random.next() < 0.3) return null;
  const ending = random.pick(endings);
  const line = `${random.pick(openings)} ${random.pick(subjects)}.${ending}`;
  return random.next() < 0.06 ? `${line}\nSecond matter: ${random.pick(subjects)}, "as before".` : line;
}
