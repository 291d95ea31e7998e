import type { BodyOf } from "@plait/api";
import { deliveryThatCannotRead } from "@plait/records";
import { rawValueKey, VALUE_COLUMNS } from "@plait/study";
import { RefusedCall } from "../../room.ts";
import { openForDecisions, type PreparedChange, prepareChange, type Signed } from "./decide.ts";
import { withRow } from "./decision-text.ts";
import type { DecisionPayloads } from "./records-decisions.ts";
import type { ReadAtDesk } from "./records-desk.ts";
import { valuesFileOf } from "./repaired-variables.ts";

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
 * Throws RefusedCall where the file is not as the caller saw it, or a decision would be an error or have no effect.
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
  refuseWithoutEffect(at, decision);
  await refuseUnreadable(at, decision);
  const { file, line, before, after } = change;
  return { kind: "repair", payload: { file, line, before, after, why, variable, raws: [...raws], canonical }, change };
}

type Repair = Extract<BodyOf<"decideRepairs">, { kind: "repair" }>;

/** A value that was decided on already, in every kind of record, or that would be read as itself. */
function refuseWithoutEffect({ open }: OpenAtDesk, { variable, raws, canonical }: Repair): void {
  const decided = (open.study.values.get(variable) ?? []).filter(({ kind }) => kind === undefined);
  for (const raw of raws) {
    const earlier = decided.find((one) => rawValueKey(one.raw) === rawValueKey(raw));
    if (earlier === undefined && rawValueKey(raw) !== canonical) continue;
    throw new RefusedCall(
      422,
      "decision-without-effect",
      earlier === undefined
        ? "Nothing was written: a value that is read as itself needs no decision."
        : `Nothing was written: line ${earlier.line} of ${valuesFileOf(variable)} decides on this value. Take that decision back first.`,
    );
  }
}

async function refuseUnreadable({ open, sheets }: OpenAtDesk, { variable, raws, canonical }: Repair): Promise<void> {
  if (canonical === null) return;
  const delivery = await deliveryThatCannotRead(open.database, open.study, sheets, { variable, raws, canonical });
  if (delivery === undefined) return;
  throw new RefusedCall(
    422,
    "decision-not-in-order",
    `Nothing was written: ${delivery} holds the value, and what you decided could not be read there either. Write it in a form that its column is read in.`,
  );
}

type OpenAtDesk = ReturnType<typeof openForDecisions>;
