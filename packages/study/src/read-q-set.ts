import { readCsvFile } from "./csv-file.ts";
import type { Problem } from "./problem.ts";
import { errorAt, warningAt } from "./problem-at.ts";

export const Q_SET_FILE = "q/q-set.csv";
const COLUMNS = ["statement", "number"] as const;

/** A card: its id, which no re-wording changes, the number on its back, and its wording by language. */
export interface QStatement {
  readonly id: string;
  readonly number: number;
  readonly theme?: string;
  /** By language; a language in which the card is not worded has no entry. */
  readonly texts: Readonly<Record<string, string>>;
}

const ID = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;

/** Reads `q/q-set.csv`: columns `statement`, `number`, `theme` and one a language of the study. */
export function readQSet(
  raw: string,
  languages: readonly string[],
): { readonly statements: readonly QStatement[]; readonly problems: readonly Problem[] } {
  const file = Q_SET_FILE;
  // Headers are matched in lower case; language tags are given back as the study writes them.
  const tags = new Map(languages.map((tag) => [tag.toLowerCase(), tag]));
  const csv = readCsvFile<string>(file, raw, { required: [...COLUMNS], optional: ["theme", ...tags.keys()] });
  const problems = [...csv.problems];
  const statements: QStatement[] = [];
  for (const { cells, line } of csv.rows) {
    const place = { file, line };
    const id = cells.statement ?? "";
    const number = Number(cells.number);
    if (!ID.test(id)) {
      const said = id === "" ? "the card has no id" : `"${id}" is no id of a card`;
      problems.push(errorAt(place, "q-statement-id", said, "Give it one of letters, digits, - _ and ., such as s07."));
    } else if (statements.some((one) => one.id === id)) {
      problems.push(
        errorAt(place, "q-statement-twice", `the card ${id} stands twice`, "Give every card an id of its own."),
      );
    }
    if (!/^[1-9]\d*$/.test(cells.number ?? "")) {
      problems.push(
        errorAt(
          place,
          "q-card-number",
          `"${cells.number ?? ""}" is no number of a card`,
          "Number the cards 1, 2, 3, …",
        ),
      );
      continue;
    }
    const same = statements.find((one) => one.number === number);
    if (same !== undefined) {
      const remedy =
        "Give every card a number of its own: the numbers on the backs are what is read from a photograph.";
      problems.push(errorAt(place, "q-number-twice", `the number ${number} is also that of ${same.id}`, remedy));
    }
    const texts: Record<string, string> = {};
    for (const [column, tag] of tags) if ((cells[column] ?? "") !== "") texts[tag] = cells[column] ?? "";
    for (const tag of csv.columns.flatMap((column) => tags.get(column) ?? [])) {
      if (texts[tag] === undefined) {
        const remedy = "Write its text, or do not sort in this language yet.";
        problems.push(warningAt(place, "q-wording-missing", `the card ${id} has no text in ${tag}`, remedy));
      }
    }
    statements.push({ id, number, ...((cells.theme ?? "") === "" ? {} : { theme: cells.theme ?? "" }), texts });
  }
  const sorted = statements.sort((a, b) => a.number - b.number);
  const gap = sorted.find(({ number }, index) => number !== index + 1);
  if (gap !== undefined && problems.every(({ code }) => code !== "q-number-twice" && code !== "q-card-number")) {
    const at = sorted.indexOf(gap) + 1;
    problems.push(
      errorAt({ file }, "q-number-gap", `no card has the number ${at}`, "Number the cards 1, 2, 3, … without a gap."),
    );
  }
  if (csv.columns.length > 0 && statements.length === 0 && csv.problems.length === 0) {
    problems.push(errorAt({ file }, "q-no-cards", "the Q-set has no card", "Write a line for each statement."));
  }
  return { statements: sorted, problems };
}

/**
 * Twelve hexadecimal digits that change with any change of the wording in one language (FNV-1a, 64 bits, cut to 48).
 * They guard against slips, not against intent.
 */
export function wordingDigest(statements: readonly QStatement[], language: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const { id, number, texts } of statements) {
    for (const character of JSON.stringify([id, number, texts[language] ?? ""])) {
      hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
    }
  }
  return (hash >> 16n).toString(16).padStart(12, "0");
}
