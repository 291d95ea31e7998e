import { assignDeliveries, DELIVERIES_FOLDER, type DeliveryFile, deliveryPaths } from "./assign-deliveries.ts";
import { analysisProblems } from "./check-analyses.ts";
import { crosswalkProblems, repairProblems } from "./check-decisions.ts";
import { deliveryProblems } from "./check-deliveries.ts";
import { kindAndVariableProblems } from "./check-kinds.ts";
import { modelProblems } from "./check-models.ts";
import { resultIdProblems } from "./check-result-ids.ts";
import { wideProblems } from "./check-wide.ts";
import type { CrosswalkRow } from "./crosswalk.ts";
import { compareText, type Problem, type Read, sortProblems } from "./problem.ts";
import { errorAt, warningAt } from "./problem-at.ts";
import { CROSSWALK_COLUMNS, CROSSWALK_FILE, readCrosswalk } from "./read-crosswalk.ts";
import { readValueRepairs, VALUES_FOLDER } from "./read-value-repairs.ts";
import { type ModelsFile, modelsFileSchema } from "./records-models.ts";
import { type RecordsRules, recordsRulesSchema } from "./records-rules.ts";
import type { StudyFiles } from "./study-files.ts";
import { type StudySettings, studySettingsSchema } from "./study-settings.ts";
import { studyUnderCheck } from "./study-under-check.ts";
import type { ValueRepair } from "./value-repairs.ts";
import { readYamlFile, type YamlFile } from "./yaml-file.ts";

export const SETTINGS_FILE = "study.yaml";
export const RULES_FILE = "records/rules.yaml";
export const MODELS_FILE = "records/models.yaml";

/** A study folder without an error: every decision it states, and which delivered file is what. */
export interface Study {
  readonly settings: StudySettings;
  readonly rules: RecordsRules;
  readonly crosswalk: readonly CrosswalkRow[];
  /** By variable; a variable without a file has no entry. */
  readonly values: ReadonlyMap<string, readonly ValueRepair[]>;
  readonly models: ModelsFile;
  readonly deliveries: readonly DeliveryFile[];
  /** Every file of the study folder that is not Plait's own, relative to it, in code-unit order. */
  readonly listing: readonly string[];
}

/**
 * Reads a study folder and holds its files against each other.
 *
 * All problems are found, never only the first: a part of a file that has a problem is left out and the rest checked.
 * The value is present only where no problem is an error. Contents of deliveries are not looked at.
 */
export async function readStudy(files: StudyFiles): Promise<Read<Study>> {
  const listing = [...(await files.list())].filter(isOfTheStudy).sort(compareText);
  const [settings, rules, models, crosswalk, values] = await Promise.all([
    readYaml(files, SETTINGS_FILE, studySettingsSchema, "required"),
    readYaml(files, RULES_FILE, recordsRulesSchema, "required"),
    readYaml(files, MODELS_FILE, modelsFileSchema, "optional"),
    readCrosswalkFile(files),
    Promise.all(listing.flatMap((file) => valuesFile(file) ?? []).map((found) => readValuesFile(files, found))),
  ]);
  const problems: Problem[] = [
    ...settings.problems,
    ...rules.problems,
    ...models.problems,
    ...crosswalk.problems,
    ...values.flatMap((one) => one.problems),
    ...strayFiles(listing),
  ];

  let deliveries: readonly DeliveryFile[] = [];
  if (rules.value !== undefined) {
    const paths = deliveryPaths(listing);
    const assigned = assignDeliveries(rules.value, paths, rules.place);
    deliveries = assigned.deliveries;
    problems.push(...assigned.problems);
    if (deliveries.length === 0 && assigned.problems.length === 0) problems.push(noDeliveries());
    const study = studyUnderCheck(rules, rules.value, crosswalk.rows);
    problems.push(...deliveryProblems(study, deliveries), ...kindAndVariableProblems(study));
    problems.push(...wideProblems(study), ...analysisProblems(study));
    if (crosswalk.rows !== null) problems.push(...crosswalkProblems(study, crosswalk.rows, deliveries));
    for (const { variable, file, repairs } of values) problems.push(...repairProblems(study, variable, file, repairs));
    if (models.value !== undefined) problems.push(...modelProblems(study, models.value, models.place));
  }
  problems.push(...resultIdProblems(rules.value, models.value, rules.place, models.place));

  const sorted = sortProblems(problems);
  if (sorted.some(({ severity }) => severity === "error")) return { problems: sorted };
  if (settings.value === undefined || rules.value === undefined || crosswalk.rows === null) {
    throw new Error("a study file without an error has no value");
  }
  return {
    value: {
      settings: settings.value,
      rules: rules.value,
      crosswalk: crosswalk.rows,
      values: new Map(values.map(({ variable, repairs }) => [variable, repairs])),
      models: models.value ?? { models: [] },
      deliveries,
      listing,
    },
    problems: sorted,
  };
}

