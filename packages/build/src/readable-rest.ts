import {
  DELIVERIES_FOLDER,
  MODELS_FILE,
  type Problem,
  type RecordsStudy,
  RULES_FILE,
  readStudy,
  SETTINGS_FILE,
  type StudyFiles,
} from "@plait/study";
import { parse, stringify } from "yaml";

const CROSSWALK_FILE = "records/crosswalk.csv";
const VALUES_FOLDER = "records/values/";

/** The records of a study without the parts that have errors. */
export interface ReadableRest {
  readonly study: RecordsStudy;
  /** False where something is missing that says how cells are read: then only the files themselves can be judged. */
  readonly cellsCanBeJudged: boolean;
}

/** Parts of the rules that decide what is made of values once they are read. */
const AFTER_READING = new Set(["wide", "chains", "tables", "comparisons", "trends", "not_supplied", "limited"]);

/** Cutting one part can make another refer to nothing; each round cuts at least one part. */
const MOST_ROUNDS = 50;

/**
 * What is left of a study's records when the parts with errors are cut out, so that a slip in a text file does not hide what is wrong with the
 * deliveries. Undefined where too little is left.
 */
export async function readableRest(files: StudyFiles, problems: readonly Problem[]): Promise<ReadableRest | undefined> {
  let rest = files;
  let errors = problems.filter(isErrorOfRecords);
  let cellsCanBeJudged = true;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    cellsCanBeJudged &&= errors.every(isAfterReading);
    const cut = await withoutFaults(rest, errors);
    if (cut === undefined) return undefined;
    rest = cut;
    const read = await readStudy(rest);
    const { records } = read.strands;
    if (records !== undefined) return { study: records, cellsCanBeJudged };
    errors = read.problems.filter(isErrorOfRecords);
  }
  return undefined;
}

function isErrorOfRecords({ severity, place }: Problem): boolean {
  return severity === "error" && (place.file === SETTINGS_FILE || place.file.startsWith("records/"));
}

function isAfterReading({ place }: Problem): boolean {
  if (place.file === CROSSWALK_FILE || place.file.startsWith(VALUES_FOLDER)) return false;
  return place.file !== RULES_FILE || AFTER_READING.has(pathSteps(place.path ?? "")[0] ?? "");
}

const PLAIN_SETTINGS = "title: Study\nstrands: [records]\ndisclosure: { policy: sacro }\n";

/** The same files without what the errors point at; undefined where they point at nothing that could be cut. */
async function withoutFaults(files: StudyFiles, errors: readonly Problem[]): Promise<StudyFiles | undefined> {
  const misplaced = new Set(errors.map(({ place }) => place.file).filter((file) => file.startsWith(DELIVERIES_FOLDER)));
  const texts = new Map<string, string | null>();
  for (const file of new Set(errors.map(({ place }) => place.file))) {
    if (misplaced.has(file)) continue;
    const own = errors.filter(({ place }) => place.file === file);
    const cut = await textWithout(files, file, own);
    if (cut === undefined) return undefined;
    texts.set(file, cut);
  }
  return {
    list: async () => (await files.list()).filter((file) => !misplaced.has(file) && texts.get(file) !== null),
    readText: async (path) => {
      const text = texts.get(path);
      return text === undefined ? files.readText(path) : text === null ? { missing: true } : { text };
    },
  };
}

/** Null where the study can be read without the file. */
async function textWithout(
  files: StudyFiles,
  file: string,
  errors: readonly Problem[],
): Promise<string | null | undefined> {
  if (file === SETTINGS_FILE) return PLAIN_SETTINGS;
  if (file === MODELS_FILE) return null;
  const read = await files.readText(file);
  if (!("text" in read)) return file.startsWith(VALUES_FOLDER) ? null : undefined;
  if (file === RULES_FILE) return yamlWithout(read.text, errors);
  return linesWithout(read.text, errors) ?? (file.startsWith(VALUES_FOLDER) ? null : undefined);
}

/** Lines are emptied, not removed. The first line is the header: nothing is left without it. */
function linesWithout(text: string, errors: readonly Problem[]): string | undefined {
  const faulty = new Set(errors.map(({ place }) => place.line ?? 1));
  if (faulty.has(1)) return undefined;
  return text
    .split("\n")
    .map((line, index) => (faulty.has(index + 1) ? "" : line))
    .join("\n");
}

function yamlWithout(text: string, errors: readonly Problem[]): string | undefined {
  let tree: unknown;
  try {
    tree = parse(text, { uniqueKeys: false });
  } catch {
    return undefined;
  }
  const faulty = new Set<unknown[] | Record<string, unknown>>();
  const cuts: (readonly [parent: unknown[] | Record<string, unknown>, step: string])[] = [];
  for (const { place } of errors) {
    const cut = deepestStep(tree, pathSteps(place.path ?? ""));
    if (cut === undefined) return undefined;
    cuts.push(cut);
    faulty.add(cut[0]);
  }
  for (const parent of faulty) {
    const steps = cuts.filter(([one]) => one === parent).map(([, step]) => step);
    if (Array.isArray(parent)) {
      const kept = parent.filter((_, index) => !steps.includes(String(index)));
      parent.splice(0, parent.length, ...kept);
    } else for (const step of steps) delete parent[step];
  }
  return stringify(tree);
}

/** `kinds.referral.required[1]` in steps. */
function pathSteps(path: string): string[] {
  return path.split(/[.[\]]+/u).filter((step) => step !== "");
}

/** The last step of a path that is written in a tree; what is missing takes its parent with it. */
function deepestStep(
  tree: unknown,
  steps: readonly string[],
): readonly [parent: unknown[] | Record<string, unknown>, step: string] | undefined {
  let found: readonly [unknown[] | Record<string, unknown>, string] | undefined;
  let node = tree;
  for (const step of steps) {
    if (!isBranch(node) || !Object.hasOwn(node, step)) break;
    found = [node, step];
    node = Reflect.get(node, step);
  }
  return found;
}

function isBranch(node: unknown): node is unknown[] | Record<string, unknown> {
  return typeof node === "object" && node !== null;
}
