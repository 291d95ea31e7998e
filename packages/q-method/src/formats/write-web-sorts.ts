import type { Place, Problem } from "@plait/study";
import type { QData } from "../q-data.ts";
import type { QSort } from "../q-sort.ts";
import { csvText, guarded } from "./csv-text.ts";
import { changedText, renamedSorter, unwritable } from "./q-problems.ts";
import { uniqueNames } from "./unique-names.ts";
import { CODE_FIELDS, isNothing, PILE_FIELDS, statementComment } from "./web-sort-record.ts";
import { labelledField } from "./web-sort-rows.ts";
import { oneLine } from "./write-pqmethod.ts";
import { type Carried, lostParts, type Written } from "./written.ts";

/** The programs in which people sort on a screen, by the form of what they send. */
export type WebSortTool = "eq-web-sort" | "quince" | "htmlq" | "easy-htmlq";

/** What every reader takes for something else than a detail; the names of piles only where the piles are written. */
const RESERVED = /^(projectname|name|sort|presorttrace|s\d{1,4})$/i;
const PILE_NAMES = PILE_FIELDS.flatMap(([, lists, counts]) => [...lists, ...counts]);

/** The fields of Quince's rows in their order, `r2` and on; comments and answers stand behind them. */
const QUINCE_BEFORE = ["randomId", "partId", "urlUsercode", "dateTime", "desktop/mobile"];
const QUINCE_TIMES = ["Consent", "Welcome", "Presort", "Refine", "Sort", "Postsort"].map((on) => `timeOn${on}Page`);
const QUINCE_PILES = ["numPos", "numNeu", "numNeg", "pos", "neu", "neg"];
const QUINCE_FIXED = [...QUINCE_BEFORE, ...QUINCE_TIMES, "timeOnSurveyPage", ...QUINCE_PILES, "sort", "presortTrace"];

/**
 * Sorts as the programs send them in which people sort on a screen: JSON with a record a person (EQ Web Sort,
 * Easy-HtmlQ), rows of a table as CSV (Quince), CSV with semicolons (htmlQ and FlashQ). `details` go back to the fields
 * from which they came. htmlQ and Easy-HtmlQ only count piles. Sorters that are not unique are numbered, with a
 * warning; values that are not whole, and codes that mean "no code" in these programs, are refused.
 */
export function writeWebSorts(data: QData, tool: WebSortTool, options: { readonly file: string }): Written<string> {
  const place: Place = { file: options.file };
  const refuse = (why: string) => ({ problems: [unwritable(place, why)] });
  if (data.statements.length < 2) return refuse("a record of a web sort holds at least two statements");
  if (data.sorts.some(({ places }) => !places.every(Number.isInteger)))
    return refuse("the programs know whole values only");
  const nobody = data.sorts.find(({ sorter }) => isNothing(sorter));
  if (nobody !== undefined) return refuse(`the code "${nobody.sorter}" means in these programs that there is none`);

  const problems: Problem[] = [];
  const names = uniqueNames(
    data.sorts.map(({ sorter }) => sorter),
    { longest: Number.POSITIVE_INFINITY, clean: oneLine },
  );
  const people = data.sorts.map((sort, at): Person => {
    const sorter = names[at] ?? "";
    if (sorter !== sort.sorter) problems.push(renamedSorter({ ...place, path: sorter }, sort.sorter, sorter));
    const details = detailsOf(sort, tool, { ...place, path: sorter }, problems);
    const comments = commentsOf(sort, details, tool, { ...place, path: sorter }, problems);
    return { sort, sorter, details, comments };
  });
  problems.push(...lostParts(data, place, CARRIED[tool]));
  return { value: TEXTS[tool](people, data), problems };
}

/** One sort with its fields cleared of what a reader would take for something else. */
interface Person {
  readonly sort: QSort;
  readonly sorter: string;
  readonly details: ReadonlyMap<string, string>;
  readonly comments: readonly (readonly [name: string, text: string])[];
}

const CARRIED: Readonly<Record<WebSortTool, readonly Carried[]>> = {
  "eq-web-sort": ["title", "piles", "comments", "details"],
  quince: ["title", "piles", "comments", "details"],
  htmlq: ["comments", "details"],
  "easy-htmlq": ["comments", "details"],
};

const TEXTS: Readonly<Record<WebSortTool, (people: readonly Person[], data: QData) => string>> = {
  "eq-web-sort": (people, { title }) =>
    jsonText(people, ({ sort, sorter, details, comments }) => [
      ...(title === undefined ? [] : [["projectName", title] as const]),
      ["partId", sorter],
      ...details,
      ...pileFields(sort, ["npos", "nneu", "nneg"], ["posStateNums", "neuStateNums", "negStateNums"]),
      ...comments,
      ["sort", scoresOf(sort)],
    ]),
  "easy-htmlq": (people) =>
    jsonText(people, ({ sort, sorter, details, comments }) => [
      ["uid", sorter],
      ...details,
      ...pileFields(sort, ["npos", "nneu", "nneg"], []),
      ...comments,
      ["sort", scoresOf(sort)],
    ]),
  quince: quinceText,
  htmlq: htmlQText,
};

type Field = readonly [name: string, value: string | number];

/** The keys count the records: a sorter's code need not be a key that every program takes. */
function jsonText(people: readonly Person[], fieldsOf: (person: Person) => readonly Field[]): string {
  const records = people.map((person, at) => [`record${at + 1}`, Object.fromEntries(fieldsOf(person))]);
  return `${JSON.stringify(Object.fromEntries(records), undefined, 2)}\n`;
}

