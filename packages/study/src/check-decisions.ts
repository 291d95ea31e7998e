import type { DeliveryFile } from "./assign-deliveries.ts";
import { nearest } from "./check-conditions.ts";
import { type CrosswalkRow, labelKey } from "./crosswalk.ts";
import { compilePathPattern, pathPatternFault } from "./path-pattern.ts";
import type { Problem } from "./problem.ts";
import { errorAt, listed, warningAt } from "./problem-at.ts";
import { CROSSWALK_FILE } from "./read-crosswalk.ts";
import type { RecordsRules, VariableRule } from "./records-rules.ts";
import type { StudyUnderCheck } from "./study-under-check.ts";
import { rawValueKey, type ValueRepair } from "./value-repairs.ts";

/** The rows of the crosswalk, held against the rules, the deliveries and each other. */
export function* crosswalkProblems(
  study: StudyUnderCheck,
  rows: readonly CrosswalkRow[],
  deliveries: readonly DeliveryFile[],
): Generator<Problem> {
  for (const row of rows) {
    const place = { file: CROSSWALK_FILE, line: row.line };
    if (row.variable !== null && !study.variables.has(row.variable)) {
      yield errorAt(
        place,
        "variable-not-declared",
        `the variable "${row.variable}" is not declared in records/rules.yaml`,
        `Declare it, or correct its name.${nearest(row.variable, study.variables)}`,
      );
    }
    if (!study.kinds.has(row.kind)) {
      yield errorAt(
        place,
        "kind-not-declared",
        `the kind "${row.kind}" is not declared in records/rules.yaml`,
        `Name one of the kinds: ${listed(study.kinds)}.`,
      );
    }
    yield* formatProblems(study.rules, row);
    const delivered = deliveries.filter(({ kind }) => kind === row.kind);
    if (delivered.length > 0 && pathPatternFault(row.deliveryPattern) === null) {
      const pattern = compilePathPattern(row.deliveryPattern);
      if (!delivered.some(({ path }) => pattern.match(path) !== null)) {
        yield warningAt(
          place,
          "pattern-fits-no-file",
          `no delivered file of kind ${row.kind} fits "${row.deliveryPattern}"`,
          "Correct the pattern or the kind, or take the row out.",
        );
      }
    }
  }
  yield* labelProblems(rows);
  yield* unmappedKinds(study, rows, deliveries);
}

function* formatProblems(rules: RecordsRules, row: CrosswalkRow): Generator<Problem> {
  if (row.type.kind !== "dates" || row.variable === null) return;
  const place = { file: CROSSWALK_FILE, line: row.line };
  const type = rules.variables[row.variable]?.type;
  if (type !== undefined && type !== "date" && type !== "month") {
    yield errorAt(
      place,
      "crosswalk-formats-unfit",
      `date formats stand beside ${row.variable}, which is of type ${type}`,
      "Empty the type, or declare the variable as a date or month.",
    );
  }
  const twoDigits = row.type.formats.find(
    (format) => format.kind === "written" && format.parts.some((part) => part.part === "year" && part.digits === 2),
  );
  if (twoDigits !== undefined && rules.dates.two_digit_years_up_to === undefined) {
    yield warningAt(
      place,
      "two-digit-year-without-limit",
      `"${twoDigits.text}" has a two-digit year, and records/rules.yaml does not say which century is meant`,
      "Add dates: { two_digit_years_up_to: … }; until then every such date is a problem.",
    );
  }
}

/** One label of one pattern and kind is one decision. */
function* labelProblems(rows: readonly CrosswalkRow[]): Generator<Problem> {
  const claimed = new Map<string, number>();
  for (const row of rows) {
    for (const label of row.sourceLabels) {
      const key = JSON.stringify([row.kind, row.deliveryPattern.toLowerCase(), labelKey(label)]);
      const earlier = claimed.get(key);
      if (earlier === undefined) {
        claimed.set(key, row.line);
        continue;
      }
      yield errorAt(
        { file: CROSSWALK_FILE, line: row.line },
        "crosswalk-label-twice",
        `the label "${label}" is claimed for ${row.kind} in "${row.deliveryPattern}" by line ${earlier} already`,
        "Keep one of the two decisions, or give one a narrower pattern.",
      );
    }
  }
}

