import type { CallName } from "@plait/api";
import type { QSort } from "@plait/q-method";
import { nameOfStaff, type OpenRoom } from "../room.ts";
import type { StudyAtWork } from "../study-at-work.ts";
import { takingTurns } from "../taking-turns.ts";
import { dayOf, type PreparedChange, writeChange } from "./records/decide.ts";
import { openRecordsProcess, type RecordsProcess } from "./records/open-records-process.ts";
import { openPreviewDesk } from "./records/preview-desk.ts";
import { journalDecision, readDecisions } from "./records/records-decisions.ts";

export type RecordsCall = Extract<
  CallName,
  | "readRecords"
  | "readLinking"
  | "listDeliveries"
  | "readDelivery"
  | "showCell"
  | "readCoverage"
  | "readCrosswalk"
  | "decideMapping"
  | "readRepairs"
  | "decideRepairs"
  | "readSeenValues"
  | "takeBackDecision"
  | "readQuarantine"
  | "readLedger"
  | "traceValue"
  | "readPreview"
  | "readPreviewedResult"
>;

export interface RecordsRoomOptions {
  /** Rung when reading and linking the records, or a preview of the results, have gone on a step. */
  readonly wentOn?: () => void;
  /** Milliseconds that a question may wait because the records are being linked. */
  readonly patience?: number;
  /** Opens what holds the records; a process unless told. */
  readonly open?: (folder: string, changed: () => void) => RecordsProcess;
  /** Sorts that were made in Plait: results of theirs are previewed beside those of the records. */
  readonly collected?: () => Promise<readonly QSort[]>;
}

/** Browsers and proxies give up on a request that is not answered for some minutes. */
const USUAL_PATIENCE = 60_000;

/**
 * The records of a study by value, for its insiders. A process of its own has them; decisions are journalled and written here, one after the other. A
 * decision is journalled first: where writing its file is interrupted, the journal tells of a decision that the file does not have.
 */
export function openRecordsRoom(
  study: StudyAtWork,
  {
    wentOn = () => {},
    patience = USUAL_PATIENCE,
    open = openRecordsProcess,
    collected = async () => [],
  }: RecordsRoomOptions = {},
): OpenRoom<RecordsCall> {
  const { folder, journal, now } = study;
  const records = open(folder, wentOn);
  const settled = () => records.ask("readRecords", undefined);
  const preview = openPreviewDesk({ folder, now, collected, settled, wentOn });
  const write = async (change: PreparedChange): Promise<void> => {
    try {
      await writeChange(folder, change);
    } finally {
      records.wrote();
    }
  };
  const decideInTurn = takingTurns();
  return {
    room: {
      readRecords: () => records.ask("readRecords", undefined, patience),
      readLinking: async () => ({ step: records.step ?? null }),
      listDeliveries: () => records.ask("listDeliveries", undefined, patience),
      readDelivery: ({ body }) => records.ask("readDelivery", body, patience),
      showCell: ({ body }) => records.ask("showCell", body, patience),
      readSeenValues: ({ body }) => records.ask("readSeenValues", body, patience),
      readCoverage: () => records.ask("readCoverage", undefined, patience),
      readQuarantine: () => records.ask("readQuarantine", undefined, patience),
      readLedger: () => records.ask("readLedger", undefined, patience),
      traceValue: ({ body }) => records.ask("traceValue", body, patience),
      readPreview: () => preview.standing(),
      readPreviewedResult: async ({ query }) => preview.result(query),
      readCrosswalk: async () => records.ask("readCrosswalk", await readDecisions(journal), patience),
      readRepairs: async () => records.ask("readRepairs", await readDecisions(journal), patience),
      decideMapping: ({ caller, body: decision }) =>
        decideInTurn(async () => {
          const who = nameOfStaff(caller);
          const { payload, change } = await records.ask("prepareMapping", { who, when: dayOf(now()), decision });
          await journalDecision(study, who, "records.mapping-decided", payload);
          await write(change);
          return { version: change.after, line: change.line };
        }),
      decideRepairs: ({ caller, body: decision }) =>
        decideInTurn(async () => {
          const who = nameOfStaff(caller);
          const prepared = await records.ask("prepareRepairs", { who, when: dayOf(now()), decision });
          if (prepared.kind === "refuse") {
            await journalDecision(study, who, "records.repairs-refused", prepared.payload);
            return { version: "" };
          }
          await journalDecision(study, who, "records.values-decided", prepared.payload);
          await write(prepared.change);
          return { version: prepared.change.after };
        }),
      takeBackDecision: ({ caller, body }) =>
        decideInTurn(async () => {
          const who = nameOfStaff(caller);
          const { payload, change } = await records.ask("prepareTakingBack", body);
          await journalDecision(study, who, "records.decision-taken-back", payload);
          await write(change);
          return { version: change.after };
        }),
    },
    close: async () => {
      await Promise.all([preview.close(), records.close()]);
    },
  };
}
