import type { Random } from "@plait/study";
import { firstDay, isoDay, isoMonth, type Month, monthOf } from "./calendar.ts";
import { groups, linkedRows, monthlyConflictPairs, monthlySupplied, orphans } from "./counts.ts";
import { type LinkedRow, type PlannedCell, reference } from "./linked-row.ts";
import type { Person } from "./people.ts";
import type { ServiceMonth } from "./service-months.ts";
import { criminalJusticeStatuses, immigrationStatuses, pickWeighted } from "./vocabulary.ts";

/**
 * Monthly rows, one a person and month, as many a group as Table 1 has. The month in which a case closed is always
 * among them; which of the others were written down is chance. Orphans and contradicting pairs are part of the count.
 */
export function makeMonthlyRows(
  serviceMonths: readonly ServiceMonth[],
  orphanNumbers: readonly number[],
  random: Random,
): LinkedRow[] {
  return groups.flatMap((group) => {
    const source = random.fork(group);
    const pairs = group === "Missing" ? 0 : monthlyConflictPairs[group];
    const orphanRows = group === "Missing" ? [] : orphanMonths(group, orphanNumbers, source);
    const possible = serviceMonths.filter((one) => one.group === group && monthlySupplied(group, one.month));
    const certain = possible.filter((one) => one.closing);
    const wanted = linkedRows.monthly[group] - pairs - orphanRows.length - certain.length;
    const chosen = source.shuffle(possible.filter((one) => !one.closing)).slice(0, wanted);
    if (chosen.length < wanted) throw new RangeError(`${group}: ${chosen.length} months to record, ${wanted} wanted`);
    const rows = [...certain, ...chosen].map((one) => monthlyRow(one, source));
    return [...withContradictions(rows, pairs), ...orphanRows];
  });
}

function monthlyRow({ person, month, group, closing }: ServiceMonth, random: Random): LinkedRow {
  const closure = closing ? person.closure : undefined;
  const status = closure !== undefined ? "Closed" : random.next() < 0.04 ? "Open, missing" : "Open";
  const { value: closureDate, planned } = closureDateOf(person, closing);
  return {
    kind: "monthly",
    group,
    month,
    number: person.number,
    record: {
      urn: reference(person.number),
      month: isoMonth(month),
      case_status: status,
      closure_date: closureDate,
      closure_reason: closure?.reason ?? null,
      moved_to_service: closure?.movedTo ?? null,
      immigration_status: random.next() < 0.93 ? person.details.immigration : pickWeighted(immigrationStatuses, random),
      criminal_justice_status:
        random.next() < 0.92 ? person.details.criminalJustice : pickWeighted(criminalJusticeStatuses, random),
    },
    ...(planned === undefined ? {} : { planned: [planned], fragile: true }),
    ...(closing ? { fragile: true } : {}),
  };
}

function closureDateOf(person: Person, closing: boolean): { value: string | null; planned?: PlannedCell } {
  if (!closing || person.closure === undefined) return { value: null };
  const day = isoDay(person.closure.day);
  const cell = { variable: "closure_date", expected: "kept" } as const;
  switch (person.timeGap) {
    case "partial-closure-date": {
      const value = day.slice(0, 7);
      const reason = "only month and year are written";
      return { value, planned: { ...cell, fault: "date-partial", raw: "", canonical: value, reason } };
    }
    case "impossible-closure-date": {
      const raw = `31/02/${day.slice(0, 4)}`;
      return {
        value: null,
        planned: { ...cell, fault: "date-impossible", raw, canonical: null, reason: "no usable date" },
      };
    }
    case "month-first-closure-date": {
      const raw = `${day.slice(5, 7)}/25/${day.slice(0, 4)}`;
      return {
        value: null,
        planned: { ...cell, fault: "date-month-first", raw, canonical: null, reason: "no usable date" },
      };
    }
    case "no-closure-date":
      return { value: null };
    default:
      return { value: day };
  }
}

/** Adds to the first rows of people with open cases a second row of the same month that says something else. */
function withContradictions(rows: readonly LinkedRow[], pairs: number): LinkedRow[] {
  const doubled = rows.filter((row) => row.record.closure_reason === null && row.record.case_status === "Open");
  const plantedRow = {
    fault: "conflicting-rows",
    expected: "kept",
    stage: "linked",
    reason: "two rows of one person and month disagree",
  } as const;
  const first = new Set(doubled.slice(0, pairs));
  return rows.flatMap((row) => {
    if (!first.has(row)) return [row];
    const one: LinkedRow = { ...row, plantedRow, fragile: true };
    return [one, { ...one, record: { ...row.record, case_status: "Open, missing" } }];
  });
}

/** Rows of people who are in no referral file. */
function orphanMonths(group: "DW" | "RPC", numbers: readonly number[], random: Random): LinkedRow[] {
  const people = numbers.slice(0, orphans.monthly.people);
  const start: Month = monthOf("2019-05");
  return Array.from({ length: orphans.monthly.rows[group] }, (_, i): LinkedRow => {
    const half = people.filter((_, j) => (j % 2 === 0) === (group === "DW"));
    const number = half[i % half.length] ?? 0;
    const month = start + (number % 24) + Math.floor(i / half.length);
    return {
      kind: "monthly",
      group,
      month,
      number,
      record: {
        urn: reference(number),
        month: isoDay(firstDay(month)).slice(0, 7),
        case_status: "Open",
        closure_date: null,
        closure_reason: null,
        moved_to_service: null,
        immigration_status: pickWeighted(immigrationStatuses, random),
        criminal_justice_status: pickWeighted(criminalJusticeStatuses, random),
      },
      plantedRow: {
        fault: "orphan-monthly",
        expected: "kept",
        stage: "linked",
        reason: "no referral has this reference",
      },
      fragile: true,
    };
  });
}
