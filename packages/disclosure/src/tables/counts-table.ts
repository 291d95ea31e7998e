import {
  type Cell,
  type CellPlace,
  compareText,
  type People,
  type Problem,
  type Read,
  type Result,
} from "@plait/study";
import { type CategoryTree, categoryTree, foundTotals, type Parents, readParents } from "./category-tree.ts";
import { readCountText } from "./count-text.ts";
import { adoptedDimension, cellName, linkedTables } from "./linked-tables.ts";
import { columnsOf, type Dimension, type TableCell, type TableCells, tableCells } from "./table-cells.ts";
import { type RegularTable, tableColumns } from "./table-columns.ts";
import { type ShareColumn, tableShares } from "./table-shares.ts";
import { type CellAt, type FoundPart, type FoundSum, type TableSums, tableSums } from "./table-sums.ts";
import { errorAt, quotedList, sameLabel, type TableReading, type TextTable } from "./text-table.ts";

/** A table of counts from a file, ready for the gate, and what is needed to write it as it was. */
export interface CountsTable {
  readonly result: Result;
  readonly source: RegularTable;
  /** Columns of the file that are columns of the result, in their order. */
  readonly columns: readonly number[];
  readonly shares: readonly ShareColumn[];
  /** How the file was understood, in sentences without numbers. */
  readonly understood: readonly string[];
}

export interface CountsTables {
  readonly tables: readonly CountsTable[];
  /** All that goes through the gate together: those of the tables, and one with the differences between them. */
  readonly results: readonly Result[];
}

/** More dimensions, and a reader could not follow the table either. */
const mostDimensions = 8;

/**
 * Reads tables of counts that are to be released together. Each becomes a result whose sums are those that hold; numbers
 * about the same people in two tables have one name, and a number about some of the people of another says so.
 *
 * Nothing is guessed in silence: a cell that is no count, a total that does not add up and numbers that contradict each
 * other are problems, all of them, with place and remedy. There is no value where one of these is an error.
 *
 * Each number is taken for a number of people, unless `reading.people` names the column that says how many there are.
 */
export function readCountsTables(texts: readonly TextTable[], reading: TableReading = {}): Read<CountsTables> {
  const problems: Problem[] = [];
  const parents = parentsOf(reading, problems);
  const drafts: Draft[] = [];
  for (const text of texts) {
    const { table, problems: found } = tableColumns(text, reading);
    problems.push(...found);
    if (table === undefined) continue;
    const read = tableCells(table, reading);
    problems.push(...read.problems, ...firstOfEach(read.cells.flatMap((cell) => cellProblems(cell, reading))));
    if (read.dimensions.length > mostDimensions) problems.push(tooManyDimensions(table));
    drafts.push({ table, ...read, cells: read.cells.map((cell) => withBlanks(cell, reading)) });
  }
  problems.push(...unknownDimensions(reading, drafts));
  if (hasErrors(problems)) return { problems };
  const named = reading.columnsAre === undefined ? drafts.map((draft) => adopt(draft, drafts)) : drafts;
  const summed = named.map((draft) => withSums(draft, parents, reading, problems));
  const links = linkedTables(summed, parents);
  problems.push(...links.problems, ...countsInWords(summed));
  const names = new Map(summed.flatMap((draft) => draft.cells.map((cell) => [cell, cellName(draft, cell)])));
  const tables = summed.map((draft) => countsTable(draft, names, reading, problems));
  if (hasErrors(problems)) return { problems };
  const byShares = summed.flatMap((draft, at) => partsByShares(draft, tables[at]?.shares ?? []));
  const someOf = [...links.someOf, ...summed.flatMap((draft) => draft.someOf), ...byShares];
  const incomplete = summed.flatMap((draft) => draft.incomplete);
  const own = tables.map(({ result }) => result);
  const results = [...own, ...differences({ someOf, incomplete }, names, countsByName(own))];
  return { value: { tables, results }, problems };
}

interface Draft extends TableCells {
  readonly table: RegularTable;
}

interface SummedDraft extends Draft, TableSums {
  readonly trees: readonly CategoryTree[];
  readonly at: CellAt;
}

