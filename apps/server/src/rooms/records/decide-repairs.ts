import type { BodyOf } from "@plait/api";
import { VALUE_COLUMNS, VALUES_FOLDER } from "@plait/study";
import { RefusedCall } from "../../room.ts";
import { openForDecisions, type PreparedChange, prepareChange, type Signed } from "./decide.ts";
import { withRow } from "./decision-text.ts";
import type { DecisionPayloads } from "./records-decisions.ts";
import type { ReadAtDesk } from "./records-desk.ts";

/** The file that decides on the values of a variable. */
export function valuesFileOf(variable: string): string {
  return `${VALUES_FOLDER}${variable}.csv`;
}

/** A decision on values that is in order: what the journal is told of it, and what it changes in a file. That proposals are refused no file says. */
export type PreparedRepairs =
  | {
      readonly kind: "repair";
      readonly payload: DecisionPayloads["records.values-decided"];
      readonly change: PreparedChange;
    }
  | { readonly kind: "refuse"; readonly payload: DecisionPayloads["records.repairs-refused"] };

/**
 * Works out decisions on raw values of one variable, a row for each, with who, when and why, or that proposals are refused; writes nothing.
 *
 * Throws RefusedCall where the file is not as the caller saw it, or a decision would be an error.
 */
export async function prepareRepairs(
  folder: string,
  records: ReadAtDesk,
  decision: BodyOf<"decideRepairs">,
  { who, when }: Signed,
): Promise<PreparedRepairs> {
  const at = openForDecisions(records);
  const { variable, raws, canonical, why } = decision;
  if (at.open.study.rules.variables[variable] === undefined) {
    throw new RefusedCall(404, "no-such-variable", "records/rules.yaml declares no such variable.");
  }
  if (decision.kind === "refuse") {
    return { kind: "refuse", payload: { variable, raws: [...raws], canonical: decision.canonical, why } };
  }
  const { change } = await prepareChange(folder, at, valuesFileOf(variable), decision.version, (text) => {
    let decided = { text, line: 0 };
    for (const raw of raws) {
      decided = withRow(decided.text, VALUE_COLUMNS, { raw, canonical: canonical ?? "", reason: why, who, when });
    }
    return decided;
  });
  const { file, line, before, after } = change;
  return { kind: "repair", payload: { file, line, before, after, why, variable, raws: [...raws], canonical }, change };
}
