import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLSeq } from "yaml";
import type { z } from "zod";
import type { Place, Problem } from "./problem.ts";
import { errorAt, warningAt } from "./problem-at.ts";
import { schemaProblems } from "./schema-problems.ts";
import { decodedText } from "./text-file.ts";

export type YamlPath = readonly PropertyKey[];

/** A YAML file that has been held against a schema. */
export interface YamlFile<T> {
  readonly file: string;
  /**
   * What the schema made of the file, without the parts that had problems; absent where not enough is left. It is the
   * whole file only where `problems` holds no error.
   */
  readonly value?: T;
  readonly problems: readonly Problem[];
  /** Where a part of `value` stands. A path to something that is not written stands where its nearest parent does. */
  readonly place: (path: YamlPath) => Place;
  /** What is written in the file, the parts with problems included; absent where it is no YAML. */
  readonly written?: unknown;
}

/** Reads a YAML file against a schema; every problem has its line and its path, such as `kinds.referral.key`. */
export function readYamlFile<T>(file: string, raw: string, schema: z.ZodType<T>): YamlFile<T> {
  const { text, problems: decoding } = decodedText(file, raw);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: false });
  const tree = new WrittenTree(file, document.contents, lines);
  const syntax = [
    ...document.errors.map((error) => yamlProblem(file, lines, error)),
    ...document.warnings.map(({ pos, message }) =>
      warningAt({ file, line: lines.linePos(pos[0]).line }, "yaml-warning", message, "Write the value plainly."),
    ),
  ];
  const readable = document.errors.every(({ code }) => code === "DUPLICATE_KEY");
  const problems = [...decoding, ...syntax];
  const place = (path: YamlPath) => tree.place(path);
  if (!readable) return { file, place, problems };

  let written: unknown;
  try {
    written = document.toJS() ?? {};
  } catch {
    problems.push(
      errorAt(
        { file },
        "yaml-aliases",
        "the anchors and aliases (& and *) of the file cannot be resolved",
        "Write each value where it is used.",
      ),
    );
    return { file, place, problems };
  }
  const read = { file, place, written };
  const whole = schema.safeParse(written, { reportInput: true });
  if (whole.success) return { ...read, value: whole.data, problems };
  problems.push(...schemaProblems(whole.error, tree));

  // Checks between files go on with what is left, so that one slip does not hide the other problems of a study.
  let issues: readonly z.core.$ZodIssue[] = whole.error.issues;
  while (tree.cut(issues)) {
    const rest = schema.safeParse(document.toJS() ?? {});
    if (rest.success) return { ...read, value: rest.data, problems };
    issues = rest.error.issues;
  }
  return { ...read, problems };
}

/** The nodes of a YAML file, found by paths, and cut out where they hold problems. */
class WrittenTree {
  readonly #file: string;
  readonly #root: Node | null;
  readonly #lines: LineCounter;
  /** The items of lists before anything was cut, so that a path shows the index a reader counts. */
  readonly #items = new Map<YAMLSeq, readonly unknown[]>();

  constructor(file: string, root: Node | null, lines: LineCounter) {
    this.#file = file;
    this.#root = root;
    this.#lines = lines;
  }

  place(path: YamlPath): Place {
    const { node, shown } = this.#walk(path);
    const offset = node?.range?.[0];
    return {
      file: this.#file,
      ...(offset === undefined ? {} : { line: this.#lines.linePos(offset).line }),
      ...(shown === "" ? {} : { path: shown }),
    };
  }

  has(path: YamlPath): boolean {
    return this.#walk(path).found;
  }

  /** Takes the parts that issues complain about out of the tree; false where nothing would be left of it. */
  cut(issues: readonly z.core.$ZodIssue[]): boolean {
    const targets = issues.flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => [...issue.path, key])
        : [this.#nearestWritten(issue.path)],
    );
    if (targets.some((path) => path.length === 0)) return false;
    // Later items of a list go first, so that the places of the others still hold.
    const outermost = new Map(
      targets
        .filter((path) => !targets.some((other) => other.length < path.length && startsWith(path, other)))
        .map((path) => [JSON.stringify(path), path]),
    );
    const lastFirst = [...outermost.values()].sort((a, b) => lastIndex(b) - lastIndex(a));
    for (const path of lastFirst) this.#remove(path);
    return true;
  }

  #nearestWritten(path: YamlPath): YamlPath {
    let written = path;
    while (written.length > 0 && !this.has(written)) written = written.slice(0, -1);
    return written;
  }

  #remove(path: YamlPath): void {
    const parent = this.#walk(path.slice(0, -1)).value;
    const key = path.at(-1);
    if (isMap(parent)) {
      parent.items = parent.items.filter((pair) => keyText(pair) !== String(key));
    } else if (isSeq(parent) && typeof key === "number") {
      if (!this.#items.has(parent)) this.#items.set(parent, [...parent.items]);
      parent.items.splice(key, 1);
    }
  }

  #walk(path: YamlPath): { node: Node | null; value: unknown; found: boolean; shown: string } {
    let node = this.#root;
    let value: unknown = this.#root;
    let shown = "";
    let found = true;
    for (const step of path) {
      let next: unknown;
      if (isMap(value)) {
        const pair = value.items.find((one) => keyText(one) === String(step));
        next = pair === undefined ? undefined : (pair.value ?? null);
        if (pair !== undefined && isScalar(pair.key)) node = pair.key;
        shown += `${shown === "" ? "" : "."}${String(step)}`;
      } else if (isSeq(value) && typeof step === "number") {
        next = value.items[step];
        // The items of a list are nodes, as the document was parsed and not made.
        if (next !== undefined) node = next as Node;
        shown += `[${this.#items.get(value)?.indexOf(next) ?? step}]`;
      } else {
        shown += typeof step === "number" ? `[${step}]` : `.${String(step)}`;
      }
      found = found && next !== undefined;
      value = next;
    }
    return { node, value, found, shown };
  }
}

function startsWith(path: YamlPath, start: YamlPath): boolean {
  return start.every((step, at) => path[at] === step);
}

function lastIndex(path: YamlPath): number {
  const last = path.at(-1);
  return typeof last === "number" ? last : -1;
}

function keyText(pair: Pair): string {
  return String(isScalar(pair.key) ? pair.key.value : pair.key);
}

function yamlProblem(
  file: string,
  lines: LineCounter,
  error: { readonly code: string; readonly message: string; readonly pos: readonly [number, number] },
): Problem {
  const place = { file, line: lines.linePos(error.pos[0]).line };
  switch (error.code) {
    case "DUPLICATE_KEY":
      return errorAt(place, "yaml-duplicate-key", "this key stands twice in one place", "Keep one of them.");
    case "TAB_AS_INDENT":
      return errorAt(place, "yaml-tab", "a tab stands where spaces are needed", "Indent with spaces only.");
    default:
      return errorAt(
        place,
        "yaml-syntax",
        `this is not YAML: ${error.message}`,
        "Compare indentation, quotation marks, brackets and colons with the guide's examples.",
      );
  }
}
