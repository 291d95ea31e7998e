import type { Place, Problem, Read } from "@plait/study";
import { zipSync } from "fflate";
import { gridCards } from "../grid.ts";
import type { QData } from "../q-data.ts";
import type { QContext } from "./q-context.ts";
import {
  badGrid,
  changedText,
  emptyStatement,
  missingPart,
  renamedSorter,
  zipDamaged,
  zipTooLarge,
} from "./q-problems.ts";
import { checkedData, countIn, type SortDraft } from "./sort-draft.ts";
import { decodeText } from "./text-encoding.ts";
import { COLUMN_COUNT, gridFromCounts } from "./twenty-counts.ts";
import { preparedForKade } from "./write-kade-workbook.ts";
import { oneLine } from "./write-pqmethod.ts";
import { lostParts, type Written } from "./written.ts";
import { EARLIEST, zipDirectory, zipParts } from "./zip-parts.ts";

const PARTS = ["name.txt", "statements.txt", "sorts.txt", "pattern.txt"];

/** Whether the archive lists KADE's file of sorts. */
export function isKadeZip(bytes: Uint8Array): boolean {
  const directory = zipDirectory(bytes);
  return directory.kind === "read" && directory.entries.some(({ name }) => name === "sorts.txt");
}

/**
 * KADE's and Ken-Q's zip archive: `sorts.txt` with a name and scores a line, `statements.txt`, `pattern.txt` with the
 * cards in the columns -6 to 13, and `name.txt`. Other files in it are not unpacked. A name that holds the separator is
 * still read whole, as the scores are counted from the end of the line.
 */
export function readKadeZip(file: string, bytes: Uint8Array, context: QContext = {}): Read<QData> {
  const directory = zipDirectory(bytes);
  if (directory.kind === "damaged") return { problems: [zipDamaged({ file }, directory.reason)] };
  if (directory.kind === "too-large") return { problems: [zipTooLarge({ file }, directory.reason)] };
  const unpacked = zipParts(
    bytes,
    directory.entries.filter(({ name }) => PARTS.includes(name)),
  );
  if (unpacked.kind === "damaged") return { problems: [zipDamaged({ file }, unpacked.reason)] };
  if (unpacked.kind === "too-large") return { problems: [zipTooLarge({ file }, unpacked.reason)] };

  const problems: Problem[] = [];
  const part = (name: string): string | undefined => {
    const found = unpacked.parts.get(name);
    if (found === undefined) problems.push(missingPart({ file }, name));
    return found && decodeText(found).text;
  };
  const sortsText = part("sorts.txt");
  if (sortsText === undefined) return { problems };
  const texts = textLines(part("statements.txt") ?? "");
  for (const [at, text] of texts.entries()) {
    if (text === "") problems.push(emptyStatement({ file, path: "statements.txt", line: at + 1 }, at + 1));
  }
  const gridPlace: Place = { file, path: "pattern.txt", line: 1 };
  const pattern = part("pattern.txt");
  const grid = pattern === undefined ? undefined : readPattern(gridPlace, pattern, problems);
  const count = texts.length > 0 ? texts.length : grid === undefined ? 0 : gridCards(grid);
  const statements = Array.from({ length: count }, (_, at) => (texts[at] ? { text: texts[at] } : {}));
  const sorts = readSorts(file, sortsText, count);
  const title = oneLine(part("name.txt") ?? "");
  return checkedData({ file, title, statements, grid, gridPlace, sorts, problems }, context);
}

function readPattern(place: Place, text: string, problems: Problem[]) {
  const cells = (textLines(text)[0] ?? "").split(/[,;]/).map((cell) => cell.trim());
  const counts = cells.map(countIn);
  const wrong = counts.indexOf(undefined);
  if (wrong !== -1 || cells.length !== COLUMN_COUNT) {
    problems.push(
      badGrid(
        place,
        wrong === -1
          ? `it has ${cells.length} numbers and not ${COLUMN_COUNT}`
          : `"${cells[wrong]}" is no number of cards`,
      ),
    );
    return undefined;
  }
  const grid = gridFromCounts(counts.map((cards) => cards ?? 0));
  if (grid === undefined) problems.push(badGrid(place, "fewer than two columns hold cards"));
  return grid;
}

function readSorts(file: string, text: string, statements: number): SortDraft[] {
  const lines = textLines(text);
  const first = lines.find((line) => line !== "") ?? "";
  const delimiter = first.split(",").length > first.split(";").length ? "," : ";";
  return lines.flatMap((line, at): SortDraft[] => {
    if (line === "") return [];
    const place: Place = { file, path: "sorts.txt", line: at + 1 };
    const cells = line.split(delimiter);
    while (cells.length > statements + 1 && cells.at(-1)?.trim() === "") cells.pop();
    const begin = Math.max(1, cells.length - statements);
    const placings = Array.from({ length: statements }, (_, statement) => ({
      statement,
      text: (cells[begin + statement] ?? "").trim(),
      place,
    }));
    return [{ sorter: cells.slice(0, begin).join(delimiter).trim(), place, placings }];
  });
}

function textLines(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
  while (lines.at(-1) === "") lines.pop();
  return lines;
}

/**
 * The archive that KADE and Ken-Q read. Names with commas make it use semicolons, which both programs accept; a name
 * with both is a warning, as they split it. The same data give the same bytes.
 */
export function writeKadeZip(data: QData, options: { readonly file: string }): Written<Uint8Array> {
  const { file } = options;
  const prepared = preparedForKade(data, file);
  if (prepared.names === undefined) return { problems: prepared.problems };
  const { names, counts } = prepared;
  const problems: Problem[] = [...prepared.problems];
  const delimiter = names.some((name) => name.includes(",")) && !names.some((name) => name.includes(";")) ? ";" : ",";
  for (const [at, name] of names.entries()) {
    const place: Place = { file, path: "sorts.txt", line: at + 1 };
    const from = data.sorts[at]?.sorter ?? "";
    if (name !== from) problems.push(renamedSorter(place, from, name));
    if (name.includes(delimiter)) problems.push(changedText(place, `KADE splits names at the separator: "${name}"`));
  }
  const texts = data.statements.map(({ id, text = id }, at) => {
    const line = oneLine(text);
    if (line !== text.trim()) {
      problems.push(changedText({ file, path: "statements.txt", line: at + 1 }, "line breaks became blanks"));
    }
    return line;
  });
  const lines: Readonly<Record<string, readonly string[]>> = {
    "name.txt": [oneLine(data.title ?? "")],
    "statements.txt": texts,
    "sorts.txt": data.sorts.map(({ places }, at) => [names[at], ...places].join(delimiter)),
    "pattern.txt": [counts.join(",")],
  };
  const parts = Object.entries(lines).map(([name, rows]) => [name, new TextEncoder().encode(rows.join("\n"))]);
  problems.push(...lostParts(data, { file }, ["title", "statement texts", "grid"]));
  return { value: zipSync(Object.fromEntries(parts), { mtime: EARLIEST }), problems };
}
