import type { CallName, ReplyOf } from "@plait/api";
import { linkedSizes, quarantinedRows, trace, whyNotInWide } from "@plait/records";
import type { RecordsRules } from "@plait/study";
import { nameOfStaff, type OpenRoom, RefusedCall } from "../room.ts";
import { shownProblem } from "../shown-problem.ts";
import type { StudyAtWork } from "../study-at-work.ts";
import { crosswalkReview } from "./records/crosswalk-review.ts";
import { decideMapping } from "./records/decide-mapping.ts";
import { decideRepairs } from "./records/decide-repairs.ts";
import { deliveredFiles } from "./records/delivered-files.ts";
import { openRecordsDesk, type RecordsAtDesk, StudyInUse } from "./records/records-desk.ts";
import { repairsReview } from "./records/repairs-review.ts";
import { shownCoverage } from "./records/shown-coverage.ts";

export type RecordsCall = Extract<
  CallName,
  | "readRecords"
  | "listDeliveries"
  | "readCoverage"
  | "readCrosswalk"
  | "decideMapping"
  | "readRepairs"
  | "decideRepairs"
  | "readQuarantine"
  | "readLedger"
  | "traceValue"
>;

const ROWS_OF_A_REASON = 100;

/** The records of a study by value, for its insiders. They are opened when first asked for, and anew when their files have changed. */
export function openRecordsRoom(study: StudyAtWork): OpenRoom<RecordsCall> {
  const desk = openRecordsDesk(study.folder);
  const use = <T>(task: (records: RecordsAtDesk) => Promise<T>): Promise<T> =>
    desk.use(task).catch((error: unknown) => {
      throw error instanceof StudyInUse ? inUse() : error;
    });
  const useLinked = <T>(task: (records: LinkedAtDesk) => Promise<T>): Promise<T> =>
    use((records) => task(linked(records)));
  return {
    room: {
      readRecords: () => use(overview),
      listDeliveries: () => use(deliveredFiles),
      readCoverage: () => useLinked(async ({ records, open }) => shownCoverage(records.coverage, open.study)),
      readCrosswalk: () => use((records) => crosswalkReview(study, records)),
      decideMapping: ({ caller, body }) => use((records) => decideMapping(study, records, nameOfStaff(caller), body)),
      readRepairs: () => use((records) => repairsReview(study, records)),
      decideRepairs: ({ caller, body }) => use((records) => decideRepairs(study, records, nameOfStaff(caller), body)),
      readQuarantine: () =>
        useLinked(async ({ open, sheets }) => ({
          reasons: (await quarantinedRows(open.database, sheets, ROWS_OF_A_REASON)).map(({ shown, ...reason }) => ({
            ...reason,
            shown: shown.map((row) => ({ ...row, cells: [...row.cells] })),
          })),
        })),
      readLedger: () => useLinked(async ({ open, records }) => shownLedger(records, open.study.rules)),
      traceValue: ({ body }) => useLinked((records) => followed(records, body)),
    },
    close: () => desk.close(),
  };
}

type LinkedAtDesk = Extract<RecordsAtDesk, { standing: "linked" }>;

function linked(records: RecordsAtDesk): LinkedAtDesk {
  if (records.standing === "linked") return records;
  throw new RefusedCall(
    409,
    `records-${records.standing}`,
    "The records cannot be linked yet. The records room lists what has to be mended first.",
  );
}

function inUse(): RefusedCall {
  return new RefusedCall(
    409,
    "study-in-use",
    "Another Plait is at work in this study, such as plait build. Wait until it has finished, then try again.",
  );
}

async function overview(records: RecordsAtDesk): Promise<ReplyOf<"readRecords">> {
  const problems = records.problems.map(shownProblem);
  const { standing } = records;
  const nothing = { columns: 0, quarantined: 0 };
  if (records.standing === "not-opened") {
    return { standing, kinds: [], groups: [], files: 0, sizes: [], waiting: nothing, problems };
  }
  const { open, sheets } = records;
  const { rules, deliveries } = open.study;
  const columns = sheets.reduce((sum, { mapping }) => sum + mapping.unmapped.length, 0);
  const kinds = Object.keys(rules.kinds).filter((kind) => deliveries.some((one) => one.kind === kind));
  const read = { standing, ...namesOf(rules, kinds), files: deliveries.length, problems };
  if (records.standing === "not-linked") return { ...read, sizes: [], waiting: { ...nothing, columns } };
  const sizes = await linkedSizes(open.database, kinds, rules);
  const quarantined = records.records.ledger
    .flatMap((entry) => entry.quarantined)
    .reduce((sum, { rows }) => sum + rows, 0);
  return { ...read, sizes, waiting: { columns, quarantined } };
}

type Names = Pick<ReplyOf<"readRecords">, "kinds" | "groups">;

function namesOf(rules: RecordsRules, kinds: readonly string[]): Names {
  return {
    kinds: kinds.map((name) => ({ name, label: rules.kinds[name]?.label ?? name })),
    groups: Object.entries(rules.groups).map(([name, { label }]) => ({ name, label })),
  };
}

function shownLedger({ ledger, joins }: LinkedAtDesk["records"], rules: RecordsRules): ReplyOf<"readLedger"> {
  const kinds = Object.keys(rules.kinds).filter((kind) => ledger.some((entry) => entry.kind === kind));
  return {
    ...namesOf(rules, kinds),
    entries: ledger.map(({ removed, quarantined, ...entry }) => ({
      ...entry,
      removed: [...removed],
      quarantined: [...quarantined],
    })),
    joins: joins.map((join) => ({ ...join })),
  };
}

async function followed(
  { open, records }: LinkedAtDesk,
  request: { readonly table: string; readonly key: string; readonly column?: string },
): Promise<ReplyOf<"traceValue">> {
  try {
    const found = await trace(open.database, records, open.study, request);
    const values = found.map(({ column, value, how, sources }) => ({
      ...{ column, value, how },
      sources: sources.map(({ sha256: _, decisions, ...source }) => ({ ...source, decisions: [...decisions] })),
    }));
    const asksWhy = values.length === 0 && request.table === "wide" && records.spine !== null;
    const whyNot =
      asksWhy && records.spine !== null
        ? await whyNotInWide(open.database, records.spine, open.study.rules, request.key)
        : [];
    return { values, whyNot };
  } catch (error) {
    if (error instanceof RangeError) throw new RefusedCall(422, "nothing-to-trace", error.message);
    throw error;
  }
}