function quinceText(people: readonly Person[], { title }: QData): string {
  const rows = people.map(({ sort, sorter, details, comments }) => {
    const counts = ["numPos", "numNeu", "numNeg"];
    const known = new Map<string, string | number>([
      ...details,
      ["partId", sorter],
      ...pileFields(sort, counts, ["pos", "neu", "neg"]),
    ]);
    const fixed = QUINCE_FIXED.map((name) => {
      const value = name === "sort" ? scoresOf(sort) : known.get(name);
      known.delete(name);
      if (value === undefined) return "";
      return name === "sort" || name === "presortTrace" ? `${name}: ${value}` : `(${name}): ${value}`;
    });
    const behind = [...comments, ...known].map(([name, value]) => `${name}: ${value}`);
    return [title === undefined ? "" : `(projectName): ${title}`, ...fixed, ...behind];
  });
  const width = Math.max(QUINCE_FIXED.length + 1, ...rows.map((cells) => cells.length));
  const heading = ["id", ...Array.from({ length: width }, (_, at) => `r${at + 1}`)];
  return csvText([heading, ...rows.map((cells, at) => [at + 1, ...cells, ...blanks(width - cells.length)])]);
}

/** R's qmethod asks for `sid` and `datetime`, and takes every other name that starts with `s` for a statement. */
function htmlQText(people: readonly Person[], { statements }: QData): string {
  const records = people.map(({ sort, sorter, details, comments }, at) => {
    const scores = sort.places.map((value, statement) => [`s${statement + 1}`, value] as const);
    const counts = pileFields(sort, ["npos", "nneu", "nneg"], []);
    const start = [["sid", at + 1] as const, ["uid", sorter] as const, ["datetime", ""] as const];
    return new Map<string, string | number>([...start, ...scores, ...details, ...comments, ...counts]);
  });
  const fixed = ["sid", "uid", "datetime", ...statements.map((_, at) => `s${at + 1}`)];
  const names = [...new Set([...fixed, ...records.flatMap((record) => [...record.keys()])])];
  const cellOf = (value: string | number | undefined) => (typeof value === "string" ? guarded(value) : (value ?? ""));
  return csvText([names.map(guarded), ...records.map((record) => names.map((name) => cellOf(record.get(name))))], ";");
}

function scoresOf({ places }: QSort): string {
  return places.join("|");
}

/** How many cards each pile has, and which, for the piles in the order of `PILE_FIELDS`. */
function pileFields({ piles }: QSort, counts: readonly string[], lists: readonly string[]): Field[] {
  if (piles === undefined) return [];
  const numbers = PILE_FIELDS.map(([pile]) => piles.flatMap((each, at) => (each === pile ? [at + 1] : [])));
  return [
    ...counts.map((name, at): Field => [name, numbers[at]?.length ?? 0]),
    ...lists.map((name, at): Field => [name, numbers[at]?.join(",") ?? ""]),
  ];
}

/** The details under names and with values that come back as they are; each of the others is a problem. */
function detailsOf(
  { piles, details = {} }: QSort,
  tool: WebSortTool,
  place: Place,
  problems: Problem[],
): Map<string, string> {
  const isTable = tool === "quince" || tool === "htmlq";
  const code = tool === "htmlq" || tool === "easy-htmlq" ? "uid" : "partid";
  const codes = CODE_FIELDS.slice(0, CODE_FIELDS.indexOf(code) + 1);
  const comesBack = (name: string, text: string): boolean => {
    const small = name.toLowerCase();
    if (RESERVED.test(name) || codes.includes(small) || statementComment(name, text) !== undefined) return false;
    if (piles !== undefined && PILE_NAMES.includes(small)) return false;
    if (isTable && (name.trim() !== name || name === "" || text.trim() !== text)) return false;
    if (tool === "quince") return labelledField(`${name}: ${text}`)?.name === name;
    return tool !== "htmlq" || text !== "NA";
  };
  const kept = Object.entries(details).filter(([name, text]) => comesBack(name, text));
  const lost = Object.keys(details).filter((name) => !kept.some(([other]) => other === name));
  if (lost.length > 0) {
    const quoted = lost.map((name) => `"${name}"`).join(", ");
    problems.push(changedText(place, `details that the format would read as something else were left out: ${quoted}`));
  }
  return new Map(kept);
}

/** Comments under names of their own; a comment that says nothing to these programs is a problem. */
function commentsOf(
  { places, comments = [] }: QSort,
  details: ReadonlyMap<string, string>,
  tool: WebSortTool,
  place: Place,
  problems: Problem[],
): Person["comments"] {
  const taken = new Set(details.keys());
  return comments.flatMap(({ statement, text }) => {
    if (isNothing(text)) {
      problems.push(changedText(place, `the comment "${text}" means in these programs that there is none`));
      return [];
    }
    const value = places[statement] ?? 0;
    const column = value < 0 ? `N${-value}` : `${value}`;
    const stem = tool === "htmlq" || tool === "easy-htmlq" ? "comment" : `column${column}_`;
    const name = freeName(stem, taken);
    taken.add(name);
    return [[name, `(s${statement + 1}) ${text}`] as const];
  });
}

function freeName(stem: string, taken: ReadonlySet<string>): string {
  for (let count = 0; ; count++) if (!taken.has(`${stem}${count}`)) return `${stem}${count}`;
}

function blanks(count: number): string[] {
  return new Array<string>(count).fill("");
}
