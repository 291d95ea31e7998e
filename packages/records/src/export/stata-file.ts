import { type StataName, stataNames } from "./stata-names.ts";
import { type ColumnLayout, layOutColumns, longTextOverhead, numberOf, readText, utf8Length } from "./stata-storage.ts";
import type { StataTable } from "./stata-table.ts";

export interface StataFile {
  /** Which variable has which name in the file. */
  readonly names: readonly StataName[];
  /** The bytes of the file in order. Can be read once. */
  readonly chunks: AsyncGenerator<Uint8Array, void, undefined>;
}

/**
 * A Stata data file, format 118 (Stata 14 and later, UTF-8, little-endian), as a stream of bytes. The same table gives
 * the same bytes.
 *
 * Numbers take the smallest of byte, int, long and double that holds every value exactly. Text takes as many bytes as
 * the longest value, or `strL` above 2,045. Variable labels above 80 characters are cut and kept whole as a note of the
 * variable.
 *
 * Throws RangeError for no variable, a name given twice, a date that does not exist, a number Stata cannot hold, or blocks
 * that change between readings; TypeError for a value of the wrong kind. Errors name variable and row, never text values.
 *
 * Source: StataCorp, Stata manual [P] File formats .dta, "Description of the .dta file format 118".
 */
export function stataFile(table: StataTable): StataFile {
  if (table.variables.length === 0) throw new RangeError("a Stata file needs at least one variable");
  if (table.variables.length > 32_767) throw new RangeError(`too many variables: ${table.variables.length}`);
  const names = stataNames(table.variables.map((variable) => variable.name));
  const timestamp = table.made === undefined ? "" : stataTimestamp(table.made);
  return { names, chunks: writeSections(table, names, timestamp) };
}

async function* writeSections(
  table: StataTable,
  names: readonly StataName[],
  timestamp: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { rows, columns } = await layOutColumns(table.variables, table.blocks());
  const variables = columns.map((column, index): PlacedColumn => {
    // stataNames gives one name for each variable, in order.
    const name = (names[index] as StataName).stata;
    const codes = new Map(column.categories.map((text, position) => [text, position + 1]));
    return { ...column, name, number: index + 1, codes };
  });
  const rowWidth = columns.reduce((sum, column) => sum + column.storage.width, 0);
  const longTextBytes = columns.reduce((sum, { storage }) => sum + (storage.type === "strL" ? storage.bytes : 0), 0);
  const header = headerSection(rows, columns.length, table.label, timestamp);
  const descriptions = descriptionSections(variables, table);
  const valueLabels = valueLabelSection(variables);
  const lengths = [
    ...[header.length, mapLength, ...descriptions.map((section) => section.length)],
    element("data", rows * rowWidth),
    element("strls", longTextBytes),
    valueLabels.length,
  ];

  yield concatenate([header, mapSection(lengths), ...descriptions, utf8("<data>")]);
  yield* writeRows(table, variables, rows, rowWidth);
  yield utf8("</data><strls>");
  if (longTextBytes > 0) yield* writeLongTexts(table, variables, longTextBytes);
  yield concatenate([utf8("</strls>"), valueLabels, utf8("</stata_dta>")]);
}

interface PlacedColumn extends ColumnLayout {
  readonly name: string;
  /** From 1, as Stata counts variables. */
  readonly number: number;
  readonly codes: ReadonlyMap<string, number>;
}

const shownLabel = 80;
const nameBytes = 129;
const formatBytes = 57;
const labelBytes = 321;
const mapEntries = 14;
const mapLength = element("map", mapEntries * 8);

function element(tag: string, content: number): number {
  return 2 * tag.length + "<></>".length + content;
}

function headerSection(rows: number, variables: number, label: string, timestamp: string): Uint8Array {
  const labelText = utf8(firstCharacters(label, shownLabel));
  return concatenate([
    utf8("<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>"),
    whole(variables, 2),
    utf8("</K><N>"),
    whole(rows, 8),
    utf8("</N><label>"),
    whole(labelText.length, 2),
    labelText,
    utf8("</label><timestamp>"),
    whole(timestamp.length, 1),
    utf8(`${timestamp}</timestamp></header>`),
  ]);
}

/** Where each section starts, counted from the start of the file; `lengths` are those of header, map and the rest. */
function mapSection(lengths: readonly number[]): Uint8Array {
  let offset = 0;
  const starts = lengths.map((length) => {
    const start = offset;
    offset += length;
    return start;
  });
  const end = offset + "</stata_dta>".length;
  const offsets = [...starts, offset, end];
  return concatenate([utf8("<map>"), ...offsets.map((start) => whole(start, 8)), utf8("</map>")]);
}

