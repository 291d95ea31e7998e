import type { Place, Problem, Read } from "@plait/study";
import type { QData } from "../q-data.ts";
import type { Pile } from "../q-sort.ts";
import type { QContext } from "./q-context.ts";
import {
  missingSort,
  noOrderOfPlacing,
  pilesDisagree,
  pilesLeftOut,
  sorterCodesFrom,
  statementCount,
} from "./q-problems.ts";
import { checkedData, countIn, numberIn, type SortDraft } from "./sort-draft.ts";

/** What a web sorting tool sent for one person: names and values as they stand in the file. A name may stand twice. */
export interface WebSortRecord {
  /** How the file itself names the record: a key, or nothing. */
  readonly key?: string;
  readonly place: Place;
  readonly fields: readonly { readonly name: string; readonly text: string; readonly place: Place }[];
}

/** Fields that may hold the sorter's code, the best first, in small letters. */
export const CODE_FIELDS = ["partid", "usercode", "urlusercode", "userinputid", "uid", "randomid", "sid"];

/** What the tools write where nothing was entered. */
const NOTHING = /^(-*|no part ?id|no usercode set|not[- ]?set|no[- _]response|undefined|null|na)$/i;

/** Whether a text is what the tools write where nothing was entered. */
export function isNothing(text: string): boolean {
  return NOTHING.test(text.trim());
}

/** Each pile with the fields that may list its statements and those that may count them, in small letters. */
export const PILE_FIELDS: readonly (readonly [Pile, readonly string[], readonly string[]])[] = [
  ["agree", ["posstatenums", "pos"], ["npos", "numpos"]],
  ["unsure", ["neustatenums", "neu"], ["nneu", "numneu"]],
  ["disagree", ["negstatenums", "neg"], ["nneg", "numneg"]],
];

const TRACE: Readonly<Record<string, Pile>> = { p: "agree", u: "unsure", n: "disagree" };

/**
 * The sorts of EQ Web Sort, Quince, htmlQ, FlashQ and Easy-HtmlQ. Piles are taken from the lists of statement numbers,
 * else from the trace of the first sorting, and only where every statement has one and the counts of the record agree.
 * Comments that name their statement, as in `(s16) text`, are kept with it; every other field goes to `details`.
 */
export function readWebSorts(
  file: string,
  records: readonly WebSortRecord[],
  context: QContext = {},
  found: readonly Problem[] = [],
): Read<QData> {
  const problems: Problem[] = [...found];
  const codes = codesOf(file, records, context, problems);
  const title = titleOf(records);
  const complete = records.filter((record) => {
    const there = scoresOf(record) !== undefined;
    if (!there) problems.push(missingSort(record.place));
    return there;
  });
  const count = context.statements?.length ?? commonest(complete.map((record) => scoresOf(record)?.scores.length ?? 0));
  if (records.some(({ fields }) => fields.some(({ name }) => name.toLowerCase() === "presorttrace"))) {
    problems.push(noOrderOfPlacing({ file }));
  }
  const sorts = complete.map((record) => draftOf(record, codes.get(record) ?? "", count, title, problems));
  return checkedData({ file, title, statements: Array.from({ length: count }, () => ({})), sorts, problems }, context);
}