function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === "error");
}

function parentsOf({ parents = [] }: TableReading, problems: Problem[]): ReadonlyMap<string, Parents> {
  return new Map(
    parents.map(({ dimension, table }) => {
      const read = readParents(table);
      problems.push(...read.problems);
      return [sameLabel(dimension), read.parents];
    }),
  );
}

function unknownDimensions({ parents = [] }: TableReading, drafts: readonly Draft[]): Problem[] {
  const known = drafts.flatMap(({ dimensions }) => dimensions);
  return parents
    .filter(({ dimension }) => drafts.length > 0 && !known.some(({ key }) => key === sameLabel(dimension)))
    .map(({ dimension, table }) => {
      const message = `no table has a column “${dimension}”`;
      const remedy = `Say which of these the file is about: ${quotedList([...new Set(known.map(({ label }) => label))])}.`;
      return errorAt({ file: table.file }, "parents-of-what", message, remedy);
    });
}

function cellProblems({ text, where, label }: TableCell, { blank }: TableReading): Problem[] {
  const problem = (code: string, message: string, remedy: string) => [
    errorAt(where, code, `“${label}” ${message}`, remedy),
  ];
  switch (text.kind) {
    case "count":
    case "mark":
      return [];
    case "blank": {
      if (blank !== undefined) return [];
      const remedy =
        "Write 0 where nobody was counted, [x] where nothing is known and [z] where there can be nobody; or say what all of them mean with --blank zero or --blank not-available.";
      return problem("table-blank", "is blank", remedy);
    }
    case "hidden": {
      const remedy =
        "Give the table with its true numbers: with hidden ones nobody can tell what could be worked out from the others.";
      return problem("table-already-hidden", "is hidden already", remedy);
    }
    case "negative":
      return problem(
        "table-negative",
        "is below 0, and no count is",
        "Correct it, or delete the column if it holds differences.",
      );
    case "percentage":
    case "fraction": {
      const remedy =
        "Plait protects counts. Give the counts that averages, rates or percentages were made from, and work these out from the protected table.";
      return problem("table-fraction", "is no whole number", remedy);
    }
    case "ambiguous": {
      const remedy = "Write it without separators: 1234, or 1 for 1.000.";
      return problem("table-ambiguous", "may be thousands or a fraction", remedy);
    }
    case "too-large":
      return problem("table-too-large", "is larger than any number of people", "Correct it.");
    case "words": {
      const remedy = "Write the count; [x] where nothing is known, [z] where there can be nobody.";
      return problem("table-not-a-count", "is no count", remedy);
    }
    default:
      return text satisfies never;
  }
}

/** More cells with the same problem are counted and not listed. */
const mostListed = 20;

function firstOfEach(problems: readonly Problem[]): Problem[] {
  return [...Map.groupBy(problems, ({ code }) => code).values()].flatMap((same) => {
    const [first, ...rest] = same.slice(mostListed);
    if (first === undefined || rest.length === 0) return same;
    const message = `${rest.length + 1} more cells of the table have this problem, here and below`;
    return [...same.slice(0, mostListed), { ...first, message }];
  });
}

function withBlanks(cell: TableCell, { blank }: TableReading): TableCell {
  if (cell.text.kind !== "blank") return cell;
  return { ...cell, text: blank === "zero" ? { kind: "count", value: 0 } : { kind: "mark", reason: "not-supplied" } };
}

function tooManyDimensions({ file, line }: RegularTable): Problem {
  const message = `the table has more than ${mostDimensions} columns of labels`;
  const remedy =
    "Give a table with fewer, or, if columns of counts were taken for labels, name those of labels with --label.";
  return errorAt({ file, line }, "table-too-many-dimensions", message, remedy);
}

function adopt(draft: Draft, drafts: readonly Draft[]): Draft {
  const others = drafts.filter((other) => other !== draft).flatMap(({ dimensions }) => dimensions);
  const named = others.filter(({ key }) => key !== "columns" && !draft.dimensions.some((own) => own.key === key));
  const dimensions = draft.dimensions.map((one) => (one.key === "columns" ? adoptedDimension(one, named) : one));
  return { ...draft, dimensions };
}

