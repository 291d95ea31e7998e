import type {
  CellEvidence,
  DisclosureRecord,
  Finding,
  ReleasedCell,
  ReleasedResult,
  ReleasedSentence,
  ResultEvidence,
  WithheldReason,
} from "@plait/disclosure";
import { cellText, sentenceText } from "@plait/report";
import type { Cell, CellPlace, Column, Figure, FittedModel, Result, Sentence } from "@plait/study";
import { peopleText } from "./release-register/people-text.ts";

/** A result with what is true beside what a reader would see, cell by cell and in the annex' own way to write numbers. */
export interface PreviewedResult {
  readonly id: string;
  readonly strand: string;
  readonly title: string;
  readonly summary: string;
  readonly rowHeading: string;
  readonly columns: readonly Column[];
  readonly rows: readonly PreviewedRow[];
  readonly sentences: readonly PreviewedSentence[];
  readonly notes: readonly string[];
  /** How it is drawn; absent where it is a table only. */
  readonly figure?: Figure["kind"];
  /** How many people stand behind the terms of each model: what coefficients could give away. */
  readonly models: readonly FittedModel[];
  readonly disclosure: DisclosureRecord;
  /** What a person has to look at before it leaves. */
  readonly findings: readonly Finding[];
}

export interface PreviewedRow {
  readonly id: string;
  readonly label: string;
  readonly group?: string;
  /** Whether the reader is not told what the row is called. */
  readonly isNameWithheld: boolean;
  /** As many as there are columns. */
  readonly cells: readonly PreviewedCell[];
}

export interface PreviewedCell {
  readonly inside: string;
  readonly seen: string;
  readonly standing: "as-it-is" | "rounded" | "withheld";
  /** Present where it is withheld. */
  readonly because?: WithheldReason;
  /** Who stands behind it; absent where it is not known, and where it says nothing of people. */
  readonly people?: string;
}

export interface PreviewedSentence {
  readonly inside: string;
  /** Absent where the sentence is left out. */
  readonly seen?: string;
}

/**
 * Holds a result against what the gate let of it leave.
 *
 * @throws RangeError where these are not of one result
 */
export function previewedResult(
  result: Result,
  released: ReleasedResult | undefined,
  evidence: ResultEvidence | undefined,
): PreviewedResult {
  if (released?.id !== result.id || evidence?.id !== result.id) {
    throw new RangeError(`result ${result.id}: is held against another one`);
  }
  const { id, strand, title, summary, rowHeading, columns, notes, figure, models = [] } = result;
  const truth = trueCells(result, released, evidence);
  return {
    ...{ id, strand, title, summary, rowHeading, columns, notes, models },
    rows: result.rows.map(({ id: row, label, group }, at) => ({
      id: row,
      label,
      ...(group === undefined ? {} : { group }),
      isNameWithheld: released.rows[at]?.label !== label,
      cells: truth.cells.filter(({ place }) => place.row === at).map(previewedCell),
    })),
    sentences: previewedSentences(result.sentences, released.sentences, truth.at),
    ...(figure === undefined ? {} : { figure: figure.kind }),
    disclosure: released.disclosure,
    findings: evidence.findings,
  };
}

interface TrueCellOf {
  readonly place: CellPlace;
  /** As it would leave if no rule touched it. */
  readonly truth: ReleasedCell;
  readonly becomes: ReleasedCell;
  readonly people?: CellEvidence["people"];
}

function trueCells(result: Result, released: ReleasedResult, { cells: evidence }: ResultEvidence) {
  const found = new Map(evidence.map((one) => [`${one.row} ${one.column}`, one]));
  const cells = result.rows.map(({ cells: own }, row) =>
    own.map((cell, column): TrueCellOf => {
      const becomes = released.rows[row]?.cells[column];
      if (becomes === undefined) throw new RangeError(`result ${result.id}: row ${row + 1} has other cells released`);
      const { truth = spoken(cell) ?? becomes, people } = found.get(`${row} ${column}`) ?? {};
      return { place: { row, column }, truth, becomes, people };
    }),
  );
  return { cells: cells.flat(), at: ({ row, column }: CellPlace) => cells[row]?.[column]?.truth };
}

/** What says nothing of people is no evidence, and stands as it is. */
function spoken(cell: Cell): ReleasedCell | undefined {
  switch (cell.kind) {
    case "text":
      return { kind: "text", text: cell.text };
    case "absent":
      return { kind: "absent", reason: cell.reason };
    case "count":
    case "share":
    case "estimate":
    case "statistic":
      return undefined;
  }
}

function previewedCell({ truth, becomes, people }: TrueCellOf): PreviewedCell {
  const [inside, seen] = [wholeText(truth), wholeText(becomes)];
  const behind = people === undefined ? {} : { people: peopleText(people) };
  if (becomes.kind === "withheld") {
    return { inside, seen, standing: "withheld", because: becomes.because, ...behind };
  }
  return { inside, seen, standing: inside === seen ? "as-it-is" : "rounded", ...behind };
}

/** An estimate with its interval and p-value, which leave with it. */
function wholeText(cell: ReleasedCell): string {
  if (cell.kind !== "estimate") return cellText(cell);
  const place = { row: 0, column: 0 };
  return sentenceText({
    parts: [
      { place, cell, show: "value" },
      " (",
      { place, cell, show: "interval" },
      ", p ",
      { place, cell, show: "p-value" },
      ")",
    ],
  });
}

/** Released sentences are those of the result in their order, without some. */
function previewedSentences(
  sentences: readonly Sentence[],
  released: readonly ReleasedSentence[],
  truthAt: (place: CellPlace) => ReleasedCell | undefined,
): PreviewedSentence[] {
  let next = 0;
  return sentences.map((sentence) => {
    const inside = insideText(sentence, truthAt);
    const leaves = released[next];
    if (leaves === undefined || !isOf(leaves, sentence)) return { inside };
    next += 1;
    return { inside, seen: sentenceText(leaves) };
  });
}

function insideText({ parts }: Sentence, truthAt: (place: CellPlace) => ReleasedCell | undefined): string {
  return sentenceText({
    parts: parts.map((part) => {
      if (typeof part === "string") return part;
      const { cell: place, show = "value" } = part;
      const cell = truthAt(place);
      if (cell === undefined) throw new RangeError("a sentence is about a cell outside its table");
      return { place, cell, show };
    }),
  });
}

function isOf({ parts: released }: ReleasedSentence, { parts }: Sentence): boolean {
  return (
    released.length === parts.length &&
    parts.every((part, at) => {
      const other = released[at];
      if (typeof part === "string" || typeof other === "string" || other === undefined) return part === other;
      const { row, column } = other.place;
      return part.cell.row === row && part.cell.column === column && (part.show ?? "value") === other.show;
    })
  );
}