function draftOf(
  record: WebSortRecord,
  sorter: string,
  count: number,
  title: string | undefined,
  problems: Problem[],
): SortDraft {
  const used = new Set<WebSortRecord["fields"][number]>();
  const fieldsNamed = (...names: readonly string[]) =>
    record.fields.filter(({ name }) => names.includes(name.toLowerCase()));
  const sort = scoresOf(record);
  for (const field of sort?.fields ?? []) used.add(field);
  const scores = sort?.scores ?? [];
  if (scores.length > count) {
    problems.push(statementCount(sort?.place ?? record.place, scores.length, count, "the others or the study have"));
  }
  const place = sort?.place ?? record.place;
  const placings = Array.from({ length: count }, (_, statement) => ({
    statement,
    text: scores[statement]?.text ?? "",
    place: scores[statement]?.place ?? place,
  }));

  const piles = pilesOf(
    record,
    sorter,
    scores.map(({ text }) => text),
    count,
    problems,
  );
  if (piles !== undefined) {
    for (const field of fieldsNamed(
      "presorttrace",
      ...PILE_FIELDS.flatMap(([, lists, counts]) => [...lists, ...counts]),
    ))
      used.add(field);
  }
  const comments: { statement: number; text: string }[] = [];
  for (const field of record.fields) {
    const comment = statementComment(field.name, field.text);
    if (comment === undefined || comment.number < 1 || comment.number > count) continue;
    used.add(field);
    if (!isNothing(comment.text)) comments.push({ statement: comment.number - 1, text: comment.text });
  }
  const details = new Map<string, string>();
  for (const field of record.fields) {
    const isTitle = field.text === title && ["projectname", "name"].includes(field.name.toLowerCase());
    if (used.has(field) || isTitle || field.text === "" || field.text === sorter) continue;
    details.set(freeKey(field.name, details), field.text);
  }
  return {
    sorter,
    place: record.place,
    placings,
    ...(piles !== undefined && { piles }),
    comments: comments.sort((a, b) => a.statement - b.statement),
    details: Object.fromEntries(details),
  };
}

/** A comment that names its statement, as in `(s16) text`. */
export function statementComment(
  name: string,
  text: string,
): { readonly number: number; readonly text: string } | undefined {
  if (!/^(column|comment)/i.test(name)) return undefined;
  const [, number, comment = ""] = /^\(s(\d{1,4})\):?\s*(.*)$/is.exec(text) ?? [];
  return number === undefined ? undefined : { number: Number(number), text: comment.trim() };
}

interface Scores {
  readonly place: Place;
  readonly scores: readonly { readonly text: string; readonly place: Place }[];
  readonly fields: readonly WebSortRecord["fields"][number][];
}

/** From a field `sort` with bars between the scores, or from the fields `s1`, `s2` and so on. */
function scoresOf({ fields }: WebSortRecord): Scores | undefined {
  const sort = fields.find(({ name }) => name.toLowerCase() === "sort");
  if (sort !== undefined) {
    const scores = sort.text.split("|").map((text) => ({ text: text.trim(), place: sort.place }));
    while (scores.at(-1)?.text === "") scores.pop();
    return scores.length < 2 ? undefined : { place: sort.place, scores, fields: [sort] };
  }
  const numbered = fields.filter(({ name }) => /^s\d{1,4}$/i.test(name));
  const byNumber = new Map(numbered.map((field) => [Number(field.name.slice(1)), field]));
  const highest = Math.max(0, ...byNumber.keys());
  if (highest < 2) return undefined;
  const place = numbered[0]?.place ?? { file: "" };
  const scores = Array.from({ length: highest }, (_, at) => ({
    text: byNumber.get(at + 1)?.text ?? "",
    place: byNumber.get(at + 1)?.place ?? place,
  }));
  return { place, scores, fields: numbered };
}