function withSums(
  draft: Draft,
  parents: ReadonlyMap<string, Parents>,
  reading: TableReading,
  problems: Problem[],
): SummedDraft {
  let { cells } = draft;
  const dimensions: Dimension[] = [];
  const trees: CategoryTree[] = [];
  for (const [at, dimension] of draft.dimensions.entries()) {
    const told = parents.get(dimension.key);
    const found = told === undefined && reading.ofWhich !== true ? foundTotals(dimension, at, cells) : undefined;
    problems.push(...(found?.warnings ?? []));
    const total = found?.total;
    const categories = new Map([...dimension.categories].filter(([key]) => key !== total));
    if (total !== undefined) cells = cells.map((cell) => asTotal(cell, at, total));
    dimensions.push({ ...dimension, categories });
    trees.push(categoryTree({ ...dimension, categories }, told ?? found?.parents ?? new Map()));
  }
  const index = new Map(cells.map((cell) => [JSON.stringify(cell.coordinates), cell]));
  const at: CellAt = (coordinates) => index.get(JSON.stringify(coordinates));
  const sums = tableSums(cells, trees, at, reading);
  problems.push(...sums.problems);
  return { ...draft, dimensions, cells, trees, at, ...sums };
}

function asTotal(cell: TableCell, at: number, total: string): TableCell {
  return cell.coordinates[at] === total ? { ...cell, coordinates: cell.coordinates.with(at, null) } : cell;
}

function countsTable(
  draft: SummedDraft,
  names: ReadonlyMap<TableCell, string>,
  reading: TableReading,
  problems: Problem[],
): CountsTable {
  const { table, cells, rows } = draft;
  const read = tableShares(table, cells, draft.at);
  problems.push(...read.problems);
  const columns = [...table.columns.keys()].filter((column) =>
    ["count", "share"].includes(table.columns[column]?.role ?? ""),
  );
  const placeOf = ({ place }: TableCell): CellPlace => ({ row: place.row, column: columns.indexOf(place.column) });
  const byPlace = new Map(cells.map((cell) => [`${cell.place.row} ${cell.place.column}`, cell]));
  const peopleOf = peopleReader(table, reading, problems);
  const unit = table.columns.some(({ role }) => role === "people") ? "rows" : "people";
  const result: Result = {
    ...blankResult(`table.${table.file}`, table.file),
    rowHeading: columnsOf(table, "label")
      .map(({ label }) => label)
      .join(", "),
    columns: columns.map((column) => {
      const label = table.columns[column]?.label ?? "";
      return { id: sameLabel(label), label, unit: table.columns[column]?.role === "share" ? "share" : unit };
    }),
    rows: rows.map(({ id, label }, row) => ({
      id,
      label,
      cells: columns.map((column): Cell => {
        const share = read.shares.find((one) => one.column === column);
        if (share !== undefined) {
          const of = share.of[row];
          if (of === undefined) return { kind: "absent", reason: "not-applicable" };
          return { kind: "share", numerator: placeOf(of.numerator), denominator: placeOf(of.denominator) };
        }
        const cell = byPlace.get(`${row} ${column}`);
        if (cell?.text.kind !== "count") {
          return { kind: "absent", reason: cell?.text.kind === "mark" ? cell.text.reason : "not-supplied" };
        }
        const { value } = cell.text;
        return { kind: "count", value, people: peopleOf(cell), name: names.get(cell) ?? "" };
      }),
    })),
    sums: draft.sums.map(({ total, parts }) => ({ total: placeOf(total), parts: parts.map(placeOf) })),
  };
  return { result, source: table, columns, shares: read.shares, understood: understood(draft, read.shares) };
}

function blankResult(id: string, title: string): Result {
  return {
    id,
    strand: "tables",
    title,
    summary: "A table of counts from a file.",
    rowHeading: "",
    columns: [],
    rows: [],
    sums: [],
    sentences: [],
    notes: [],
    method: {
      name: "Table of counts from a file",
      variant: "none",
      options: {},
      source: "none",
      page: "disclosure-gate",
      version: "1",
    },
    provenance: { inputs: [], steps: [] },
  };
}

