import { join } from "node:path";
import type { BodyOf, ReplyOf } from "@plait/api";
import { type SeenValue, seenValues } from "@plait/records";
import { rawValueKey } from "@plait/study";
import { RefusedCall } from "../../room.ts";
import { openForDecisions } from "./decide.ts";
import { readDecisionFile } from "./decision-file.ts";
import type { ReadAtDesk } from "./records-desk.ts";
import { declaredValues, valuesFileOf } from "./repaired-variables.ts";

const A_PAGE = 50;

/** Some raw values of a variable, so that any of them can be decided on. Throws RefusedCall where the records cannot be opened, or values of the variable are not repaired. */
export async function seenValuesPage(
  folder: string,
  records: ReadAtDesk,
  { variable: name, holding, from }: BodyOf<"readSeenValues">,
): Promise<ReplyOf<"readSeenValues">> {
  const { open, sheets } = openForDecisions(records);
  const rule = open.study.rules.variables[name];
  if (rule === undefined || rule.type === "text") {
    throw new RefusedCall(
      404,
      "no-such-variable",
      "records/rules.yaml declares no such variable with values to repair.",
    );
  }
  const file = valuesFileOf(name);
  const { version } = await readDecisionFile(join(folder, file));
  const all = await seenValues(open.database, open.study, sheets, name);
  const found = holdingFirst(all, holding);
  const values = declaredValues(rule);
  const declared = new Set(values);
  const decisions = Map.groupBy(open.study.values.get(name) ?? [], ({ raw }) => rawValueKey(raw));
  return {
    ...{ name, label: rule.label, type: rule.type, file, version, values },
    ...{ all: all.length, found: found.length },
    seen: found.slice(from, from + A_PAGE).map((one) => ({
      ...one,
      isDeclared: declared.has(one.raw),
      decided: (decisions.get(one.raw) ?? []).map(({ line, canonical, kind }) => ({
        ...{ line, canonical },
        ...(kind === undefined ? {} : { kind }),
      })),
    })),
  };
}

function holdingFirst(values: readonly SeenValue[], holding: string): SeenValue[] {
  const wanted = rawValueKey(holding).toLowerCase();
  const found = values.filter(({ raw }) => raw.toLowerCase().includes(wanted));
  const isIt = ({ raw }: SeenValue): boolean => raw === rawValueKey(holding);
  return [...found.filter(isIt), ...found.filter((one) => !isIt(one))];
}
