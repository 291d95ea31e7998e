import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import {
  gridFromSorts,
  makeGrid,
  type QData,
  readStudySorts,
  type WebSortTool,
  type Written,
  writeKadeWorkbook,
  writeKadeZip,
  writePqMethodDat,
  writeStatementList,
  writeTidyCsv,
  writeWebSorts,
  writeWideCsv,
} from "@plait/q-method";
import type { Problem } from "@plait/study";
import { openQ } from "./open-q.ts";
import { hasErrors, StudyProblems } from "./study-problems.ts";
import { writePrivately } from "./write-privately.ts";

export type SortFormat = "tidy" | "wide" | "pqmethod" | "kade-1" | "kade-2" | "kade-3" | "kade-zip" | WebSortTool;

/**
 * Writes the sorts of a study for another program, for use inside the safe setting: true places, a sort a person. The files can be read
 * by their owner only. `to` is the path without an ending; PQMethod takes two files.
 *
 * Throws RangeError for a folder that is not there, StudyProblems where the sorts have an error or the format cannot hold them; what it cannot carry is among the problems given.
 */
export async function exportSorts(
  folder: string,
  format: SortFormat,
  to: string,
): Promise<{ readonly files: readonly string[]; readonly problems: readonly Problem[] }> {
  const { settings, study } = await openQ(folder);
  const read = readStudySorts(study);
  if (hasErrors(read.problems)) throw new StudyProblems(read.problems);
  const language = settings.languages[0] ?? "en";
  const data: QData = {
    title: settings.title,
    statements: study.statements.map(({ id, texts }) => ({
      id,
      ...(texts[language] === undefined ? {} : { text: texts[language] }),
    })),
    grid:
      (study.grid.shape === "free" ? gridFromSorts(read.sorts) : undefined) ??
      makeGrid(study.grid.columns, study.grid.shape),
    sorts: read.sorts,
  };
  const written = writtenAs(format, data, resolve(to));
  const problems = written.flatMap(({ content }) => content.problems);
  if (written.some(({ content }) => content.value === undefined)) throw new StudyProblems(problems);
  for (const { path, content } of written) {
    await writePrivately(path, (partial) => writeFile(partial, content.value ?? "", { mode: 0o600 }));
  }
  return { files: written.map(({ path }) => path), problems };
}

interface WrittenFile {
  readonly path: string;
  readonly content: Written<string | Uint8Array>;
}

function writtenAs(format: SortFormat, data: QData, to: string): WrittenFile[] {
  const as = (ending: string, write: (file: string) => WrittenFile["content"]): WrittenFile => {
    const path = `${to}${ending}`;
    return { path, content: write(path) };
  };
  switch (format) {
    case "tidy":
      return [as(".csv", (file) => writeTidyCsv(data, { file }))];
    case "wide":
      return [as(".csv", (file) => writeWideCsv(data, { file }))];
    case "pqmethod":
      return [
        as(".dat", (file) => writePqMethodDat(data, { file })),
        as(".sta", (file) => writeStatementList(data, { file })),
      ];
    case "kade-1":
      return [as(".xlsx", (file) => writeKadeWorkbook(data, 1, { file }))];
    case "kade-2":
      return [as(".xlsx", (file) => writeKadeWorkbook(data, 2, { file }))];
    case "kade-3":
      return [as(".xlsx", (file) => writeKadeWorkbook(data, 3, { file }))];
    case "kade-zip":
      return [as(".zip", (file) => writeKadeZip(data, { file }))];
    case "eq-web-sort":
    case "easy-htmlq":
      return [as(".json", (file) => writeWebSorts(data, format, { file }))];
    case "quince":
    case "htmlq":
      return [as(".csv", (file) => writeWebSorts(data, format, { file }))];
  }
}
