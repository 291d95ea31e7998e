import type { BodyOf } from "@plait/api";
import { CROSSWALK_FILE } from "@plait/study";
import { RefusedCall } from "../../room.ts";
import { openForDecisions, type PreparedChange, prepareChange } from "./decide.ts";
import { type RemovedRow, withoutRow } from "./decision-text.ts";
import type { DecisionPayloads } from "./records-decisions.ts";
import type { ReadAtDesk } from "./records-desk.ts";
import { valuesFileOf } from "./repaired-variables.ts";

/** A decision that can be taken back: what the journal is told of it, and what it changes in the file. */
export interface PreparedTakingBack {
  readonly payload: DecisionPayloads["records.decision-taken-back"];
  readonly change: PreparedChange;
}

/**
 * Works out a file of decisions without one of its rows; writes nothing. The row goes, because a file of decisions says what holds; the journal keeps what it said.
 *
 * Throws RefusedCall where the file is not as the caller saw it, where no decision stands at the line, and where the study would have an error without it.
 */
export async function prepareTakingBack(
  folder: string,
  records: ReadAtDesk,
  { of, version, line, why }: BodyOf<"takeBackDecision">,
): Promise<PreparedTakingBack> {
  const at = openForDecisions(records);
  const { crosswalk, values } = at.open.study;
  const [file, decisions] =
    of.kind === "column" ? [CROSSWALK_FILE, crosswalk] : [valuesFileOf(of.variable), values.get(of.variable) ?? []];
  const isDecision = decisions.some((one) => one.line === line);
  let removed: RemovedRow | undefined;
  const { change } = await prepareChange(folder, at, file, version, (text) => {
    if (!isDecision) throw new RefusedCall(404, "no-such-line", `${file} has no decision at line ${line}.`);
    removed = withoutRow(text, line);
    return removed;
  });
  const { before, after } = change;
  return { payload: { file, line, before, after, why, cells: { ...removed?.cells } }, change };
}
