import { compilePathPattern, type PathPattern, pathPatternFault } from "./path-pattern.ts";
import type { Place, Problem } from "./problem.ts";
import { errorAt, listed, warningAt } from "./problem-at.ts";
import type { RecordsRules } from "./records-rules.ts";

export const DELIVERIES_FOLDER = "records/deliveries/";

/** A delivered file and what the patterns of `rules.yaml` say it is. */
export interface DeliveryFile {
  /** Relative to the study folder. */
  readonly file: string;
  /** Relative to `records/deliveries/`: what patterns are matched against. */
  readonly path: string;
  readonly period: string;
  /** Null where the pattern neither captures nor states a group. */
  readonly group: string | null;
  readonly kind: string;
}

export interface AssignedDeliveries {
  /** In the order of their paths. */
  readonly deliveries: readonly DeliveryFile[];
  readonly problems: readonly Problem[];
}

/** The paths under `records/deliveries/`, but for what operating systems and editors leave behind. */
export function deliveryPaths(listing: readonly string[]): readonly string[] {
  return listing
    .filter((file) => file.startsWith(DELIVERIES_FOLDER))
    .map((file) => file.slice(DELIVERIES_FOLDER.length))
    .filter((path) => !path.split("/").some(isLeftBehind));
}

function isLeftBehind(name: string): boolean {
  return name.startsWith(".") || name.startsWith("~$") || /^(thumbs\.db|desktop\.ini|__macosx)$/i.test(name);
}

/**
 * Says of every delivered file which kind, period and group it is; the first pattern that fits wins. Files that no
 * pattern fits and captured names that are not declared are problems; patterns that fit nothing are warnings.
 */
export function assignDeliveries(
  rules: RecordsRules,
  paths: readonly string[],
  place: (path: readonly PropertyKey[]) => Place,
): AssignedDeliveries {
  const names = { periods: Object.keys(rules.periods), groups: Object.keys(rules.groups) };
  const ignored = rules.ignore.map(({ path }) => compiled(path));
  const patterns = rules.deliveries.map((rule) => ({ rule, pattern: compiled(rule.path, names), used: false }));
  const deliveries: DeliveryFile[] = [];
  const problems: Problem[] = [];
  const undeclared = new Map<string, { name: string; part: "period" | "group"; files: string[] }>();

  for (const path of paths) {
    const file = `${DELIVERIES_FOLDER}${path}`;
    const entry = patterns.find(({ pattern }) => pattern?.match(path) != null);
    if (entry === undefined) {
      if (!ignored.some((pattern) => pattern?.match(path) != null)) problems.push(fitsNoPattern(file));
      continue;
    }
    entry.used = true;
    const captured = entry.pattern?.match(path) ?? {};
    const period = captured.period ?? entry.rule.period;
    const group = captured.group ?? entry.rule.group ?? null;
    for (const [part, name, known] of [
      ["period", captured.period, names.periods],
      ["group", captured.group, names.groups],
    ] as const) {
      if (name === undefined || known.includes(name)) continue;
      const key = `${part} ${name}`;
      undeclared.set(key, { name, part, files: [...(undeclared.get(key)?.files ?? []), file] });
    }
    if (period !== undefined) deliveries.push({ file, path, period, group, kind: entry.rule.kind });
  }
  for (const found of undeclared.values()) problems.push(notDeclared(found, names));
  if (deliveries.length > 0) {
    patterns.forEach(({ used, pattern }, at) => {
      if (used || pattern === null) return;
      problems.push(fitsNoFile(place(["deliveries", at, "path"]), pattern.text));
    });
  }
  return { deliveries, problems };
}

function compiled(path: string, names?: { periods: readonly string[]; groups: readonly string[] }): PathPattern | null {
  return pathPatternFault(path) === null ? compilePathPattern(path, names) : null;
}

function fitsNoPattern(file: string): Problem {
  return errorAt(
    { file },
    "delivery-fits-no-pattern",
    "no pattern of records/rules.yaml says what this file is",
    "Add a pattern under `deliveries`, or name the file under `ignore` with a note.",
  );
}

function notDeclared(
  found: { readonly name: string; readonly part: "period" | "group"; readonly files: readonly string[] },
  names: { readonly periods: readonly string[]; readonly groups: readonly string[] },
): Problem {
  const [first = "", ...others] = found.files;
  const also =
    others.length === 0 ? "" : ` (and that of ${others.length} more ${others.length === 1 ? "file" : "files"})`;
  const known = found.part === "period" ? names.periods : names.groups;
  return errorAt(
    { file: first },
    `${found.part}-not-declared`,
    `the ${found.part} "${found.name}" of this file${also} is not declared`,
    `Declare it under \`${found.part}s\` in records/rules.yaml, or rename the folder. Declared: ${listed(known)}.`,
  );
}

function fitsNoFile(place: Place, pattern: string): Problem {
  return warningAt(
    place,
    "pattern-fits-no-file",
    `no delivered file fits "${pattern}", or an earlier pattern takes them all`,
    "Correct the pattern, move it up, or take it out.",
  );
}