function descriptionSections(variables: readonly PlacedColumn[], table: StataTable): Uint8Array[] {
  return [
    tagged(
      "variable_types",
      variables.map((variable) => whole(typeCode(variable), 2)),
    ),
    tagged(
      "varnames",
      variables.map((variable) => padded(variable.name, nameBytes)),
    ),
    tagged("sortlist", [new Uint8Array(2 * (variables.length + 1))]),
    tagged(
      "formats",
      variables.map((variable) => padded(displayFormat(variable), formatBytes)),
    ),
    tagged(
      "value_label_names",
      variables.map((variable) => padded(hasValueLabels(variable) ? variable.name : "", nameBytes)),
    ),
    tagged(
      "variable_labels",
      variables.map(({ variable }) => padded(firstCharacters(variable.label, shownLabel), labelBytes)),
    ),
    tagged("characteristics", noteEntries(variables, table)),
  ];
}

function typeCode({ storage }: PlacedColumn): number {
  switch (storage.type) {
    case "byte":
      return 65530;
    case "int":
      return 65529;
    case "long":
      return 65528;
    case "double":
      return 65526;
    case "strL":
      return 32768;
    case "str":
      return storage.width;
  }
}

function displayFormat({ variable, storage }: PlacedColumn): string {
  if (variable.kind === "date") return "%td";
  if (variable.kind === "month") return "%tm";
  switch (storage.type) {
    case "byte":
    case "int":
      return "%8.0g";
    case "long":
      return "%12.0g";
    case "double":
      return "%10.0g";
    case "strL":
      return "%9s";
    case "str":
      return `%-${Math.min(storage.width, 60)}s`;
  }
}

/** Notes of the data set and of variables whose label was cut, as Stata's `notes` command keeps them. */
function noteEntries(variables: readonly PlacedColumn[], table: StataTable): Uint8Array[] {
  const wholeLabel = isCut(table.label) ? [table.label] : [];
  const entries = [{ name: "_dta", notes: [...wholeLabel, ...(table.notes ?? [])] }];
  for (const { name, variable } of variables) {
    if (isCut(variable.label)) entries.push({ name, notes: [variable.label] });
  }
  return entries
    .filter(({ notes }) => notes.length > 0)
    .flatMap(({ name, notes }) => [
      characteristic(name, "note0", String(notes.length)),
      ...notes.map((note, index) => characteristic(name, `note${index + 1}`, note)),
    ]);
}

function characteristic(variable: string, name: string, text: string): Uint8Array {
  const content = utf8(`${text.replaceAll("\0", "\ufffd")}\0`);
  return concatenate([
    utf8("<ch>"),
    whole(2 * nameBytes + content.length, 4),
    padded(variable, nameBytes),
    padded(name, nameBytes),
    content,
    utf8("</ch>"),
  ]);
}

async function* writeRows(
  table: StataTable,
  variables: readonly PlacedColumn[],
  rows: number,
  rowWidth: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let written = 0;
  for await (const block of table.blocks()) {
    if (written + block.rows > rows) throw new RangeError(`more than the ${rows} rows read at first`);
    const bytes = new Uint8Array(block.rows * rowWidth);
    let offset = 0;
    for (const [index, variable] of variables.entries()) {
      const cells = block.columns[index] ?? [];
      if (cells.length !== block.rows) throw changed(`${variable.variable.name}, row ${written + cells.length + 1}`);
      writeColumn(bytes, offset, rowWidth, variable, cells, written);
      offset += variable.storage.width;
    }
    written += block.rows;
    if (bytes.length > 0) yield bytes;
  }
  if (written !== rows) throw new RangeError(`${written} rows where ${rows} were read at first`);
}

function writeColumn(
  bytes: Uint8Array,
  offset: number,
  rowWidth: number,
  column: PlacedColumn,
  cells: ArrayLike<unknown>,
  firstRow: number,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { variable, storage } = column;
  for (let index = 0; index < cells.length; index++) {
    const at = offset + index * rowWidth;
    const row = firstRow + index + 1;
    const place = `${variable.name}, row ${row}`;
    if (storage.type === "str") {
      writeShortText(bytes, at, storage.width, readText(cells[index], place), place);
    } else if (storage.type === "strL") {
      if (readText(cells[index], place) !== "") writeLongTextPlace(view, at, column.number, row);
    } else if (variable.kind === "category") {
      const text = readText(cells[index], place);
      const code = column.codes.get(text);
      if (text !== "" && code === undefined) throw changed(place);
      writeNumber(view, at, storage.type, code, place);
    } else {
      writeNumber(view, at, storage.type, numberOf(variable, cells[index], place), place);
    }
  }
}

const encoder = new TextEncoder();

function writeShortText(bytes: Uint8Array, at: number, width: number, text: string, place: string): void {
  const { read } = encoder.encodeInto(text, bytes.subarray(at, at + width));
  if (read !== text.length) throw changed(place);
}

/** Two bytes of variable and six of row tell where in the long-text section the text is. */
function writeLongTextPlace(view: DataView, at: number, variable: number, row: number): void {
  view.setUint16(at, variable, true);
  view.setUint32(at + 2, row % 2 ** 32, true);
  view.setUint16(at + 6, Math.floor(row / 2 ** 32), true);
}