/**
 * What a reader can take from each other though no sum of a table says so. Where a number is some of the people of
 * another, the rest is a difference, as between the boxes of a flow: as such the gate is told of it. Where parts may leave
 * others out, the others are a number too. The cells bear the names of those of the tables; nobody prints this result.
 */
function differences(
  { someOf, incomplete }: { readonly someOf: readonly FoundPart[]; readonly incomplete: readonly FoundSum[] },
  names: ReadonlyMap<TableCell, string>,
  counts: ReadonlyMap<string, CountCell>,
): Result[] {
  const nameOf = (cell: TableCell) => names.get(cell) ?? "";
  const arrows = someOf
    .map(({ whole, part }) => ({ from: nameOf(whole), to: nameOf(part) }))
    .filter(({ from, to }) => from !== to);
  const others = incomplete.map(({ total, parts }) => {
    const inside = parts.map(nameOf);
    const id = `others of ${nameOf(total)}: ${inside.join(" ")}`;
    return { id, total: nameOf(total), parts: inside, cell: restOf(nameOf(total), inside, counts) };
  });
  const inFlow = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  const named = [...new Set([...inFlow, ...others.flatMap(({ total, parts }) => [total, ...parts])])].sort(compareText);
  if (named.length === 0) return [];
  const rows = [
    ...named.flatMap((id) => {
      const cell = counts.get(id);
      return cell === undefined ? [] : [{ id, label: id, cells: [cell] }];
    }),
    ...others.map(({ id, cell }) => ({ id, label: id, cells: [cell] })),
  ];
  const placeOf = new Map(rows.map(({ id }, row) => [id, { row, column: 0 }]));
  const at = (id: string): CellPlace => placeOf.get(id) ?? { row: -1, column: 0 };
  const empty = blankResult("tables.differences", "Differences between tables");
  return [
    {
      ...empty,
      columns: [{ id: "count", label: "Count", unit: "people" }],
      rows,
      sums: others.map(({ id, total, parts }) => ({ total: at(total), parts: [...parts.map(at), at(id)] })),
      figure: {
        kind: "flow",
        title: empty.title,
        description: "Each box holds some of the people of the one before it.",
        column: 0,
        boxes: [...inFlow].sort(compareText).map((id) => ({ id, row: at(id).row, role: "kept", level: at(id).row })),
        arrows,
      },
    },
  ];
}

type CountCell = Extract<Cell, { kind: "count" }>;

/** Those of a total who are in none of its parts, if no one is in two. Of their people no more is known. */
function restOf(total: string, parts: readonly string[], counts: ReadonlyMap<string, CountCell>): CountCell {
  const less = (of: (cell: CountCell) => number) => {
    const amount = (name: string) => {
      const cell = counts.get(name);
      return cell === undefined ? 0 : of(cell);
    };
    return parts.reduce((rest, part) => rest - amount(part), amount(total));
  };
  const value = less((cell) => cell.value);
  const people = less((cell) => ("people" in cell.people ? cell.people.people : 0));
  return { kind: "count", value, people: { kind: "counted", people: Math.max(people, Math.min(value, 1)) } };
}

/** A label such as `Control (n = 12)` would leave as it stands. */
function countsInWords(drafts: readonly Draft[]): Problem[] {
  const telling = (text: string) => /(?:^|\W)n\s*=\s*\d/iu.test(text);
  const remedy = "Take the number out of the words; in a row or a column of its own it is protected.";
  const tells = "the label tells a number, and labels leave as they stand";
  return drafts.flatMap(({ table: { file, line, columns, rows } }) => [
    ...columns
      .filter(({ label }) => telling(label))
      .map(({ label }) => errorAt({ file, line, path: `column “${label}”` }, "table-count-in-words", tells, remedy)),
    ...rows
      .filter(({ cells }) => columns.some(({ role }, column) => role === "label" && telling(cells[column] ?? "")))
      .map((row) => errorAt({ file, line: row.line }, "table-count-in-words", tells, remedy)),
  ]);
}

