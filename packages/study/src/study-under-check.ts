import { type AvailableVariables, kindVariables, longVariables, wideVariables } from "./available-variables.ts";
import type { CrosswalkRow } from "./crosswalk.ts";
import type { Place } from "./problem.ts";
import type { RecordsRules } from "./records-rules.ts";
import type { YamlFile, YamlPath } from "./yaml-file.ts";

/**
 * What the checks between files look at. Parts of `rules.yaml` that had problems of their own are not in `rules`, but
 * their names count as declared, so that one slip is not reported again wherever it is referred to.
 */
export interface StudyUnderCheck {
  readonly rules: RecordsRules;
  /** Null where the crosswalk could not be read: then any declared variable may be mapped. */
  readonly crosswalk: readonly CrosswalkRow[] | null;
  readonly kinds: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  readonly periods: ReadonlySet<string>;
  readonly chains: ReadonlySet<string>;
  /** Names of variables, summaries and derived variables that are written but could not be read. */
  readonly unreadable: readonly string[];
  readonly place: (path: YamlPath) => Place;
}

export function studyUnderCheck(
  file: YamlFile<RecordsRules>,
  rules: RecordsRules,
  crosswalk: readonly CrosswalkRow[] | null,
): StudyUnderCheck {
  const written = (path: readonly string[]) => writtenAt(file.written, path);
  const variables = new Set(keysOf(written(["variables"])));
  const readable = new Set([
    ...Object.keys(rules.variables),
    ...rules.wide.summaries.map(({ variable }) => variable),
    ...rules.wide.derive.map(({ variable }) => variable),
  ]);
  const named = [
    ...variables,
    ...namesIn(written(["wide", "summaries"]), "variable"),
    ...namesIn(written(["wide", "derive"]), "variable"),
  ];
  return {
    rules,
    crosswalk,
    kinds: new Set(keysOf(written(["kinds"]))),
    variables,
    groups: new Set(keysOf(written(["groups"]))),
    periods: new Set(keysOf(written(["periods"]))),
    chains: new Set(namesIn(written(["chains"]), "id")),
    unreadable: named.filter((name) => !readable.has(name)),
    place: file.place,
  };
}

/**
 * What may be asked of `wide`, `long` or a kind; undefined where there is no such source, "unreadable" where what it is
 * made of has a problem of its own.
 */
export function sourceVariables(study: StudyUnderCheck, from: string): AvailableVariables | "unreadable" | undefined {
  const { rules, crosswalk } = study;
  if (from === "wide" || from === "long") {
    const { remove, summaries, derive } = rules.wide;
    const hasRules = remove.length + summaries.length + derive.length > 0;
    if (rules.spine === undefined) return hasRules ? "unreadable" : undefined;
    if (rules.kinds[rules.spine]?.unit !== "person") return "unreadable";
    return from === "wide" ? wideVariables(rules, crosswalk) : longVariables(rules, crosswalk);
  }
  if (rules.kinds[from] !== undefined) return kindVariables(rules, crosswalk, from);
  return study.kinds.has(from) ? "unreadable" : undefined;
}

/** Whether a name belongs to something that is declared but could not be read, such as an indicator of it. */
export function isUnreadable(study: StudyUnderCheck, name: string): boolean {
  return study.unreadable.some((one) => name === one || name.startsWith(`${one}_`));
}

function writtenAt(written: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), written);
}

function keysOf(written: unknown): readonly string[] {
  return isRecord(written) ? Object.keys(written) : [];
}

function namesIn(written: unknown, key: string): readonly string[] {
  if (!Array.isArray(written)) return [];
  return written.flatMap((item: unknown) => {
    const name = writtenAt(item, [key]);
    return typeof name === "string" ? [name] : [];
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
