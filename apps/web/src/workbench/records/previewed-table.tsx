import type { ReplyOf } from "@plait/api";
import { Fragment, type ReactNode } from "react";
import { TableFrame } from "../table-frame.tsx";
import { placeOf, type WhatChanged } from "./what-changed.ts";
import { withheldInWords } from "./withheld-in-words.ts";

type PreviewedResult = ReplyOf<"readPreviewedResult">;
type Column = PreviewedResult["columns"][number];
type Row = PreviewedResult["rows"][number];
type Cell = Row["cells"][number];

/** Which side of the gate is shown. */
export type Side = "both" | "inside" | "reader";

interface PreviewedTableProps {
  readonly result: PreviewedResult;
  readonly side: Side;
  /** Leaves out rows of which everything leaves as it is. */
  readonly onlyDiffering: boolean;
  readonly changed: WhatChanged | undefined;
}

/** Every cell of a result with its true number, and beside it what the reader would see. */
export function PreviewedTable({ result, side, onlyDiffering, changed }: PreviewedTableProps): ReactNode {
  const rows = onlyDiffering ? result.rows.filter(differs) : result.rows;
  if (rows.length === 0) return <p>Every row leaves as it is.</p>;
  const span = side === "both" ? 2 : 1;
  const ofWords = result.columns.map((_, at) => result.rows.some(({ cells }) => isWord(cells[at])));
  return (
    <TableFrame label={`${result.title}: ${captions[side]}`}>
      <table className="previewed">
        <caption>{captions[side]}</caption>
        <thead>
          <tr>
            <th scope="col" rowSpan={side === "both" ? 2 : 1}>
              {result.rowHeading}
            </th>
            {result.columns.map((column, at) => (
              <th
                key={column.id}
                scope={span === 2 ? "colgroup" : "col"}
                colSpan={span}
                className={span === 1 && ofWords[at] !== true ? "number" : "pair"}
              >
                {headingOf(column)}
              </th>
            ))}
          </tr>
          {side === "both" && (
            <tr>
              {result.columns.map(({ id }, at) => (
                <Fragment key={id}>
                  <th scope="col" className={ofWords[at] === true ? "inside" : "inside number"}>
                    Inside
                  </th>
                  <th scope="col" className={ofWords[at] === true ? "seen" : "seen number"}>
                    Reader
                  </th>
                </Fragment>
              ))}
            </tr>
          )}
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <Fragment key={row.id}>
              {beginsGroup(row, rows[at - 1], side) && (
                <tr className="row-group">
                  <th scope="rowgroup" colSpan={1 + span * result.columns.length}>
                    {row.group}
                  </th>
                </tr>
              )}
              <tr>
                <th scope="row">
                  <RowName row={row} side={side} isNew={changed?.newRows.has(row.id) === true} />
                </th>
                {row.cells.map((cell, column) => {
                  const id = result.columns[column]?.id ?? "";
                  const align = ofWords[column] === true ? "" : "number";
                  return (
                    <Fragment key={id}>
                      {side !== "reader" && (
                        <InsideCell cell={cell} was={changed?.was.get(placeOf(row.id, id))} align={align} />
                      )}
                      {side !== "inside" && <ReaderCell cell={cell} align={align} />}
                    </Fragment>
                  );
                })}
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

const captions: Readonly<Record<Side, string>> = {
  both: "True numbers inside, and what the reader would see",
  inside: "True numbers inside",
  reader: "What the reader would see",
};

/** The reader is not told the heading either of a row whose name is withheld. */
function beginsGroup(row: Row, before: Row | undefined, side: Side): boolean {
  const groupOf = (one: Row | undefined) =>
    side === "reader" && one?.isNameWithheld === true ? undefined : one?.group;
  return groupOf(row) !== undefined && groupOf(row) !== groupOf(before);
}

export function differs({ cells, isNameWithheld }: Row): boolean {
  return isNameWithheld || cells.some(({ standing }) => standing !== "as-it-is");
}

/** A heading of several columns is said with each of them, unless its name begins with it. */
export function headingOf({ label, group }: Column): string {
  return group === undefined || label.startsWith(group) ? label : `${group}: ${label}`;
}

function isWord(cell: Cell | undefined): boolean {
  return /^\p{L}{2}/u.test(cell?.inside ?? "");
}

function RowName({ row, side, isNew }: { readonly row: Row; readonly side: Side; readonly isNew: boolean }): ReactNode {
  return (
    <>
      {side === "reader" && row.isNameWithheld ? "[c]" : row.label}
      {side === "both" && row.isNameWithheld && <span className="why">name withheld</span>}
      {isNew && <span className="was">new row</span>}
    </>
  );
}

interface CellProps {
  readonly cell: Cell;
  /** Class of its alignment. */
  readonly align: string;
}

function InsideCell({ cell, was, align }: CellProps & { readonly was: string | undefined }): ReactNode {
  return (
    <td className={`inside ${align}${was === undefined ? "" : " changed"}`}>
      <Shown text={cell.inside} />
      {cell.people !== undefined && !saysTheSame(cell.people, cell.inside) && (
        <span className="people">{cell.people}</span>
      )}
      {was !== undefined && <span className="was">was {was}</span>}
    </td>
  );
}

function ReaderCell({ cell, align }: CellProps): ReactNode {
  return (
    <td className={`seen ${align} ${cell.standing}`}>
      <Shown text={cell.seen} />
      {cell.standing === "rounded" && <span className="why">rounded</span>}
      {cell.because !== undefined && <span className="why">{withheldInWords[cell.because].short}</span>}
    </td>
  );
}

/** An estimate has its interval and its p-value below it. */
function Shown({ text }: { readonly text: string }): ReactNode {
  const [, value, interval, pValue] = /^(\S+) \((.+ to .+), (p .+)\)$/u.exec(text) ?? [];
  if (value === undefined) return text;
  return (
    <>
      {value}
      <span className="below">{interval}</span>
      <span className="below">{pValue}</span>
    </>
  );
}

/** Where a count is of people, the people behind it are the count. */
function saysTheSame(people: string, inside: string): boolean {
  return people.split(" ", 1)[0] === inside.replaceAll(",", "");
}
