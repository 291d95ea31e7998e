import type { Problem, Read } from "@plait/study";
import type { QData } from "../q-data.ts";
import type { QContext } from "./q-context.ts";
import { jsonDamaged } from "./q-problems.ts";
import { readWebSorts, type WebSortRecord } from "./web-sort-record.ts";
import { labelledField } from "./web-sort-rows.ts";

/** Exports wrap the records in a project, a table or an answer of a service; deeper than this none do. */
const DEEPEST = 4;

type Fields = Readonly<Record<string, unknown>>;

/** Whether a JSON value holds a record with a sort. */
export function holdsWebSorts(value: unknown): boolean {
  return recordsIn("", value, "", 0).length > 0;
}

/**
 * JSON of EQ Web Sort (Firebase or local, of every version), of Easy-HtmlQ, and of Quince's tables: an object or list
 * of records, or one record. Records beside others that hold no sort are problems, not silence.
 */
export function readWebSortJson(file: string, text: string, context: QContext = {}): Read<QData> {
  const value = parsedJson(text);
  const records = value === undefined ? [] : recordsIn(file, value, "", 0);
  const problems: Problem[] = value === undefined ? [jsonDamaged({ file })] : [];
  return value === undefined ? { problems } : readWebSorts(file, records, context, problems);
}

/** Undefined for text that is no JSON; JSON itself has no such value. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

function recordsIn(file: string, value: unknown, path: string, depth: number): WebSortRecord[] {
  if (!isFields(value) || depth > DEEPEST) return [];
  if (hasSort(value)) return [recordOf(file, value, path)];
  const children = Object.entries(value).map(([key, child]) => ({ child, path: path === "" ? key : `${path}.${key}` }));
  if (children.some(({ child }) => isFields(child) && hasSort(child))) {
    return children.flatMap(({ child, path: inside }) =>
      isFields(child) && !Array.isArray(child) ? [recordOf(file, child, inside)] : [],
    );
  }
  return children.flatMap(({ child, path: inside }) => recordsIn(file, child, inside, depth + 1));
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

function hasSort(fields: Fields): boolean {
  if (Array.isArray(fields)) return false;
  return Object.entries(fields).some(
    ([name, text]) =>
      typeof text === "string" && (name === "sort" || labelledField(text)?.name.toLowerCase() === "sort"),
  );
}

function recordOf(file: string, fields: Fields, path: string): WebSortRecord {
  const key = path.split(".").at(-1) ?? "";
  return {
    ...(key !== "" && !/^\d+$/.test(key) && { key }),
    place: { file, ...(path !== "" && { path }) },
    fields: Object.entries(fields).flatMap(([name, value]) => {
      const text = textOf(value);
      const place = { file, path: path === "" ? name : `${path}.${name}` };
      const labelled = /^r\d+$/.test(name) ? labelledField(text) : undefined;
      return [{ name: labelled?.name ?? name, text: labelled?.text ?? text, place }];
    }),
  };
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) return value.join(",");
  try {
    return JSON.stringify(value);
  } catch {
    return "(nested too deeply to be kept)";
  }
}
