import type { DeliveryFile } from "./assign-deliveries.ts";
import { nearest } from "./check-conditions.ts";
import { declaredKind } from "./check-kinds.ts";
import { compilePathPattern, pathPatternFault } from "./path-pattern.ts";
import { compareText, type Problem } from "./problem.ts";
import { errorAt, listed, warningAt } from "./problem-at.ts";
import type { StudyUnderCheck } from "./study-under-check.ts";
import type { YamlPath } from "./yaml-file.ts";

/** What `rules.yaml` says of deliveries, periods, groups, gaps and header rows. */
export function* deliveryProblems(study: StudyUnderCheck, deliveries: readonly DeliveryFile[]): Generator<Problem> {
  yield* deliveryRuleProblems(study);
  yield* spanProblems(study);
  yield* overlapProblems(study, deliveries);
  yield* gapProblems(study);
  yield* headerProblems(study, deliveries);
}

function* deliveryRuleProblems(study: StudyUnderCheck): Generator<Problem> {
  for (const [at, rule] of study.rules.deliveries.entries()) {
    const path = ["deliveries", at];
    yield* patternProblems(study, rule.path, [...path, "path"]);
    yield* declaredKind(study, rule.kind, [...path, "kind"]);
    if (pathPatternFault(rule.path) !== null) continue;
    const { captures } = compilePathPattern(rule.path);
    for (const part of ["period", "group"] as const) {
      const stated = rule[part];
      if (stated !== undefined && captures.includes(part)) {
        yield errorAt(
          study.place([...path, part]),
          `${part}-captured-and-stated`,
          `the path captures {${part}} and the rule states the ${part} "${stated}" as well`,
          "Keep one of the two.",
        );
      }
      const declared = part === "period" ? study.periods : study.groups;
      if (stated !== undefined && !declared.has(stated)) {
        yield errorAt(
          study.place([...path, part]),
          `${part}-not-declared`,
          `the ${part} "${stated}" is not declared`,
          `Declare it under \`${part}s\`, or correct it. Declared: ${listed(declared)}.`,
        );
      }
    }
    if (rule.period === undefined && !captures.includes("period")) {
      yield errorAt(
        study.place(path),
        "delivery-without-period",
        "nothing says which period these deliveries are of",
        'Put {period} into the path, or add period: "…" to the rule.',
      );
    }
  }
  for (const [at, { path }] of study.rules.ignore.entries())
    yield* patternProblems(study, path, ["ignore", at, "path"]);
}

function* patternProblems(study: StudyUnderCheck, pattern: string, path: YamlPath): Generator<Problem> {
  const fault = pathPatternFault(pattern);
  if (fault === null) return;
  yield errorAt(study.place(path), "bad-pattern", `the pattern "${pattern}" ${fault}`, "Correct the pattern.");
}

function* spanProblems(study: StudyUnderCheck): Generator<Problem> {
  const { rules } = study;
  const spans: [YamlPath, { readonly from?: string; readonly to?: string }][] = [
    ...Object.entries(rules.periods).map(([name, rule]): [YamlPath, typeof rule] => [["periods", name], rule]),
    ...Object.entries(rules.groups).map(([name, rule]): [YamlPath, typeof rule] => [["groups", name], rule]),
    ...rules.not_supplied.map((rule, at): [YamlPath, typeof rule] => [["not_supplied", at], rule]),
    ...rules.limited.map((rule, at): [YamlPath, typeof rule] => [["limited", at], rule]),
  ];
  for (const [path, { from, to }] of spans) {
    if (from === undefined || to === undefined || from <= to) continue;
    yield errorAt(
      study.place([...path, "from"]),
      "range-backwards",
      `${from} to ${to} ends before it begins`,
      "Write the earlier month under `from`.",
    );
  }
}

/** Periods that patterns state one by one may overlap others, as long as no kind is delivered for both. */
function* overlapProblems(study: StudyUnderCheck, deliveries: readonly DeliveryFile[]): Generator<Problem> {
  const stated = new Set(study.rules.deliveries.map(({ period }) => period));
  const periods = Object.entries(study.rules.periods).sort(([, a], [, b]) => compareText(a.from, b.from));
  for (const [at, [later, b]] of periods.entries()) {
    for (const [earlier, a] of periods.slice(0, at)) {
      if (a.to < b.from || b.to < a.from) continue;
      const kinds = (period: string) => deliveries.filter((file) => file.period === period).map(({ kind }) => kind);
      const sharesKind = kinds(later).some((kind) => kinds(earlier).includes(kind));
      if (!sharesKind && (stated.has(later) || stated.has(earlier))) continue;
      yield warningAt(
        study.place(["periods", later]),
        "periods-overlap",
        `the periods ${earlier} and ${later} share months`,
        "Correct their months, unless the deliveries themselves overlap.",
      );
    }
  }
}

function* gapProblems(study: StudyUnderCheck): Generator<Problem> {
  for (const key of ["not_supplied", "limited"] as const) {
    for (const [at, gap] of study.rules[key].entries()) {
      yield* declaredKind(study, gap.kind, [key, at, "kind"]);
      if (gap.group !== undefined && !study.groups.has(gap.group)) {
        yield errorAt(
          study.place([key, at, "group"]),
          "group-not-declared",
          `the group "${gap.group}" is not declared`,
          `Declare it under \`groups\`, or correct it. Declared: ${listed(study.groups)}.`,
        );
      }
    }
  }
  for (const [at, { variables }] of study.rules.limited.entries()) {
    for (const [index, variable] of variables.entries()) {
      if (study.variables.has(variable)) continue;
      yield errorAt(
        study.place(["limited", at, "variables", index]),
        "variable-not-declared",
        `the variable "${variable}" is not declared`,
        `Declare it under \`variables\`, or correct its name.${nearest(variable, study.variables)}`,
      );
    }
  }
}

function* headerProblems(study: StudyUnderCheck, deliveries: readonly DeliveryFile[]): Generator<Problem> {
  for (const [at, header] of study.rules.headers.entries()) {
    const place = study.place(["headers", at, "path"]);
    const fault = pathPatternFault(header.path);
    if (fault !== null) {
      yield errorAt(place, "bad-pattern", `the pattern "${header.path}" ${fault}`, "Correct the pattern.");
    } else if (deliveries.length > 0) {
      const pattern = compilePathPattern(header.path);
      if (!deliveries.some(({ path }) => pattern.match(path) !== null)) {
        yield errorAt(
          place,
          "header-fits-no-file",
          `no delivered file fits "${header.path}"`,
          "Correct the path (under deliveries/), or take the override out.",
        );
      }
    }
    if ("rows" in header && header.rows.some((row, index) => index > 0 && row <= (header.rows[index - 1] ?? 0))) {
      yield errorAt(
        study.place(["headers", at, "rows"]),
        "header-rows-unordered",
        `the header rows ${header.rows.join(", ")} do not go downwards`,
        "Write each row once, the upper first.",
      );
    }
  }
}