function* unmappedKinds(
  study: StudyUnderCheck,
  rows: readonly CrosswalkRow[],
  deliveries: readonly DeliveryFile[],
): Generator<Problem> {
  for (const kind of Object.keys(study.rules.kinds)) {
    if (!deliveries.some((file) => file.kind === kind) || rows.some((row) => row.kind === kind)) continue;
    yield warningAt(
      { file: CROSSWALK_FILE, line: 1 },
      "kind-not-mapped",
      `no row maps a column of ${kind}, so its deliveries cannot be used yet`,
      "Run `plait records map` for proposals, and write the rows you agree with.",
    );
  }
}

/** The repairs of one variable, held against the rules and each other. */
export function* repairProblems(
  study: StudyUnderCheck,
  variable: string,
  file: string,
  repairs: readonly ValueRepair[],
): Generator<Problem> {
  if (!study.variables.has(variable)) {
    yield errorAt(
      { file },
      "variable-not-declared",
      `the file is named after "${variable}", which records/rules.yaml does not declare`,
      `Name the file after a variable, or declare it.${nearest(variable, study.variables)}`,
    );
    return;
  }
  const rule = study.rules.variables[variable];
  if (rule?.type === "text") {
    yield errorAt(
      { file },
      "repairs-of-a-text",
      `${variable} is of type text, which keeps cells as they are, so no row of this file is ever applied`,
      `Declare ${variable} as a category in records/rules.yaml if its values are to be repaired, or remove the file.`,
    );
    return;
  }
  const decided = new Map<string, ValueRepair>();
  for (const repair of repairs) {
    const place = { file, line: repair.line };
    if (repair.kind !== undefined && !study.kinds.has(repair.kind)) {
      yield errorAt(
        place,
        "kind-not-declared",
        `the kind "${repair.kind}" is not declared in records/rules.yaml`,
        `Name one of the kinds: ${listed(study.kinds)}, or leave the cell empty.`,
      );
    }
    const general = JSON.stringify([rawValueKey(repair.raw), null]);
    const key = JSON.stringify([rawValueKey(repair.raw), repair.kind ?? null]);
    const earlier = decided.get(key);
    if (earlier === undefined) decided.set(key, repair);
    else yield repairedTwice(repair, earlier);
    if (rawValueKey(repair.raw) === repair.canonical && !(key !== general && decided.has(general))) {
      yield warningAt(
        place,
        "repair-without-effect",
        `"${repair.raw}" is repaired to itself`,
        "Take the row out, or correct the canonical value.",
      );
    }
    const fault = rule === undefined || repair.canonical === null ? undefined : unfitCanonical(rule, repair.canonical);
    if (fault !== undefined) yield errorAt(place, "canonical-unfit", fault.message, fault.remedy);
  }
}

function repairedTwice(repair: ValueRepair, earlier: ValueRepair): Problem {
  const place = { file: repair.file, line: repair.line };
  if (repair.canonical === earlier.canonical) {
    return warningAt(
      place,
      "repair-twice",
      `"${repair.raw}" is repaired in line ${earlier.line} already, in the same way`,
      "Take one of the two rows out.",
    );
  }
  return errorAt(
    place,
    "repair-contradiction",
    `"${repair.raw}" becomes ${shown(repair.canonical)} here and ${shown(earlier.canonical)} in line ${earlier.line}`,
    "Keep the decision that holds.",
  );
}

function shown(canonical: string | null): string {
  return canonical === null ? "missing" : `"${canonical}"`;
}

function unfitCanonical(rule: VariableRule, canonical: string): { message: string; remedy: string } | undefined {
  switch (rule.type) {
    case "category":
    case "multi": {
      const values = rule.values === undefined ? null : [...new Set([...rule.values, ...rule.unknown])];
      if (values === null || values.includes(canonical)) return undefined;
      return {
        message: `"${canonical}" is not among the values of the variable`,
        remedy: `Write one of ${listed(values)}, or add it to \`values\` in records/rules.yaml.`,
      };
    }
    case "integer":
    case "number": {
      const number = Number(canonical);
      const whole = rule.type === "number" || Number.isInteger(number);
      const inRange = number >= (rule.from ?? -Infinity) && number <= (rule.to ?? Infinity);
      if (Number.isFinite(number) && whole && inRange) return undefined;
      return {
        message: `"${canonical}" is not ${rule.type === "integer" ? "a whole number" : "a number"} the variable allows`,
        remedy: "Write a number within the variable's `from` and `to`, or leave the cell empty to make it missing.",
      };
    }
    case "reference":
    case "date":
    case "month":
    case "text":
      return undefined;
  }
}
