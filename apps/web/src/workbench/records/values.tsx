import type { ReplyOf } from "@plait/api";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Answer } from "../answer.tsx";
import { countOf } from "../counted.ts";
import { PageHeading } from "../page-heading.tsx";
import { question } from "../queries.ts";
import { TableFrame } from "../table-frame.tsx";
import { DoneNotice } from "./done-notice.tsx";
import { RepairForm } from "./repair-form.tsx";
import { SeenValues } from "./seen-values.tsx";
import { findAgain, TakeBack, TakenBack } from "./take-back.tsx";
import { UnwrittenNotice } from "./unwritten-notice.tsx";
import "./decisions.css";

type Review = ReplyOf<"readRepairs">;
export type ReviewedVariable = Review["variables"][number];
export type Cluster = ReviewedVariable["clusters"][number];
type DecidedValue = ReviewedVariable["decided"][number];

export function Values(): ReactNode {
  const review = useQuery(question("readRepairs"));
  const [done, setDone] = useState<string | null>(null);
  return (
    <>
      <PageHeading within="Records">Values</PageHeading>
      <p>
        Raw values that are probably spellings of another, and every other one. Nothing is repaired unless somebody
        decides it. The raw value stays beside the repaired one.
      </p>
      <DoneNotice done={done} />
      <Answer query={review} of="the values">
        {(read) => <Variables variables={read.variables} done={setDone} />}
      </Answer>
    </>
  );
}

interface VariablesProps {
  readonly variables: readonly ReviewedVariable[];
  readonly done: (what: string) => void;
}

function Variables({ variables, done }: VariablesProps): ReactNode {
  const [chosen, setChosen] = useState<string | null>(null);
  const waiting = variables.filter(({ clusters }) => clusters.length > 0);
  const variable =
    variables.find(({ name }) => name === chosen) ?? waiting[0] ?? variables.find(isOfWords) ?? variables[0];
  if (variable === undefined) return <p>No variable of this study has values to repair.</p>;
  return (
    <>
      {waiting.length === 0 && <p>Nothing is proposed: every value is declared, decided or unlike the others.</p>}
      <div className="field">
        <label htmlFor="values-of">Variable</label>
        <select id="values-of" value={variable.name} onChange={({ target }) => setChosen(target.value)}>
          {variables.map(({ name, label, clusters }) => (
            <option key={name} value={name}>
              {label}
              {clusters.length > 0 ? ` (${countOf(proposalsIn(clusters), "proposal")})` : ""}
            </option>
          ))}
        </select>
      </div>
      <OneVariable key={variable.name} variable={variable} done={done} />
    </>
  );
}

/** Its values are words out of a list: where spellings differ. */
function isOfWords({ type }: ReviewedVariable): boolean {
  return type === "category" || type === "multi";
}

function proposalsIn(clusters: readonly Cluster[]): number {
  return clusters.reduce((sum, { proposals }) => sum + proposals.length, 0);
}

function OneVariable({
  variable,
  done,
}: {
  readonly variable: ReviewedVariable;
  readonly done: VariablesProps["done"];
}): ReactNode {
  return (
    <>
      <h2>{variable.label}</h2>
      <UnwrittenNotice unwritten={variable.unwritten} file={variable.file} />
      <ul className="decisions">
        {variable.clusters.map((cluster) => (
          <li key={cluster.canonical} className="decision">
            <h3>
              Spellings of “<span className="long-words">{cluster.canonical}</span>”
            </h3>
            <RepairForm variable={variable} cluster={cluster} done={done} />
          </li>
        ))}
      </ul>
      <Decided variable={variable} done={done} />
      <TakenBack takenBack={variable.takenBack} />
      <Refused refused={variable.refused} />
      <SeenValues variable={variable.name} done={done} />
    </>
  );
}

interface DecidedProps {
  readonly variable: ReviewedVariable;
  readonly done: VariablesProps["done"];
}

function Decided({ variable, done }: DecidedProps): ReactNode {
  const [leaving, setLeaving] = useState<DecidedValue | null>(null);
  const { decided, file, version, name } = variable;
  return (
    <>
      {leaving !== null && (
        <TakeBack
          of={{ kind: "value", variable: name }}
          file={file}
          version={version}
          line={findAgain(decided, leaving)?.line}
          what={inWords(leaving)}
          consequence={
            leaving.isNeeded
              ? "Where a delivery holds this value, nothing can then be linked until it is decided on again."
              : "The value then stands as it was delivered."
          }
          close={() => setLeaving(null)}
          done={done}
        />
      )}
      {decided.length === 0 ? (
        <p>Nothing is decided on its values.</p>
      ) : (
        <DecidedTable variable={variable} takeBack={setLeaving} />
      )}
    </>
  );
}

function inWords({ raw, canonical, kind }: DecidedValue): string {
  return `“${raw}” read as ${canonical === null ? "missing" : `“${canonical}”`}${kind === undefined ? "" : ` (${kind})`}`;
}

interface DecidedTableProps {
  readonly variable: ReviewedVariable;
  readonly takeBack: (decision: DecidedValue) => void;
}

function DecidedTable({ variable: { decided, file }, takeBack }: DecidedTableProps): ReactNode {
  return (
    <TableFrame label="Decisions on values">
      <table>
        <caption>Decided in {file}</caption>
        <thead>
          <tr>
            <th scope="col" className="number">
              Line
            </th>
            <th scope="col">Raw value</th>
            <th scope="col">Read as</th>
            <th scope="col">Kind</th>
            <th scope="col">Why, who, when</th>
            <th scope="col">
              <span className="hidden-words">Take back</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {decided.map((one) => (
            <tr key={one.line}>
              <td className="number">{one.line}</td>
              <th scope="row">
                <span className="cell" dir="auto">
                  {one.raw}
                </span>
              </th>
              <td dir="auto">{one.canonical ?? <span className="tag quiet">Missing</span>}</td>
              <td>{one.kind ?? "all"}</td>
              <td>
                {one.reason} <span className="quiet">{`${one.who}, ${one.when}`}</span>
              </td>
              <td>
                <button
                  type="button"
                  className="button second"
                  aria-label={`Take back line ${one.line}`}
                  onClick={() => takeBack(one)}
                >
                  Take back
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

function Refused({ refused }: Pick<ReviewedVariable, "refused">): ReactNode {
  if (refused.length === 0) return null;
  return (
    <>
      <h3>Kept apart</h3>
      <ul>
        {refused.map(({ raw, canonical, who, at, why }) => (
          <li key={`${raw} ${canonical}`}>
            <span className="cell">{raw}</span> is not “{canonical}”: {why}{" "}
            <span className="quiet">
              {who}, {new Date(at).toLocaleDateString("en-GB")}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
