export interface PathMatch {
  readonly period?: string;
  readonly group?: string;
}

export interface PathPattern {
  readonly text: string;
  /** Which of `{period}` and `{group}` the pattern captures. */
  readonly captures: readonly ("period" | "group")[];
  /** What was captured, in the spelling of `names` where it is one of them; null where the path does not fit. */
  match(path: string): PathMatch | null;
}

/** Names that `{period}` and `{group}` are expected to capture. They are tried before any other reading of a path. */
export interface CapturedNames {
  readonly periods: readonly string[];
  readonly groups: readonly string[];
}

/** Why a pattern cannot be compiled, or null where it can. */
export function pathPatternFault(pattern: string): string | null {
  if (pattern.trim() === "") return "is empty";
  if (pattern.includes("\\")) return "holds a backslash; folders are separated by /";
  if (pattern.startsWith("/")) return "begins with /; it is matched against the path under deliveries/";
  const braces = pattern.match(/\{[^{}]*\}|[{}]/g) ?? [];
  const stray = braces.find((brace) => brace !== "{period}" && brace !== "{group}");
  if (stray !== undefined) return `holds "${stray}"; only {period} and {group} may stand in braces`;
  if (new Set(braces).size < braces.length) return "captures the same name twice";
  return null;
}

/**
 * Compiles a pattern over paths with `/` between folders: `*` is any run of characters within one folder or file name,
 * `**` any run across folders (and `**` followed by `/` also no folder at all), `{period}` and `{group}` capture at
 * least one character of one folder or file name. Case does not count. `*` alone is every path.
 *
 * Throws RangeError on a pattern for which `pathPatternFault` gives a reason.
 */
export function compilePathPattern(pattern: string, names: CapturedNames = { periods: [], groups: [] }): PathPattern {
  const fault = pathPatternFault(pattern);
  if (fault !== null) throw new RangeError(`pattern "${pattern}" ${fault}`);
  const captures: ("period" | "group")[] = [];
  const capture = (name: "period" | "group", expected: readonly string[]): string => {
    captures.push(name);
    const known = [...expected].sort((a, b) => b.length - a.length).map((one) => literally(unify(one)));
    return `(?<${name}>${[...known, "[^/]+?"].join("|")})`;
  };
  const source = unify(pattern).replace(/\{period\}|\{group\}|\*\*\/|\*\*|\*|[^*{}]+/g, (token) => {
    if (token === "{period}") return capture("period", names.periods);
    if (token === "{group}") return capture("group", names.groups);
    if (token === "**/") return "(?:.*/)?";
    if (token === "**") return ".*";
    if (token === "*") return "[^/]*";
    return literally(token);
  });
  const expression = pattern === "*" ? /^.*$/su : new RegExp(`^${source}$`, "isu");
  return {
    text: pattern,
    captures,
    match: (path) => {
      const found = expression.exec(unify(path));
      if (found === null) return null;
      const period = found.groups?.period;
      const group = found.groups?.group;
      return {
        ...(period === undefined ? {} : { period: declaredSpelling(period, names.periods) }),
        ...(group === undefined ? {} : { group: declaredSpelling(group, names.groups) }),
      };
    },
  };
}

function declaredSpelling(captured: string, names: readonly string[]): string {
  const folded = captured.toLowerCase();
  return names.find((name) => unify(name).toLowerCase() === folded) ?? captured;
}

/** File systems differ in how they store accented letters. */
function unify(text: string): string {
  return text.normalize("NFC");
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