function isOfTheStudy(file: string): boolean {
  return !file.startsWith(".plait/") && !file.startsWith("outputs/");
}

type Schema<T> = Parameters<typeof readYamlFile<T>>[2];

async function readYaml<T>(
  files: StudyFiles,
  file: string,
  schema: Schema<T>,
  need: "required" | "optional",
): Promise<YamlFile<T>> {
  const read = await files.readText(file);
  if ("text" in read) return readYamlFile(file, read.text, schema);
  const place = () => ({ file });
  if ("problem" in read) return { file, place, problems: [read.problem] };
  return { file, place, problems: need === "required" ? [missingFile(file)] : [] };
}

async function readCrosswalkFile(
  files: StudyFiles,
): Promise<{ readonly rows: readonly CrosswalkRow[] | null; readonly problems: readonly Problem[] }> {
  const read = await files.readText(CROSSWALK_FILE);
  if ("text" in read) return readCrosswalk(read.text);
  return { rows: null, problems: ["problem" in read ? read.problem : missingFile(CROSSWALK_FILE)] };
}

function missingFile(file: string): Problem {
  const remedy =
    file === CROSSWALK_FILE
      ? `Write it, beginning with the line ${CROSSWALK_COLUMNS.join(",")}.`
      : "Write it; `plait init` makes one that is ready to fill.";
  return errorAt({ file }, "missing-file", "the file is missing", remedy);
}

interface ValuesFile {
  readonly variable: string;
  readonly file: string;
}

function valuesFile(file: string): ValuesFile | undefined {
  if (!file.startsWith(VALUES_FOLDER)) return undefined;
  const variable = /^([^/]+)\.csv$/i.exec(file.slice(VALUES_FOLDER.length))?.[1];
  return variable === undefined ? undefined : { variable, file };
}

async function readValuesFile(
  files: StudyFiles,
  { variable, file }: ValuesFile,
): Promise<ValuesFile & { readonly repairs: readonly ValueRepair[]; readonly problems: readonly Problem[] }> {
  const read = await files.readText(file);
  if ("text" in read) return { variable, file, ...readValueRepairs(file, variable, read.text) };
  return { variable, file, repairs: [], problems: ["problem" in read ? read.problem : missingFile(file)] };
}

/** A file under `records/` that nothing reads is often a decision under a slightly wrong name. */
function strayFiles(listing: readonly string[]): Problem[] {
  const read = new Set([RULES_FILE, MODELS_FILE, CROSSWALK_FILE]);
  return listing
    .filter((file) => file.startsWith("records/") && !file.startsWith(DELIVERIES_FOLDER))
    .filter((file) => !read.has(file) && valuesFile(file) === undefined)
    .filter((file) => !/(^|\/)(readme[^/]*|\.[^/]*)$/i.test(file))
    .map((file) =>
      warningAt(
        { file },
        "file-not-read",
        "Plait reads no file of this name",
        `Beside the deliveries it reads ${[...read].join(", ")} and ${VALUES_FOLDER}<variable>.csv.`,
      ),
    );
}

function noDeliveries(): Problem {
  return warningAt(
    { file: DELIVERIES_FOLDER.slice(0, -1) },
    "no-deliveries",
    "there is no delivery yet",
    `Put the files as they arrived under ${DELIVERIES_FOLDER} and say in records/rules.yaml what they are.`,
  );
}
