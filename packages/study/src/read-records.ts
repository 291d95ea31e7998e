import { assignDeliveries, DELIVERIES_FOLDER, type DeliveryFile, deliveryPaths } from "./assign-deliveries.ts";
import { analysisProblems } from "./check-analyses.ts";
import { crosswalkProblems, repairProblems } from "./check-decisions.ts";
import { deliveryProblems } from "./check-deliveries.ts";
import { kindAndVariableProblems } from "./check-kinds.ts";
import { modelProblems } from "./check-models.ts";
import { resultIdProblems } from "./check-result-ids.ts";
import { wideProblems } from "./check-wide.ts";
import type { CrosswalkRow } from "./crosswalk.ts";
import type { Problem } from "./problem.ts";
import { warningAt } from "./problem-at.ts";
import { CROSSWALK_COLUMNS, CROSSWALK_FILE, readCrosswalk } from "./read-crosswalk.ts";
import { readStudyText, readStudyYaml } from "./read-study-file.ts";
import { readValueRepairs, VALUES_FOLDER } from "./read-value-repairs.ts";
import { type ModelsFile, modelsFileSchema } from "./records-models.ts";
import { type RecordsRules, recordsRulesSchema } from "./records-rules.ts";
import type { StudyFiles } from "./study-files.ts";
import { studyUnderCheck } from "./study-under-check.ts";
import type { ValueRepair } from "./value-repairs.ts";

export const RULES_FILE = "records/rules.yaml";
export const MODELS_FILE = "records/models.yaml";

/** What a study says about its records: every decision, and which delivered file is what. */
export interface RecordsStudy {
  readonly rules: RecordsRules;
  readonly crosswalk: readonly CrosswalkRow[];
  /** By variable; a variable without a file has no entry. */
  readonly values: ReadonlyMap<string, readonly ValueRepair[]>;
  readonly models: ModelsFile;
  readonly deliveries: readonly DeliveryFile[];
}

/** Reads the folder `records/`. The value is absent where a file it cannot do without could not be read. */
export async function readRecords(
  files: StudyFiles,
  listing: readonly string[],
): Promise<{ readonly value?: RecordsStudy; readonly problems: readonly Problem[] }> {
  const [rules, models, crosswalk, values] = await Promise.all([
    readStudyYaml(files, RULES_FILE, recordsRulesSchema, "required"),
    readStudyYaml(files, MODELS_FILE, modelsFileSchema, "optional"),
    readCrosswalkFile(files),
    Promise.all(listing.flatMap((file) => valuesFile(file) ?? []).map((found) => readValuesFile(files, found))),
  ]);
  const problems: Problem[] = [
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
  if (rules.value === undefined || crosswalk.rows === null) return { problems };
  return {
    value: {
      rules: rules.value,
      crosswalk: crosswalk.rows,
      values: new Map(values.map(({ variable, repairs }) => [variable, repairs])),
      models: models.value ?? { models: [] },
      deliveries,
    },
    problems,
  };
}

async function readCrosswalkFile(
  files: StudyFiles,
): Promise<{ readonly rows: readonly CrosswalkRow[] | null; readonly problems: readonly Problem[] }> {
  const remedy = `Write it, beginning with the line ${CROSSWALK_COLUMNS.join(",")}.`;
  const { text, problems } = await readStudyText(files, CROSSWALK_FILE, "required", remedy);
  return text === undefined ? { rows: null, problems } : readCrosswalk(text);
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
  const { text, problems } = await readStudyText(files, file, "required");
  return text === undefined
    ? { variable, file, repairs: [], problems }
    : { variable, file, ...readValueRepairs(file, variable, text) };
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