function countsByName(results: readonly Result[]): ReadonlyMap<string, CountCell> {
  const cells = results.flatMap(({ rows }) => rows.flatMap((row) => row.cells));
  return new Map(cells.flatMap((cell) => (cell.kind === "count" ? [[cell.name ?? "", cell] as const] : [])));
}

/** A share of another column tells that what it counts are some of those of that column. */
function partsByShares({ sums }: SummedDraft, shares: readonly ShareColumn[]): FoundPart[] {
  const summed = new Map(sums.map(({ total, parts }) => [total, new Set(parts)]));
  return shares.flatMap(({ of }) =>
    of.flatMap((pair) => {
      if (pair === undefined || pair.numerator.place.row !== pair.denominator.place.row) return [];
      const { numerator: part, denominator: whole } = pair;
      if (part === whole || part.text.kind !== "count" || whole.text.kind !== "count") return [];
      return part.text.value > whole.text.value || summed.get(whole)?.has(part) === true ? [] : [{ whole, part }];
    }),
  );
}

/** How many people stand behind a count: as many as it says, or what the column of people says. */
function peopleReader(
  table: RegularTable,
  { people: name, blank }: TableReading,
  problems: Problem[],
): (cell: TableCell) => People {
  const [column] = columnsOf(table, "people");
  return ({ text, where, place, label }) => {
    const value = text.kind === "count" ? text.value : 0;
    if (column === undefined) return { kind: "counted", people: value };
    const read = readCountText(table.rows[place.row]?.cells[column.column] ?? "");
    const at = { ...where, path: `column “${column.label}”` };
    if (read.kind === "blank" && (blank === "zero" || value === 0)) return { kind: "counted", people: 0 };
    if (read.kind !== "count") {
      const message = `how many people stand behind “${label}” is no whole number`;
      problems.push(errorAt(at, "table-people", message, `Write in “${name}” how many distinct people there are.`));
    } else if (read.value > value || (read.value === 0 && value > 0)) {
      const message = `more people stand behind “${label}” than were counted, or none`;
      const remedy = "Correct the number of people, or name another column with --people.";
      problems.push(errorAt(at, "table-people", message, remedy));
    }
    return { kind: "counted", people: read.kind === "count" ? read.value : 0 };
  };
}

function understood({ table, dimensions, cells, trees }: SummedDraft, shares: readonly ShareColumn[]): string[] {
  const labels = columnsOf(table, "label").map(({ label }) => (label === "" ? "without a heading" : label));
  const counted = columnsOf(table, "count").map(({ label }) => label);
  const withTotal = dimensions.filter((_, at) => cells.some(({ coordinates }) => coordinates[at] === null));
  const grouped = dimensions.filter((_, at) => [...(trees[at]?.keys() ?? [])].some((key) => key !== null));
  const [people] = columnsOf(table, "people");
  const headed = (names: readonly string[]) => `${names.length === 1 ? "column" : "columns"} ${quotedList(names)}`;
  return [
    `Rows are told apart by the ${headed(labels)}; counts stand in the ${headed(counted)}.`,
    withTotal.length === 0
      ? "No totals were found: if a row or a column is one, call it Total or say --total with its name."
      : `Totals were found ${withTotal.map(({ key, label }) => (key === "columns" ? "among the columns" : `of “${label}”`)).join(" and ")}.`,
    ...(grouped.length === 0
      ? []
      : [
          `Some ${grouped.map(({ key, label }) => (key === "columns" ? "columns" : `categories of “${label}”`)).join(" and ")} are made of others.`,
        ]),
    people === undefined
      ? "Every number is taken for a number of people. If rows or episodes were counted, say with --people which column has the people."
      : `How many people stand behind a number is read from the column “${people.label}”, which does not leave.`,
    ...(shares.length === 0
      ? []
      : [
          `Shares in the ${headed(shares.map(({ column }) => table.columns[column]?.label ?? ""))} are worked out again from what leaves.`,
        ]),
  ];
}
