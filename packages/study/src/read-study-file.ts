import type { Problem } from "./problem.ts";
import { errorAt } from "./problem-at.ts";
import type { StudyFiles } from "./study-files.ts";
import { readYamlFile, type YamlFile } from "./yaml-file.ts";

/** A text file of a study; the text is absent where it could not be read or is not there. */
export interface StudyTextFile {
  readonly file: string;
  readonly text?: string;
  readonly problems: readonly Problem[];
}

type Need = "required" | "optional";
type Schema<T> = Parameters<typeof readYamlFile<T>>[2];

const WRITE_IT = "Write it; `plait init` makes one that is ready to fill.";

/** Reads a text file; where a required one is missing, that is a problem with the given remedy. */
export async function readStudyText(
  files: StudyFiles,
  file: string,
  need: Need,
  remedy: string = WRITE_IT,
): Promise<StudyTextFile> {
  const read = await files.readText(file);
  if ("text" in read) return { file, text: read.text, problems: [] };
  if ("problem" in read) return { file, problems: [read.problem] };
  return {
    file,
    problems: need === "required" ? [errorAt({ file }, "missing-file", "the file is missing", remedy)] : [],
  };
}

/** As `readStudyText`, held against a schema. */
export async function readStudyYaml<T>(
  files: StudyFiles,
  file: string,
  schema: Schema<T>,
  need: Need,
): Promise<YamlFile<T>> {
  const { text, problems } = await readStudyText(files, file, need);
  return text === undefined ? { file, place: () => ({ file }), problems } : readYamlFile(file, text, schema);
}
