import type { BodyOf, ReplyOf } from "@plait/api";
import { VALUE_COLUMNS, VALUES_FOLDER } from "@plait/study";
import { RefusedCall } from "../../room.ts";
import type { StudyAtWork } from "../../study-at-work.ts";
import { dayOf, openForDecisions, prepareDecision, writeDecision } from "./decide.ts";
import { withRow } from "./decision-text.ts";
import { journalDecision } from "./records-decisions.ts";
import type { RecordsAtDesk } from "./records-desk.ts";

/** The file that decides on the values of a variable. */
export function valuesFileOf(variable: string): string {
  return `${VALUES_FOLDER}${variable}.csv`;
}

/**
 * Writes decisions on raw values of one variable, a row for each, with who, when and why; or journals that proposals are refused, which no file
 * says. Writing is journalled first, as in `decideMapping`.
 *
 * Throws RefusedCall where the file is not as the caller saw it, or a decision would be an error.
 */
export async function decideRepairs(
  study: StudyAtWork,
  records: RecordsAtDesk,
  who: string,
  decision: BodyOf<"decideRepairs">,
): Promise<ReplyOf<"decideRepairs">> {
  const at = openForDecisions(records);
  const { variable, raws, canonical, why } = decision;
  if (at.open.study.rules.variables[variable] === undefined) {
    throw new RefusedCall(404, "no-such-variable", "records/rules.yaml declares no such variable.");
  }
  if (decision.kind === "refuse") {
    await journalDecision(study, who, "records.repairs-refused", {
      ...{ variable, raws: [...raws] },
      ...{ canonical: decision.canonical, why },
    });
    return { version: "" };
  }
  const when = dayOf(study.now());
  const file = valuesFileOf(variable);
  const prepared = await prepareDecision(study, at, file, decision.version, (text) => {
    let decided = { text, line: 0 };
    for (const raw of raws) {
      decided = withRow(decided.text, VALUE_COLUMNS, { raw, canonical: canonical ?? "", reason: why, who, when });
    }
    return decided;
  });
  const { line, before, after } = prepared;
  await journalDecision(study, who, "records.values-decided", {
    ...{ file, line, before, after, why },
    ...{ variable, raws: [...raws], canonical },
  });
  await writeDecision(study, prepared);
  return { version: after };
}