function pilesOf(
  record: WebSortRecord,
  sorter: string,
  scores: readonly string[],
  count: number,
  problems: Problem[],
): readonly Pile[] | undefined {
  const textOf = (names: readonly string[]) =>
    record.fields.find(({ name }) => names.includes(name.toLowerCase()))?.text ?? "";
  const lists = PILE_FIELDS.map(([pile, names]) => ({
    pile,
    numbers: textOf(names)
      .split(/[,|]/)
      .map((text) => text.trim())
      .filter(Boolean),
  }));
  const trace = textOf(["presorttrace"]);
  const listed = lists.some(({ numbers }) => numbers.length > 0);
  if (!listed && trace === "") return undefined;

  const found = Array.from({ length: count }, (): Pile[] => []);
  const traced = tracedPiles(trace, scores, count);
  if (listed) {
    for (const { pile, numbers } of lists) for (const number of numbers) found[(countIn(number) ?? 0) - 1]?.push(pile);
  } else {
    for (const [statement, pile] of traced.entries()) if (pile !== undefined) found[statement]?.push(pile);
  }
  const piles = found.flatMap((each) => (each.length === 1 ? each : []));
  const leaveOut = (why: string): undefined => {
    problems.push(pilesLeftOut(record.place, sorter, why));
    return undefined;
  };
  if (piles.length !== count) return leaveOut(`${piles.length} of ${count} statements have just one`);
  const wrong = PILE_FIELDS.find(([pile, , names]) => {
    const stated = countIn(textOf(names));
    return stated !== undefined && stated !== piles.filter((each) => each === pile).length;
  });
  if (wrong !== undefined) return leaveOut(`the record counts ${textOf(wrong[2])} cards in the pile "${wrong[0]}"`);
  if (listed && traced.some((pile, statement) => pile !== undefined && pile !== piles[statement])) {
    problems.push(pilesDisagree(record.place, sorter));
  }
  return piles;
}

/** `1*p*4|2*u*0`: statement, pile and value. A part whose value is not that of the sort is not believed. */
function tracedPiles(trace: string, scores: readonly string[], count: number): (Pile | undefined)[] {
  const piles = new Array<Pile | undefined>(count).fill(undefined);
  for (const part of trace.split("|")) {
    const [number = "", pile = "", value = ""] = part.split("*").map((text) => text.trim());
    const statement = (countIn(number) ?? 0) - 1;
    const score = numberIn(scores[statement] ?? "");
    if (score === undefined || numberIn(value) !== score || !(statement in piles)) continue;
    piles[statement] = Object.hasOwn(TRACE, pile) ? TRACE[pile] : undefined;
  }
  return piles;
}

function codesOf(
  file: string,
  records: readonly WebSortRecord[],
  { sorterField }: QContext,
  problems: Problem[],
): ReadonlyMap<WebSortRecord, string> {
  const textIn = (record: WebSortRecord, wanted: string) =>
    record.fields.find(({ name }) => name.toLowerCase() === wanted)?.text.trim() ?? "";
  const codesIn = (field: string) =>
    new Map(records.map((record) => [record, isNothing(textIn(record, field)) ? "" : textIn(record, field)]));
  if (sorterField !== undefined) return codesIn(sorterField.toLowerCase());
  const field = CODE_FIELDS.find((name) => [...codesIn(name).values()].every((code) => code !== ""));
  if (field !== undefined) {
    const shown = records[0]?.fields.find(({ name }) => name.toLowerCase() === field)?.name ?? field;
    problems.push(sorterCodesFrom({ file }, `the field ${shown}`));
    return codesIn(field);
  }
  if (records.every(({ key }) => key !== undefined)) {
    problems.push(sorterCodesFrom({ file }, "the keys of the records"));
    return new Map(records.map((record) => [record, record.key ?? ""]));
  }
  problems.push(sorterCodesFrom({ file }, "the positions of the records, as no field is filled in for all of them"));
  return new Map(records.map((record, at) => [record, `sort ${at + 1}`]));
}

/** The name of the project, if all records bear the same. */
function titleOf(records: readonly WebSortRecord[]): string | undefined {
  for (const wanted of ["projectname", "name"]) {
    const titles = records.map(({ fields }) => fields.find(({ name }) => name.toLowerCase() === wanted)?.text ?? "");
    const [first = ""] = titles;
    if (first !== "" && titles.every((title) => title === first)) return first;
  }
  return undefined;
}

function commonest(counts: readonly number[]): number {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  return [...times].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

function freeKey(name: string, taken: ReadonlyMap<string, string>): string {
  for (let count = 1; ; count++) {
    const key = count === 1 ? name : `${name} (${count})`;
    if (!taken.has(key)) return key;
  }
}
