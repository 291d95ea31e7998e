import type { ReplyOf } from "@plait/api";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Answer } from "../answer.tsx";
import { counted, countOf } from "../counted.ts";
import { PageHeading } from "../page-heading.tsx";
import { question } from "../queries.ts";
import { TableFrame } from "../table-frame.tsx";
import { type Departure, type FlowStep, flowOf, type LedgerEntry } from "./ledger-flow.ts";
import "./ledger.css";

type LedgerReply = ReplyOf<"readLedger">;

export function Ledger(): ReactNode {
  const ledger = useQuery(question("readLedger"));
  return (
    <>
      <PageHeading within="Records">Ledger</PageHeading>
      <p>What became of every delivered row. At each step: rows in = rows out + removed + in quarantine.</p>
      <Answer query={ledger} of="the ledger">
        {(read) => (read.kinds.length === 0 ? <p>No row was read.</p> : <Flow ledger={read} />)}
      </Answer>
    </>
  );
}

function Flow({ ledger }: { readonly ledger: LedgerReply }): ReactNode {
  const [chosen, setChosen] = useState<string | null>(null);
  const kind = ledger.kinds.find(({ name }) => name === chosen) ?? ledger.kinds[0];
  if (kind === undefined) return null;
  const steps = flowOf(ledger.entries, kind.name);
  return (
    <>
      <div className="field">
        <label htmlFor="ledger-kind">Kind of record</label>
        <select id="ledger-kind" value={kind.name} onChange={({ target }) => setChosen(target.value)}>
          {ledger.kinds.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <h2>{kind.label}: from delivery to linked file</h2>
      <ol className="flow">
        {steps.map((step) => (
          <FlowStepBox key={step.step} step={step} kind={kind.name} />
        ))}
      </ol>
      <Joins ledger={ledger} kind={kind.name} />
    </>
  );
}

const stepInWords: Readonly<Record<FlowStep["step"], { readonly name: string; readonly about: string }>> = {
  read: { name: "Read", about: "Rows of the sheets; headings, notes and blank rows are set aside." },
  harmonise: {
    name: "Harmonise",
    about: "Cells become values of variables; rows that cannot be used go to quarantine.",
  },
  subtotals: { name: "Set subtotals aside", about: "Published sums are checked against their parts." },
  merge: { name: "Merge", about: "Rows delivered twice, and rows of one entry that agree, become one." },
  combine: { name: "Combine", about: "The groups' rows become one linked file." },
  wide: { name: "One row a person", about: "The wide file: who is left out, and by which rule." },
  long: { name: "Long file", about: "All kinds, one under the other." },
};

function FlowStepBox({ step, kind }: { readonly step: FlowStep; readonly kind: string }): ReactNode {
  const { name, about } = stepInWords[step.step];
  return (
    <li>
      <details className="flow-step">
        <summary>
          <span className="flow-name">{name}</span>
          <span className="flow-rows">
            {counted(step.rowsIn)} in <span aria-hidden="true">→</span> <strong>{counted(step.rowsOut)} out</strong>
          </span>
          <span className="quiet flow-left">{leftInWords(step.departures)}</span>
        </summary>
        <p>{about}</p>
        <p>{sumInWords(step)}</p>
        {step.departures.length > 0 && <Departures departures={step.departures} step={name} kind={kind} />}
        {step.byGroup.length > 1 && <ByGroup entries={step.byGroup} step={name} />}
      </details>
    </li>
  );
}

function leftInWords(departures: readonly Departure[]): string {
  const gone = departures.reduce((sum, { rows }) => sum + rows, 0);
  return gone === 0 ? "all go on" : `${counted(gone)} do not go on`;
}

function sumInWords({ rowsIn, rowsOut, departures, unexplained }: FlowStep): string {
  const of = (into: Departure["into"]) =>
    departures.filter((one) => one.into === into).reduce((sum, { rows }) => sum + rows, 0);
  const sum = `${counted(rowsIn)} in = ${counted(rowsOut)} out + ${counted(of("removed"))} removed + ${counted(of("quarantine"))} in quarantine`;
  return unexplained === 0
    ? `${sum}. It adds up.`
    : `${sum}, and ${counted(unexplained)} unexplained. This is a fault.`;
}

interface DeparturesProps {
  readonly departures: readonly Departure[];
  readonly step: string;
  readonly kind: string;
}

function Departures({ departures, step, kind }: DeparturesProps): ReactNode {
  return (
    <TableFrame label={`${step}: what does not go on`}>
      <table>
        <caption>What does not go on</caption>
        <thead>
          <tr>
            <th scope="col" className="number">
              Rows
            </th>
            <th scope="col">Rule</th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          {departures.map(({ rule, reason, rows, into }) => (
            <tr key={`${into} ${rule}`}>
              <td className="number">{counted(rows)}</td>
              <th scope="row">
                {into === "quarantine" ? (
                  <Link to="/records/quarantine" search={{ kind, reason }} aria-label={`Quarantine: ${reason}`}>
                    Quarantine
                  </Link>
                ) : (
                  rule
                )}
              </th>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

function ByGroup({ entries, step }: { readonly entries: readonly LedgerEntry[]; readonly step: string }): ReactNode {
  const goneOf = (departures: LedgerEntry["removed"]) => departures.reduce((sum, { rows }) => sum + rows, 0);
  return (
    <TableFrame label={`${step}: by group`}>
      <table>
        <caption>By group</caption>
        <thead>
          <tr>
            <th scope="col">Group</th>
            {["In", "Out", "Removed", "Quarantine"].map((heading) => (
              <th key={heading} scope="col" className="number">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map(({ group, rowsIn, rowsOut, removed, quarantined }) => (
            <tr key={group}>
              <th scope="row">{group === "" ? "All" : group}</th>
              <td className="number">{counted(rowsIn)}</td>
              <td className="number">{counted(rowsOut)}</td>
              <td className="number">{counted(goneOf(removed))}</td>
              <td className="number">{counted(goneOf(quarantined))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

function Joins({ ledger: { joins, kinds }, kind }: { readonly ledger: LedgerReply; readonly kind: string }): ReactNode {
  const join = joins.find(({ master }) => master === kind);
  if (join === undefined) return null;
  const label = kinds.find(({ name }) => name === kind)?.label ?? kind;
  return (
    <section aria-labelledby="join">
      <h2 id="join">How its rows met their people</h2>
      <ul>
        <li>
          {countOf(join.matched, "row")} of {label} found their person
        </li>
        <li>{countOf(join.masterOnly, "row")} of a person nobody referred</li>
        <li>{countOf(join.masterHeldBack, "row")} of a person whose entries are in conflict</li>
        <li>
          {countOf(join.usingOnly, "person", "people")} without any row of {label}
        </li>
      </ul>
    </section>
  );
}
