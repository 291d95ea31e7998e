import type { ReplyOf } from "@plait/api";
import { linkedSizes, quarantinedRows, trace, whyNotInWide } from "@plait/records";
import type { RecordsRules } from "@plait/study";
import { RefusedCall } from "../../room.ts";
import { shownProblem } from "../../shown-problem.ts";
import { crosswalkReview } from "./crosswalk-review.ts";
import { prepareMapping } from "./decide-mapping.ts";
import { prepareRepairs } from "./decide-repairs.ts";
import { deliveredFiles } from "./delivered-files.ts";
import { cellWithProblem, deliveryProblems } from "./delivery-problems.ts";
import { type Asker, type ReadAtDesk, type RecordsAtDesk, type RecordsDesk, StudyInUse } from "./records-desk.ts";
import type { AnswerOf, GivenOf, RecordsQuestion } from "./records-questions.ts";
import { repairsReview } from "./repairs-review.ts";
import { seenValuesPage } from "./seen-values-page.ts";
import { shownCoverage } from "./shown-coverage.ts";
import { prepareTakingBack } from "./take-back-decision.ts";

/** The answers to the questions by name; none is begun that nobody waits for any more. Throws RefusedCall for what is refused in words. */
export type RecordsAnswers = {
  readonly [Name in RecordsQuestion]: (given: GivenOf<Name>, asker: Asker) => Promise<AnswerOf<Name>>;
};

const ROWS_OF_A_REASON = 100;

/** Answers from the records as the files of the study say they are. */
export function recordsAnswers(folder: string, desk: RecordsDesk): RecordsAnswers {
  const whenRead = <Given, Answer>(task: (records: ReadAtDesk, given: Given) => Promise<Answer>) =>
    refusingInUse((given: Given, asker) => desk.useRead((records) => task(records, given), asker));
  const whenSettled = <Given, Answer>(task: (records: RecordsAtDesk, given: Given) => Promise<Answer>) =>
    refusingInUse((given: Given, asker) => desk.useLinked((records) => task(records, given), asker));
  const whenLinked = <Given, Answer>(task: (records: LinkedAtDesk, given: Given) => Promise<Answer>) =>
    whenSettled((records: RecordsAtDesk, given: Given) => task(linked(records), given));
  return {
    readRecords: whenSettled(overview),
    listDeliveries: whenSettled(deliveredFiles),
    readDelivery: whenRead(deliveryProblems),
    showCell: whenRead(cellWithProblem),
    readCoverage: whenLinked(async ({ records, open }) => shownCoverage(records.coverage, open.study)),
    readQuarantine: whenLinked(async ({ open, sheets }) => ({
      reasons: (await quarantinedRows(open.database, sheets, ROWS_OF_A_REASON)).map(({ shown, ...reason }) => ({
        ...reason,
        shown: shown.map((row) => ({ ...row, cells: [...row.cells] })),
      })),
    })),
    readLedger: whenLinked(async ({ open, records }) => shownLedger(records, open.study.rules)),
    traceValue: whenLinked(followed),
    readCrosswalk: whenRead((records, decisions) => crosswalkReview(folder, records, decisions)),
    readRepairs: whenRead((records, decisions) => repairsReview(folder, records, decisions)),
    readSeenValues: whenRead((records, given) => seenValuesPage(folder, records, given)),
    prepareTakingBack: whenRead((records, given) => prepareTakingBack(folder, records, given)),
    prepareMapping: whenRead((records, { decision, ...signed }) => prepareMapping(folder, records, decision, signed)),
    prepareRepairs: whenRead((records, { decision, ...signed }) => prepareRepairs(folder, records, decision, signed)),
  };
}

type Ask<Given, Answer> = (given: Given, asker: Asker) => Promise<Answer>;

function refusingInUse<Given, Answer>(ask: Ask<Given, Answer>): Ask<Given, Answer> {
  return (given, asker) =>
    ask(given, asker).catch((error: unknown) => {
      throw error instanceof StudyInUse ? inUse() : error;
    });
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
  request: GivenOf<"traceValue">,
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
