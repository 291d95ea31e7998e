import { isoDay, monthOfDay } from "./calendar.ts";
import type { LinkedRow, PlannedCell, PlantedRow } from "./linked-row.ts";
import { reference } from "./linked-row.ts";
import type { Details, Episode, Person } from "./people.ts";

/** One row an episode, and two contradicting rows for each person in conflict. */
export function makeReferralRows(people: readonly Person[]): LinkedRow[] {
  return people.flatMap((person) => {
    const rows = person.episodes.map((episode, i) =>
      referralRow(person, episode, person.details, plantedRow(person, i)),
    );
    const first = person.episodes[0];
    if (person.contradiction === undefined || first === undefined) return rows;
    return [...rows, referralRow(person, first, person.contradiction, plantedRow(person, 0))];
  });
}

function referralRow(person: Person, episode: Episode, details: Details, planted: PlantedRow | undefined): LinkedRow {
  const day = isoDay(episode.referred);
  const partial = person.timeGap === "partial-referral-date";
  const referralDate = partial ? day.slice(0, 7) : day;
  const planned: PlannedCell[] = partial
    ? [
        {
          fault: "date-partial",
          variable: "referral_date",
          raw: "",
          expected: "kept",
          canonical: referralDate,
          reason: "only month and year are written",
        },
      ]
    : [];
  return {
    kind: "referral",
    group: episode.group,
    month: monthOfDay(episode.referred),
    number: person.number,
    record: {
      urn: reference(person.number),
      referral_date: referralDate,
      site: episode.site,
      gender: details.gender,
      nationality: details.nationality,
      age_at_referral: details.age === null ? null : String(details.age),
      exploitation: details.exploitation === null ? null : details.exploitation.join("; "),
      exploitation_location: details.location,
      immigration_status: details.immigration,
      criminal_justice_status: details.criminalJustice,
      referrer: details.referrer,
    },
    ...(planned.length > 0 ? { planned } : {}),
    ...(planted === undefined ? {} : { plantedRow: planted }),
    fragile: partial || planted !== undefined || person.episodes.length > 1,
  };
}

function plantedRow(person: Person, index: number): PlantedRow | undefined {
  const removed = (fault: string, reason: string): PlantedRow => ({
    fault,
    expected: "removed",
    stage: "wide",
    reason,
  });
  switch (person.standing) {
    case "test-record":
      return removed("test-record", "test-record");
    case "outside-period":
      return removed("out-of-period-referral", "outside-period");
    case "conflict":
      return removed("conflicting-rows", "conflict");
    default:
      return index === 0 ? undefined : removed(reentryFault(person), "later-episode");
  }
}

function reentryFault(person: Person): string {
  const [first, second] = person.episodes;
  if (first?.referred === second?.referred) return "re-entry-other-site";
  return first?.site === second?.site ? "re-entry-other-date" : "re-entry-other-date-and-site";
}
