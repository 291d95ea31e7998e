import { readCsvFile } from "./csv-file.ts";
import type { Place, Problem } from "./problem.ts";
import { errorAt, warningAt } from "./problem-at.ts";

export const Q_SET_FILE = "q/q-set.csv";
export const PICTURES_FOLDER = "q/pictures/";
const COLUMNS = ["statement", "number"] as const;

/** A card: its id, which no re-wording changes, the number on its back, and its wording by language. */
export interface QStatement {
  readonly id: string;
  readonly number: number;
  readonly theme?: string;
  /** By language; a language in which the card is not worded has no entry. */
  readonly texts: Readonly<Record<string, string>>;
  readonly picture?: QPicture;
}

/** The picture on a card. */
export interface QPicture {
  /** Its path in the study folder. */
  readonly file: string;
  /** What it shows, by language; a language in which nobody has said it has no entry. */
  readonly texts: Readonly<Record<string, string>>;
}

const ID = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;

/**
 * Reads `q/q-set.csv`: columns `statement`, `number`, `theme` and one a language of the study; `picture` with the name of a file, and what it shows in a column for each
 * language, such as `picture_en`.
 */
export function readQSet(
  raw: string,
  languages: readonly string[],
): { readonly statements: readonly QStatement[]; readonly problems: readonly Problem[] } {
  const file = Q_SET_FILE;
  // Headers are matched in lower case; language tags are given back as the study writes them.
  const tags = new Map(languages.map((tag) => [tag.toLowerCase(), tag]));
  const pictureColumns = [...tags.keys()].map(pictureColumn);
  const optional = ["theme", ...tags.keys(), "picture", ...pictureColumns];
  const csv = readCsvFile<string>(file, raw, { required: [...COLUMNS], optional });
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
    const picture = readPicture(cells, tags);
    problems.push(...pictureProblems(place, id, cells, picture, Object.keys(texts)));
    statements.push({
      ...{ id, number },
      ...((cells.theme ?? "") === "" ? {} : { theme: cells.theme ?? "" }),
      texts,
      ...(picture === undefined ? {} : { picture }),
    });
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

type Cells = Readonly<Partial<Record<string, string>>>;

function pictureColumn(language: string): string {
  return `picture_${language}`;
}

/** One file of the folder, of a kind that every browser shows and that can do nothing but be shown. */
const PICTURE_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]*\.(png|jpe?g|webp)$/i;

function readPicture(cells: Cells, tags: ReadonlyMap<string, string>): QPicture | undefined {
  const name = cells.picture ?? "";
  if (!PICTURE_NAME.test(name)) return undefined;
  const told = [...tags].flatMap(([column, tag]) => {
    const text = cells[pictureColumn(column)] ?? "";
    return text === "" ? [] : [[tag, text] as const];
  });
  return { file: `${PICTURES_FOLDER}${name}`, texts: Object.fromEntries(told) };
}

function* pictureProblems(
  place: Place,
  id: string,
  cells: Cells,
  picture: QPicture | undefined,
  languages: readonly string[],
): Generator<Problem> {
  const name = cells.picture ?? "";
  if (picture === undefined) {
    if (/\.svgz?$/i.test(name)) {
      const message = `the picture of ${id} is an SVG, which can hold programs and call for other files`;
      yield errorAt(place, "q-picture-name", message, "Save it as PNG from the program it was drawn in.");
    } else if (name !== "") {
      const remedy = `Write the name of a PNG, JPEG or WebP file in ${PICTURES_FOLDER}, of letters, digits, - _ and ., such as house.png.`;
      yield errorAt(place, "q-picture-name", `"${name}" is no name of a picture`, remedy);
    } else if (Object.entries(cells).some(([column, text]) => column.startsWith("picture_") && text !== "")) {
      const remedy = "Name its file under picture, or take these words out.";
      yield errorAt(place, "q-picture-name", `${id} says what a picture shows, and has none`, remedy);
    }
    return;
  }
  for (const language of languages) {
    if (picture.texts[language] !== undefined) continue;
    const message = `what the picture of ${id} shows is not said in ${language}`;
    const remedy = `Say it in a column ${pictureColumn(language)}: it is read to those who do not see it.`;
    yield warningAt(place, "q-picture-not-told", message, remedy);
  }
}

/**
 * Twelve hexadecimal digits that change with any change of the wording in one language (FNV-1a, 64 bits, cut to 48), or of what the pictures are called and said to
 * show. They guard against slips, not against intent.
 */
export function wordingDigest(statements: readonly QStatement[], language: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const { id, number, texts, picture } of statements) {
    // Without a picture as ever: a study that was locked before cards could have one stays locked.
    const shown = picture === undefined ? [] : [picture.file, picture.texts[language] ?? ""];
    for (const character of JSON.stringify([id, number, texts[language] ?? "", ...shown])) {
      hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
    }
  }
  return (hash >> 16n).toString(16).padStart(12, "0");
}
