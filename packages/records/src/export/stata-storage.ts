import { compareText } from "@plait/study";
import type { StataBlock, StataVariable } from "./stata-table.ts";

/** How one variable lies in the rows of the file. */
export type StataStorage =
  | { readonly type: "byte" | "int" | "long" | "double"; readonly width: number }
  | { readonly type: "str"; readonly width: number }
  /** Text of more than 2,045 bytes somewhere: kept apart from the rows. `bytes` is the length of all its entries. */
  | { readonly type: "strL"; readonly width: 8; readonly bytes: number };

export interface ColumnLayout {
  readonly variable: StataVariable;
  readonly storage: StataStorage;
  /** Category texts in the order of their codes 1, 2, …; empty for other kinds. */
  readonly categories: readonly string[];
}

/** Bytes of an entry of the long-text section beside the text itself: mark, variable, row, kind, length, final zero. */
export const longTextOverhead = 3 + 4 + 8 + 1 + 4 + 1;

const longestText = 2045;

/** Ranges of Stata's whole-number types; what lies above each largest value is used for missing values. */
const wholeTypes = [
  { type: "byte", width: 1, least: -127, largest: 100 },
  { type: "int", width: 2, least: -32767, largest: 32740 },
  { type: "long", width: 4, least: -2147483647, largest: 2147483620 },
] as const;

const largestDouble = 2 ** 1022 * (2 - 2 ** -52);

/**
 * Reads every block once and finds, for each variable, the smallest storage that holds all its values without loss, and
 * the number of rows.
 *
 * Throws RangeError with variable and row for a number that is infinite or above Stata's largest, a date or month that
 * does not exist, or blocks whose columns differ from the variables.
 */
export async function layOutColumns(
  variables: readonly StataVariable[],
  blocks: AsyncIterable<StataBlock> | Iterable<StataBlock>,
): Promise<{ readonly rows: number; readonly columns: readonly ColumnLayout[] }> {
  const profiles = variables.map((variable) => new ColumnProfile(variable));
  let rows = 0;
  for await (const block of blocks) {
    if (block.columns.length !== variables.length) {
      throw new RangeError(`a block has ${block.columns.length} columns for ${variables.length} variables`);
    }
    for (const [index, profile] of profiles.entries()) {
      const column = block.columns[index] ?? [];
      if (column.length !== block.rows) {
        throw new RangeError(`column ${profile.variable.name} has ${column.length} values in a block of ${block.rows}`);
      }
      profile.add(column, rows);
    }
    rows += block.rows;
  }
  return { rows, columns: profiles.map((profile) => profile.layout()) };
}

class ColumnProfile {
  readonly variable: StataVariable;
  #least = Number.POSITIVE_INFINITY;
  #largest = Number.NEGATIVE_INFINITY;
  #whole = true;
  #longest = 0;
  #longTextBytes = 0;
  readonly #undeclared = new Set<string>();
  readonly #declared: ReadonlySet<string>;

  constructor(variable: StataVariable) {
    this.variable = variable;
    this.#declared = new Set(variable.kind === "category" ? variable.values : []);
  }

  add(column: ArrayLike<unknown>, firstRow: number): void {
    for (let index = 0; index < column.length; index++) {
      const place = `${this.variable.name}, row ${firstRow + index + 1}`;
      switch (this.variable.kind) {
        case "text":
          this.#addText(readText(column[index], place));
          break;
        case "category": {
          const text = readText(column[index], place);
          if (text !== "" && !this.#declared.has(text)) this.#undeclared.add(text);
          break;
        }
        default:
          this.#addNumber(numberOf(this.variable, column[index], place));
      }
    }
  }

  #addText(text: string): void {
    if (text === "") return;
    const bytes = utf8Length(text);
    if (bytes > this.#longest) this.#longest = bytes;
    this.#longTextBytes += bytes + longTextOverhead;
  }

  #addNumber(value: number | undefined): void {
    if (value === undefined) return;
    if (value < this.#least) this.#least = value;
    if (value > this.#largest) this.#largest = value;
    if (!Number.isInteger(value)) this.#whole = false;
  }

  layout(): ColumnLayout {
    const variable = this.variable;
    switch (variable.kind) {
      case "text":
        return { variable, storage: this.#textStorage(), categories: [] };
      case "category": {
        const categories = [...this.#declared, ...[...this.#undeclared].sort(compareText)];
        return { variable, storage: wholeStorage(1, Math.max(1, categories.length)), categories };
      }
      default:
        return { variable, storage: this.#numberStorage(), categories: [] };
    }
  }

  #textStorage(): StataStorage {
    if (this.#longest > longestText) return { type: "strL", width: 8, bytes: this.#longTextBytes };
    return { type: "str", width: Math.max(1, this.#longest) };
  }

  #numberStorage(): StataStorage {
    if (!this.#whole) return { type: "double", width: 8 };
    return wholeStorage(this.#least, this.#largest);
  }
}

function wholeStorage(least: number, largest: number): StataStorage {
  const fit = wholeTypes.find((whole) => least >= whole.least && largest <= whole.largest);
  return fit === undefined ? { type: "double", width: 8 } : { type: fit.type, width: fit.width };
}

/** The text of a cell as it will be written: missing is empty, and a zero character, which would end it, is replaced. */
export function readText(cell: unknown, place: string): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "string") throw new TypeError(`${place}: not a text: ${String(cell)}`);
  return cell.includes("\0") ? cell.replaceAll("\0", "\ufffd") : cell;
}

/** The number Stata stores for a cell, or undefined when it is missing. */
export function numberOf(variable: StataVariable, cell: unknown, place: string): number | undefined {
  if (cell === null || cell === undefined || cell === "") return undefined;
  if (variable.kind === "date" || variable.kind === "month") {
    if (typeof cell !== "string") throw new TypeError(`${place}: not a text: ${String(cell)}`);
    return variable.kind === "date" ? stataDay(cell, place) : stataMonth(cell, place);
  }
  const value = typeof cell === "bigint" ? exactNumber(cell, place) : cell;
  if (typeof value !== "number") throw new TypeError(`${place}: not a number: ${String(cell)}`);
  if (Number.isNaN(value)) return undefined;
  if (value > largestDouble || value === Number.NEGATIVE_INFINITY)
    throw new RangeError(`${place}: beyond Stata's largest number: ${value}`);
  return value;
}

function exactNumber(value: bigint, place: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${place}: no double holds it exactly: ${value}`);
  return number;
}

const daysFrom1960To1970 = 3653;

/** Days since 1 January 1960 of a `yyyy-mm-dd` date. */
function stataDay(text: string, place: string): number {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (parts === null) throw new RangeError(`${place}: not a date yyyy-mm-dd: ${text}`);
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    throw new RangeError(`${place}: no such date: ${text}`);
  }
  return date.getTime() / 86_400_000 + daysFrom1960To1970;
}

/** Months since January 1960 of a `yyyy-mm` month, which may be written with its first day. */
function stataMonth(text: string, place: string): number {
  const parts = /^(\d{4})-(0[1-9]|1[0-2])(?:-01)?$/.exec(text);
  if (parts === null) throw new RangeError(`${place}: not a month yyyy-mm: ${text}`);
  return (Number(parts[1]) - 1960) * 12 + Number(parts[2]) - 1;
}

/** Bytes of the text in UTF-8, a lone surrogate counted as the replacement character that is written for it. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else if (unit >= 0xd800 && unit < 0xdc00 && isLowSurrogate(text.charCodeAt(index + 1))) {
      bytes += 2;
      index += 1;
    } else bytes += 2;
  }
  return bytes;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
