import type { ReplyOf } from "@plait/api";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Answer } from "../answer.tsx";
import { countOf } from "../counted.ts";
import { PageHeading } from "../page-heading.tsx";
import { ProblemList } from "../problem-list.tsx";
import { question } from "../queries.ts";
import { StandingNotice } from "./standing-notice.tsx";
import "./deliveries.css";

type Files = ReplyOf<"listDeliveries">;
type Delivery = Files["deliveries"][number];
type Sheet = Delivery["sheets"][number];

export function Deliveries(): ReactNode {
  const files = useQuery(question("listDeliveries"));
  return (
    <>
      <PageHeading within="Records">Deliveries</PageHeading>
      <p>
        Every delivered file as Plait reads it: its sheets, where the column names were found, and what it is used for.
      </p>
      <Answer query={files} of="the deliveries">
        {(read) => (
          <>
            {read.standing === "not-opened" && <StandingNotice standing={read.standing} problems={read.problems} />}
            <FileList deliveries={read.deliveries} />
          </>
        )}
      </Answer>
    </>
  );
}

function FileList({ deliveries }: Pick<Files, "deliveries">): ReactNode {
  const [wanted, setWanted] = useState("");
  const [onlyOpen, setOnlyOpen] = useState(false);
  const shown = deliveries.filter(
    (one) => one.path.toLowerCase().includes(wanted.toLowerCase()) && (!onlyOpen || isOpen(one)),
  );
  return (
    <>
      <div className="field">
        <label htmlFor="wanted-file">Find a file</label>
        <input id="wanted-file" type="search" value={wanted} onChange={({ target }) => setWanted(target.value)} />
      </div>
      <label className="choice">
        <input type="checkbox" checked={onlyOpen} onChange={({ target }) => setOnlyOpen(target.checked)} />
        <span>Only files with problems, undecided columns or rows in quarantine</span>
      </label>
      <p role="status">{countOf(shown.length, "file")}</p>
      <ul className="files">
        {shown.map((delivery) => (
          <li key={delivery.path}>
            <FileBox delivery={delivery} />
          </li>
        ))}
      </ul>
    </>
  );
}

function isOpen({ problems, sheets, quarantined }: Delivery): boolean {
  return problems.length > 0 || undecidedOf(sheets) > 0 || (quarantined ?? 0) > 0;
}

function undecidedOf(sheets: readonly Sheet[]): number {
  return sheets.reduce((sum, { columns }) => sum + columns.filter(({ state }) => state === "unmapped").length, 0);
}

function FileBox({ delivery }: { readonly delivery: Delivery }): ReactNode {
  const { path, period, group, kind, sheets, problems, quarantined } = delivery;
  const undecided = undecidedOf(sheets);
  const rows = sheets.reduce((sum, sheet) => sum + sheet.rows, 0);
  return (
    <details className="file" open={problems.length > 0}>
      <summary>
        <span className="file-name long-words">{path}</span>
        <span className="quiet">
          {[kind, group, period].filter((part) => part !== "").join(" · ")} · {countOf(rows, "row")}
        </span>
        <span>
          {problems.length > 0 && <span className="tag warning">{countOf(problems.length, "problem")}</span>}{" "}
          {undecided > 0 && <span className="tag warning">{countOf(undecided, "column")} undecided</span>}
          {quarantined !== null && quarantined > 0 && (
            <span className="tag warning">{countOf(quarantined, "row")} in quarantine</span>
          )}
          {!isOpen(delivery) && <span className="tag quiet">In order</span>}
        </span>
      </summary>
      <p>
        <Link to="/records/delivery" search={{ file: path }}>
          See its problems beside their cells
          <span className="hidden-words">: {path}</span>
        </Link>
      </p>
      {sheets.length === 0 && <p>Nothing of this file could be read.</p>}
      {problems.length > 0 && <ProblemList problems={problems} />}
      {sheets.map((sheet) => (
        <SheetBox key={sheet.sheet} sheet={sheet} />
      ))}
    </details>
  );
}

function SheetBox({
  sheet: { sheet, hidden, rows, headerRows, headerFrom, setAside, columns },
}: {
  readonly sheet: Sheet;
}): ReactNode {
  return (
    <div>
      {sheet !== "" && (
        <h2>
          Sheet “{sheet}”{hidden ? " (hidden)" : ""}
        </h2>
      )}
      <p>
        {countOf(rows, "row")}. {headerInWords(headerRows, headerFrom)}{" "}
        {columns.every(({ state }) => state !== "mapped") && "No column of it is mapped to a variable. "}
        {setAside.length > 0 && `Set aside: ${setAside.map((one) => `${one.rows} ${one.reason}`).join(", ")}.`}
      </p>
      <ul className="columns">
        {columns.map(({ label, state, variable }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a label may stand twice, and columns never move
          <li key={index}>
            <span className="cell long-words">{label}</span> {state === "mapped" && <span>→ {variable}</span>}
            {state === "ignored" && <span className="quiet">left out</span>}
            {state === "unmapped" && <Link to="/records/crosswalk">decide</Link>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function headerInWords(headerRows: readonly number[], from: Sheet["headerFrom"]): string {
  if (headerRows.length === 0) return "No row names the columns.";
  const where = `${headerRows.length === 1 ? "row" : "rows"} ${headerRows.join(" and ")}`;
  return from === "override" ? `Column names: ${where}, as rules.yaml says.` : `Column names found in ${where}.`;
}