/** Missing is `.`: the first value above each type's largest. */
function writeNumber(
  view: DataView,
  at: number,
  type: "byte" | "int" | "long" | "double",
  value: number | undefined,
  place: string,
): void {
  switch (type) {
    case "byte":
      view.setInt8(at, value ?? 101);
      if (value !== undefined && view.getInt8(at) !== value) throw changed(place);
      break;
    case "int":
      view.setInt16(at, value ?? 32_741, true);
      if (value !== undefined && view.getInt16(at, true) !== value) throw changed(place);
      break;
    case "long":
      view.setInt32(at, value ?? 2_147_483_621, true);
      if (value !== undefined && view.getInt32(at, true) !== value) throw changed(place);
      break;
    case "double":
      view.setFloat64(at, value ?? 2 ** 1023, true);
  }
}

function changed(place: string): RangeError {
  return new RangeError(`${place}: not the value read at first`);
}

async function* writeLongTexts(
  table: StataTable,
  variables: readonly PlacedColumn[],
  expected: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let row = 0;
  let written = 0;
  for await (const block of table.blocks()) {
    const entries: Uint8Array[] = [];
    for (let index = 0; index < block.rows; index++) {
      row += 1;
      for (const { number, variable, storage } of variables) {
        if (storage.type !== "strL") continue;
        const text = readText(block.columns[number - 1]?.[index], `${variable.name}, row ${row}`);
        if (text !== "") entries.push(longTextEntry(number, row, text));
      }
    }
    const bytes = concatenate(entries);
    written += bytes.length;
    if (bytes.length > 0) yield bytes;
  }
  if (written !== expected) throw new RangeError(`${written} bytes of long text where ${expected} were read at first`);
}

function longTextEntry(variable: number, row: number, text: string): Uint8Array {
  const zeroTerminatedText = 130;
  const bytes = utf8Length(text);
  const entry = new Uint8Array(longTextOverhead + bytes);
  entry.set(utf8("GSO"));
  entry.set(whole(variable, 4), 3);
  entry.set(whole(row, 8), 7);
  entry[15] = zeroTerminatedText;
  entry.set(whole(bytes + 1, 4), 16);
  encoder.encodeInto(text, entry.subarray(20));
  return entry;
}

function hasValueLabels({ variable, categories }: PlacedColumn): boolean {
  return categories.length > 0 || (variable.kind === "number" && (variable.valueLabels ?? []).length > 0);
}

function valueLabelSection(variables: readonly PlacedColumn[]): Uint8Array {
  return tagged("value_labels", variables.filter(hasValueLabels).map(valueLabelEntry));
}

/** Numbers in ascending order, the place of each text, then the texts. */
function valueLabelEntry({ name, variable, categories }: PlacedColumn): Uint8Array {
  const given = variable.kind === "number" ? (variable.valueLabels ?? []) : [];
  const labels =
    variable.kind === "number"
      ? [...given].sort((a, b) => a.value - b.value)
      : categories.map((text, index) => ({ value: index + 1, text }));
  let length = 0;
  const texts = labels.map(({ value, text }) => {
    if (!Number.isInteger(value)) throw new RangeError(`${variable.name}: a value label for ${value}, no whole number`);
    const bytes = utf8(`${text.replaceAll("\0", "\ufffd")}\0`);
    const start = length;
    length += bytes.length;
    return { value, bytes, start };
  });
  return concatenate([
    utf8("<lbl>"),
    whole(8 + 8 * texts.length + length, 4),
    padded(name, nameBytes),
    new Uint8Array(3),
    whole(texts.length, 4),
    whole(length, 4),
    ...texts.map(({ start }) => whole(start, 4)),
    ...texts.map(({ value }) => signedLong(value)),
    ...texts.map(({ bytes }) => bytes),
    utf8("</lbl>"),
  ]);
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `2024-03-05T09:07` as `05 Mar 2024 09:07`. */
function stataTimestamp(made: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})$/.exec(made);
  const month = months[Number(parts?.[2]) - 1];
  if (parts === null || month === undefined) throw new RangeError(`made must be yyyy-mm-ddThh:mm: ${made}`);
  return `${parts[3]} ${month} ${parts[1]} ${parts[4]}`;
}

function isCut(label: string): boolean {
  return firstCharacters(label, shownLabel) !== label;
}

function firstCharacters(text: string, count: number): string {
  const characters = [...text.replaceAll("\0", "\ufffd")];
  return characters.length <= count ? characters.join("") : characters.slice(0, count).join("").trimEnd();
}

function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Text followed by zeros to a fixed width; the callers' texts always leave room for one. */
function padded(text: string, width: number): Uint8Array {
  const bytes = new Uint8Array(width);
  encoder.encodeInto(text, bytes);
  return bytes;
}

/** A whole number from 0 in `width` little-endian bytes. */
function whole(value: number, width: number): Uint8Array {
  const bytes = new Uint8Array(width);
  let rest = value;
  for (let index = 0; index < width; index++) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return bytes;
}

function signedLong(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setInt32(0, value, true);
  return bytes;
}

function tagged(tag: string, contents: readonly Uint8Array[]): Uint8Array {
  return concatenate([utf8(`<${tag}>`), ...contents, utf8(`</${tag}>`)]);
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
