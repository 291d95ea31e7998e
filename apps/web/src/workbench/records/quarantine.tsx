import type { ReplyOf } from "@plait/api";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { Answer } from "../answer.tsx";
import { countOf } from "../counted.ts";
import { PageHeading } from "../page-heading.tsx";
import { question } from "../queries.ts";
import { TableFrame } from "../table-frame.tsx";
import "./quarantine.css";

type Reason = ReplyOf<"readQuarantine">["reasons"][number];
type Row = Reason["shown"][number];

export function Quarantine(): ReactNode {
  const wanted = useSearch({ from: "/records/quarantine" });
  const quarantine = useQuery(question("readQuarantine"));
  return (
    <>
      <PageHeading within="Records">Quarantine</PageHeading>
      <p>
        Rows that cannot be used, and why. They are in no table. Mend the cause by a decision on columns or values or in{" "}
        <code>records/rules.yaml</code>, or leave them out knowingly.
      </p>
      <Answer query={quarantine} of="the quarantine">
        {({ reasons }) =>
          reasons.length === 0 ? (
            <p>No row is in quarantine.</p>
          ) : (
            reasons.map((reason) => (
              <ReasonBox
                key={`${reason.kind} ${reason.reason}`}
                reason={reason}
                isWanted={reason.kind === wanted.kind && reason.reason === wanted.reason}
              />
            ))
          )
        }
      </Answer>
    </>
  );
}

interface ReasonBoxProps {
  readonly reason: Reason;
  /** Whether this is what the person came for. */
  readonly isWanted: boolean;
}

function ReasonBox({ reason: { kind, reason, rows, shown }, isWanted }: ReasonBoxProps): ReactNode {
  const title = `${kind}, ${reason}`;
  const summary = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isWanted) summary.current?.focus();
  }, [isWanted]);
  return (
    <details className="file" open={isWanted}>
      <summary ref={summary}>
        <span className="file-name">{title}</span>
        <span className="tag warning">{countOf(rows, "row")}</span>
      </summary>
      {shown.length < rows && <p className="quiet">The first {countOf(shown.length, "row")}.</p>}
      <TableFrame label={title}>
        <table>
          <caption className="hidden-words">{title}</caption>
          <thead>
            <tr>
              <th scope="col">Cell at fault</th>
              <th scope="col">Where</th>
              <th scope="col">The whole row</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <QuarantinedRow key={`${row.file} ${row.sheet} ${row.row}`} row={row} />
            ))}
          </tbody>
        </table>
      </TableFrame>
    </details>
  );
}

function QuarantinedRow({ row: { file, sheet, row, at, cells } }: { readonly row: Row }): ReactNode {
  return (
    <tr>
      <th scope="row">
        {at === null ? (
          "no such column"
        ) : (
          <>
            <span className="cell at-fault">{at.shown === "" ? "empty" : at.shown}</span>
            <br />
            <span className="quiet">{at.label}</span>
          </>
        )}
      </th>
      <td className="long-words">
        {file}
        {sheet === "" ? "" : `, sheet “${sheet}”`}, row {row}
        {at === null ? "" : `, ${at.cell}`}
        <br />
        <Link to="/records/delivery" search={{ file, ...(sheet === "" ? {} : { sheet }), row }}>
          See it in its sheet
          <span className="hidden-words">
            : row {row} of {file}
          </span>
        </Link>
      </td>
      <td>
        <details>
          <summary className="show-row">Show</summary>
          <dl className="row-cells">
            {cells.map(({ label, shown }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a label may stand twice, and columns never move
              <div key={index}>
                <dt>{label}</dt>
                <dd>{shown === "" ? <span className="quiet">empty</span> : shown}</dd>
              </div>
            ))}
          </dl>
        </details>
      </td>
    </tr>
  );
}
