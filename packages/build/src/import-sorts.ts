import { chmod, link, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeGrid, readQFile, readStudySorts, writeTidyCsv } from "@plait/q-method";
import { type Problem, SORTS_FOLDER } from "@plait/study";
import { openQ } from "./open-q.ts";
import { hasErrors, StudyProblems } from "./study-problems.ts";

export interface ImportRequest {
  /** As it is called in problems. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The file under `q/sorts/`, without `.csv`. */
  readonly as: string;
  /** For exports of web sorting tools: the field that holds the sorter's code. */
  readonly sorterField?: string;
}

export interface ImportedSorts {
  readonly format: string;
  readonly sorters: readonly string[];
  /** Relative to the study folder. */
  readonly written: string;
  readonly problems: readonly Problem[];
}

const NAME = /^[\w][\w.-]*$/;

/**
 * Reads sorts of any format of the field, holds them against the study's cards and grid and those sorts it has, and writes them as
 * tidy CSV under `q/sorts/`. Where anything is wrong, nothing is written; a file that is there is never written over.
 *
 * Throws StudyProblems with everything that is wrong.
 */
export async function importSorts(folder: string, request: ImportRequest): Promise<ImportedSorts> {
  const { name, bytes, as, sorterField } = request;
  const written = `${SORTS_FOLDER}${as}.csv`;
  if (!NAME.test(as)) throw new StudyProblems([nameProblem(name, as)]);
  const { folder: root, study } = await openQ(folder);
  const read = readQFile(name, bytes, {
    statements: study.statements,
    grid: makeGrid(study.grid.columns, study.grid.shape),
    ...(sorterField === undefined ? {} : { sorterField }),
  });
  if (read.value === undefined || read.format === undefined || hasErrors(read.problems)) {
    throw new StudyProblems(read.problems);
  }
  const { sorts } = read.value;
  const there = new Set(readStudySorts(study).sorts.map(({ sorter }) => sorter));
  const again = sorts.filter(({ sorter }) => there.has(sorter)).map(({ sorter }) => sorter);
  if (again.length > 0) throw new StudyProblems([...read.problems, sortedAlready(name, again)]);
  const tidy = writeTidyCsv(read.value, { file: written });
  if (tidy.value === undefined) throw new StudyProblems(tidy.problems);
  await writeNew(join(root, written), tidy.value, written);
  return {
    format: read.format,
    sorters: sorts.map(({ sorter }) => sorter),
    written,
    problems: [...read.problems, ...tidy.problems],
  };
}

/** The file appears whole or not at all, and takes nobody's place. */
async function writeNew(path: string, text: string, shown: string): Promise<void> {
  const partial = `${path}.${process.pid}.unfinished`;
  await mkdir(join(path, ".."), { recursive: true });
  try {
    await writeFile(partial, text, { flag: "wx", mode: 0o600 });
    await link(partial, path);
    await chmod(path, 0o600);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") throw new StudyProblems([isThere(shown)]);
    throw error;
  } finally {
    await rm(partial, { force: true });
  }
}

function nameProblem(file: string, as: string): Problem {
  return {
    severity: "error",
    code: "q-import-name",
    place: { file },
    message: `"${as}" cannot be the name of a file of sorts`,
    remedy: "Give one of letters, digits, - _ and . with --as.",
  };
}

function sortedAlready(file: string, sorters: readonly string[]): Problem {
  return {
    severity: "error",
    code: "q-sorted-already",
    place: { file },
    message: `the study already has a sort of ${sorters.join(", ")}`,
    remedy:
      "Take out those rows, or the earlier file under q/sorts; a second sort of one person needs a code of its own.",
  };
}

function isThere(file: string): Problem {
  return {
    severity: "error",
    code: "q-import-exists",
    place: { file },
    message: "there is a file of this name, and it is not written over",
    remedy: "Give another name with --as, or remove the file first.",
  };
}
