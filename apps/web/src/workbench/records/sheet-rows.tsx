import type { ReplyOf } from "@plait/api";
import { type ReactNode, useEffect, useRef } from "react";
import { counted } from "../counted.ts";
import { TableFrame } from "../table-frame.tsx";

type Cell = NonNullable<ReplyOf<"showCell">["cell"]>;
type Window = NonNullable<ReplyOf<"showCell">["window"]>;
type Row = Window["rows"][number];

interface SheetRowsProps {
  readonly cell: Cell;
  readonly window: Window;
}

/** Some rows of a sheet as delivered, with the cell at fault in sight. */
export function SheetRows({ cell, window }: SheetRowsProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (cell.row > 0) bringIntoSight(frame.current);
  }, [cell]);
  const rows = window.rows.filter(({ kind }) => kind !== "header");
  const [from, to] = [rows[0]?.row ?? 0, lastOf(rows.at(-1))];
  const hidden = window.allColumns - window.columns.length;
  return (
    <div ref={frame}>
      <TableFrame label="Rows around the cell">
        <table className="sheet-rows">
          <caption>
            Rows {counted(from)} to {counted(to)} of {counted(window.allRows)}, as delivered
            {hidden > 0 && `; ${counted(window.columns.length)} of ${counted(window.allColumns)} columns`}
          </caption>
          <thead>
            <tr>
              <th scope="col" className="number">
                Row
              </th>
              {window.columns.map(({ number, letters, variable, state }) => (
                <th key={number} scope="col">
                  {letters}
                  <div className="quiet">{variable ?? (state === "ignored" ? "left out" : "no decision")}</div>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {window.rows.map((row) => (
              <OneRow key={row.row} row={row} cell={cell} window={window} />
            ))}
          </tbody>
        </table>
      </TableFrame>
    </div>
  );
}

function lastOf(row: Row | undefined): number {
  return row === undefined ? 0 : row.kind === "set-aside" ? row.row + row.rows - 1 : row.row;
}

function OneRow({ row, cell, window }: SheetRowsProps & { readonly row: Row }): ReactNode {
  if (row.kind === "set-aside") {
    return (
      <tr>
        <th scope="row" className="number">
          {row.rows === 1 ? counted(row.row) : `${counted(row.row)}–${counted(lastOf(row))}`}
        </th>
        <td colSpan={window.columns.length} className="quiet">
          No data: {asideInWords[row.reason] ?? "set aside"}
          {row.text !== "" && (
            <>
              {" "}
              <span dir="auto">{row.text}</span>
            </>
          )}
        </td>
      </tr>
    );
  }
  const isAtFault = row.row === cell.row;
  const marked = row.kind === "data" ? row.marked : [];
  return (
    <tr className={row.kind === "header" ? "header-row" : ""}>
      <th scope="row" className={isAtFault && cell.column === 0 ? "number marked-cell" : "number"}>
        {isAtFault && <span aria-hidden="true">▸ </span>}
        {counted(row.row)}
        {isAtFault && cell.column === 0 && <span className="hidden-words"> has the problem</span>}
      </th>
      {window.columns.map(({ number }, index) => (
        <SheetCell
          key={number}
          text={row.cells[index] ?? ""}
          mark={isAtFault && number === cell.column ? "this" : marked.includes(number) ? "other" : "none"}
        />
      ))}
    </tr>
  );
}

const asideInWords: Readonly<Record<string, string>> = {
  preamble: "above the column names.",
  blank: "blank.",
  footnote: "a note.",
  total: "a total.",
  "repeated-header": "column names again.",
};

function SheetCell({ text, mark }: { readonly text: string; readonly mark: "this" | "other" | "none" }): ReactNode {
  switch (mark) {
    case "none":
      return (
        <td>
          <CellText text={text} />
        </td>
      );
    case "other":
      return (
        <td className="also-marked">
          <CellText text={text === "" ? "empty" : text} />
          <span aria-hidden="true">!</span>
          <span className="hidden-words"> has a problem too</span>
        </td>
      );
    case "this":
      return (
        <td className="marked-cell" aria-current="true">
          <span className="hidden-words">The problem: </span>
          <CellText text={text === "" ? "empty" : text} />
        </td>
      );
  }
}

function CellText({ text }: { readonly text: string }): ReactNode {
  return (
    <div className="cell-text" dir="auto">
      {text}
    </div>
  );
}

/** Sideways only: the page stays where it is. */
function bringIntoSight(element: HTMLElement | null): void {
  const marked = element?.querySelector(".marked-cell");
  const frame = marked?.closest(".table-frame");
  if (marked === null || marked === undefined || frame === null || frame === undefined) return;
  const [cell, sight] = [marked.getBoundingClientRect(), frame.getBoundingClientRect()];
  frame.scrollLeft += cell.left + cell.width / 2 - sight.left - sight.width / 2;
}
