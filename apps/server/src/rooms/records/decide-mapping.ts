import type { BodyOf } from "@plait/api";
import { CROSSWALK_COLUMNS, CROSSWALK_FILE, type CrosswalkRow, labelKey } from "@plait/study";
import { RefusedCall } from "../../room.ts";
import { openForDecisions, type PreparedChange, prepareChange, type Signed } from "./decide.ts";
import { type DecidedText, withChangedRow, withRow } from "./decision-text.ts";
import type { DecisionPayloads } from "./records-decisions.ts";
import type { ReadAtDesk } from "./records-desk.ts";

type Decision = BodyOf<"decideMapping">;

/** A decision on a column that is in order: what the journal is told of it, and what it changes in the file. */
export interface PreparedMapping {
  readonly payload: DecisionPayloads["records.mapping-decided"];
  readonly change: PreparedChange;
}

/**
 * Works out one decision on a column, with who, when and why; writes nothing.
 *
 * Throws RefusedCall where the file is not as the caller saw it, or the decision would be an error or have no effect.
 */
export async function prepareMapping(
  folder: string,
  records: ReadAtDesk,
  decision: Decision,
  { who, when }: Signed,
): Promise<PreparedMapping> {
  const at = openForDecisions(records);
  const { on, use, why, version } = decision;
  const used = use.kind === "map" ? { variable: use.variable, type: use.type } : { variable: "", type: "ignore" };
  const signed = { ...used, note: why, who, when };
  const row = on.kind === "line" ? at.open.study.crosswalk.find(({ line }) => line === on.line) : undefined;
  const decided = (text: string): DecidedText => {
    if (on.kind === "line") return withChangedRow(text, on.line, signed);
    const { kind, label } = on.column;
    const delivery = on.reach === "every-delivery" ? "*" : on.column.delivery;
    return withRow(text, CROSSWALK_COLUMNS, { ...signed, kind, delivery, source_label: label });
  };
  if (on.kind === "line" && row === undefined) {
    throw new RefusedCall(404, "no-such-line", `${CROSSWALK_FILE} has no decision at line ${on.line}.`);
  }
  const { change, sheets } = await prepareChange(folder, at, CROSSWALK_FILE, version, decided);
  if (on.kind === "column") refuseWithoutEffect(sheets, on.column);
  const { file, line, before, after } = change;
  const about = row === undefined ? aboutColumn(on) : aboutRow(row);
  const variable = use.kind === "map" ? use.variable : null;
  return { payload: { file, line, before, after, why, ...about, variable, type: used.type }, change };
}

interface About {
  readonly kind: string;
  readonly delivery: string;
  readonly labels: string[];
}

function aboutRow({ kind, deliveryPattern, sourceLabels }: CrosswalkRow): About {
  return { kind, delivery: deliveryPattern, labels: [...sourceLabels] };
}

function aboutColumn(on: Decision["on"]): About {
  if (on.kind === "line") throw new RangeError(`line ${on.line} is no column`);
  const { kind, delivery, label } = on.column;
  return { kind, delivery: on.reach === "every-delivery" ? "*" : delivery, labels: [label] };
}

type Column = Extract<Decision["on"], { kind: "column" }>["column"];

/** A label with a `|`, or a path that no pattern can name, would leave the column as it was. */
function refuseWithoutEffect(
  sheets: Awaited<ReturnType<typeof prepareChange>>["sheets"],
  { delivery, label }: Column,
): void {
  const own = sheets.filter(({ sheet }) => sheet.delivery.path === delivery);
  const isThere = own.some(({ sheet }) => sheet.labels.some((one) => labelKey(one) === labelKey(label)));
  const isOpen = own.some(({ mapping }) => mapping.unmapped.some((one) => labelKey(one.label) === labelKey(label)));
  if (isThere && !isOpen) return;
  throw new RefusedCall(
    422,
    isThere ? "decision-without-effect" : "no-such-column",
    isThere
      ? `Nothing was written: ${CROSSWALK_FILE} cannot name this column. Name it in the file by hand, or rename the column.`
      : "Nothing was written: there is no such column any more. Look at the records as they are now.",
  );
}
