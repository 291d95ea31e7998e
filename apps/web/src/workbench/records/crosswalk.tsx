import type { ReplyOf } from "@plait/api";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Answer } from "../answer.tsx";
import { counted, countOf } from "../counted.ts";
import { PageHeading } from "../page-heading.tsx";
import { question } from "../queries.ts";
import { TableFrame } from "../table-frame.tsx";
import { DoneNotice } from "./done-notice.tsx";
import { MappingForm } from "./mapping-form.tsx";
import { findAgain, TakeBack, TakenBack } from "./take-back.tsx";
import { UnwrittenNotice } from "./unwritten-notice.tsx";
import "./decisions.css";

type Review = ReplyOf<"readCrosswalk">;
type Undecided = Review["undecided"][number];
type Decided = Review["decided"][number];

export function Crosswalk(): ReactNode {
  const review = useQuery(question("readCrosswalk"));
  const [done, setDone] = useState<string | null>(null);
  return (
    <>
      <PageHeading within="Records">Columns</PageHeading>
      <p>
        Which column of which delivery is which variable. Each decision is a line of <code>records/crosswalk.csv</code>{" "}
        that says who made it, when and why.
      </p>
      <DoneNotice done={done} />
      <Answer query={review} of="the decisions on columns">
        {(read) => (
          <>
            <UnwrittenNotice unwritten={read.unwritten} file={read.file} />
            <UndecidedColumns review={read} done={setDone} />
            <DecidedColumns review={read} done={setDone} />
          </>
        )}
      </Answer>
    </>
  );
}

interface Part {
  readonly review: Review;
  /** Told in words what was decided. */
  readonly done: (what: string) => void;
}

function UndecidedColumns({ review, done }: Part): ReactNode {
  const { undecided } = review;
  return (
    <section aria-labelledby="undecided">
      <h2 id="undecided">
        {undecided.length === 0 ? "No column waits" : `${countOf(undecided.length, "column")} without a decision`}
      </h2>
      {undecided.length === 0 ? (
        <p>Every column is mapped to a variable, or left out by a decision.</p>
      ) : (
        <ul className="decisions">
          {undecided.map((one) => (
            <UndecidedColumn key={JSON.stringify(one.column)} one={one} review={review} done={done} />
          ))}
        </ul>
      )}
    </section>
  );
}

function UndecidedColumn({ one, review, done }: Part & { readonly one: Undecided }): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const { column, examples, proposal } = one;
  return (
    <li className="decision">
      <h3 className="long-words">“{column.label}”</h3>
      <p className="quiet long-words">
        {column.delivery} ({column.kind})
      </p>
      <Examples examples={examples} />
      <Proposal proposal={proposal} review={review} />
      {isOpen ? (
        <MappingForm
          review={review}
          on={{ kind: "column", column }}
          proposal={proposal}
          close={() => setIsOpen(false)}
          done={done}
        />
      ) : (
        <button
          type="button"
          className="button"
          aria-label={`Decide on “${column.label}”`}
          onClick={() => setIsOpen(true)}
        >
          Decide
        </button>
      )}
    </li>
  );
}

function Examples({ examples }: Pick<Undecided, "examples">): ReactNode {
  if (examples.length === 0) return <p>Every cell of it is empty.</p>;
  return (
    <p className="long-words">
      Most frequent:{" "}
      {examples.map(({ value, rows }, index) => (
        <span key={value}>
          {index > 0 && " · "}
          <span className="cell">{value}</span> <span className="quiet">({counted(rows)})</span>
        </span>
      ))}
    </p>
  );
}

function Proposal({ proposal, review }: Pick<Undecided, "proposal"> & { readonly review: Review }): ReactNode {
  if (proposal.kind === "none") return <p>No proposal. {proposal.reason}</p>;
  return (
    <>
      <p>
        Proposed: <strong>{labelOf(review, proposal.variable)}</strong>
      </p>
      <ul>
        {proposal.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </>
  );
}

function labelOf({ variables }: Review, name: string): string {
  const label = variables.find((variable) => variable.name === name)?.label;
  return label === undefined ? name : `${label} (${name})`;
}

function DecidedColumns({ review, done }: Part): ReactNode {
  const [wanted, setWanted] = useState("");
  const [changing, setChanging] = useState<Decided | null>(null);
  const [leaving, setLeaving] = useState<Decided | null>(null);
  const shown = review.decided.filter((row) => fits(row, wanted));
  return (
    <section aria-labelledby="decided">
      <h2 id="decided">{countOf(review.decided.length, "decision")}</h2>
      {changing !== null && (
        <div className="decision">
          <h3>Change a decision</h3>
          <p className="long-words">{inWords(review, changing)}</p>
          <MappingForm
            key={JSON.stringify(changing)}
            review={review}
            on={{ kind: "line", line: findAgain(review.decided, changing)?.line }}
            current={changing}
            close={() => setChanging(null)}
            done={done}
          />
        </div>
      )}
      {leaving !== null && (
        <TakeBack
          of={{ kind: "column" }}
          file={review.file}
          version={review.version}
          line={findAgain(review.decided, leaving)?.line}
          what={inWords(review, leaving)}
          consequence="Another decision then holds for these columns, or they wait for one."
          close={() => setLeaving(null)}
          done={done}
        />
      )}
      <div className="field">
        <label htmlFor="wanted">Find a decision</label>
        <input
          id="wanted"
          type="search"
          value={wanted}
          placeholder="Variable, label or delivery"
          onChange={({ target }) => setWanted(target.value)}
        />
      </div>
      <TableFrame label="Decisions on columns">
        <table>
          <caption>
            {shown.length === review.decided.length
              ? "All decisions, in the order of the file"
              : `${countOf(shown.length, "decision")} found`}
          </caption>
          <thead>
            <tr>
              <th scope="col" className="number">
                Line
              </th>
              <th scope="col">Variable</th>
              <th scope="col">Label in the delivery</th>
              <th scope="col">Kind</th>
              <th scope="col">Deliveries</th>
              <th scope="col">Read as</th>
              <th scope="col">Why, who, when</th>
              <th scope="col">
                <span className="hidden-words">Change or take back</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={one.line}>
                <td className="number">{one.line}</td>
                <th scope="row">{one.variable ?? <span className="tag quiet">Left out</span>}</th>
                <td>{one.labels.join(" | ")}</td>
                <td>{one.kind}</td>
                <td>{one.delivery === "*" ? "all" : one.delivery}</td>
                <td>{one.type === "ignore" ? "" : one.type}</td>
                <td>
                  {one.note} <span className="quiet">{`${one.who}, ${one.when}`}</span>
                </td>
                <td>
                  <div className="row-buttons">
                    <button
                      type="button"
                      className="button second"
                      aria-label={`Change line ${one.line}`}
                      onClick={() => setChanging(one)}
                    >
                      Change
                    </button>
                    <button
                      type="button"
                      className="button second"
                      aria-label={`Take back line ${one.line}`}
                      onClick={() => setLeaving(one)}
                    >
                      Take back
                    </button>
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
      <TakenBack takenBack={review.takenBack} />
    </section>
  );
}

function inWords(review: Review, { labels, delivery, kind, variable }: Decided): string {
  const use = variable === null ? "left out" : labelOf(review, variable);
  const where = delivery === "*" ? "every delivery" : delivery;
  return `${labels.map((label) => `“${label}”`).join(" or ")} in ${where} (${kind}): ${use}`;
}

function fits({ variable, labels, delivery, kind, note, who }: Decided, wanted: string): boolean {
  const all = [variable ?? "left out", ...labels, delivery, kind, note, who].join("\n").toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => all.includes(word));
}
