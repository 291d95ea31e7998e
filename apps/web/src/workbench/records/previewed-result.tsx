import type { ReplyOf } from "@plait/api";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { counted, countOf } from "../counted.ts";
import { TableFrame } from "../table-frame.tsx";
import { differs, headingOf, PreviewedTable, type Side } from "./previewed-table.tsx";
import type { WhatChanged } from "./what-changed.ts";
import { lostByReason, withheldInWords } from "./withheld-in-words.ts";

type Result = ReplyOf<"readPreviewedResult">;

interface PreviewedResultProps {
  readonly result: Result;
  readonly changed: WhatChanged | undefined;
  /** What changed need not be marked any more. */
  readonly onSeen: () => void;
  /** Whether it was chosen from a list that is gone now. */
  readonly takesFocus: boolean;
}

/** One result from both sides of the gate: what is true, what the reader would see, what is lost and why. */
export function PreviewedResult({ result, changed, onSeen, takesFocus }: PreviewedResultProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const [side, setSide] = useState<Side>("both");
  const [onlyDiffering, setOnlyDiffering] = useState(false);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  const differing = result.rows.filter(differs).length;
  return (
    <section aria-labelledby="previewed-result">
      <h2 id="previewed-result" ref={heading} tabIndex={-1}>
        {result.title} <StatusTag status={result.status} />
      </h2>
      <p>{result.summary}</p>
      <Lost result={result} />
      <Findings result={result} />
      <Review result={result} />
      {changed !== undefined && (
        <Changed
          changed={changed}
          onSeen={() => {
            onSeen();
            heading.current?.focus();
          }}
        />
      )}
      <Sides side={side} setSide={setSide} />
      {differing > 0 && differing < result.rows.length && (
        <label className="choice">
          <input type="checkbox" checked={onlyDiffering} onChange={({ target }) => setOnlyDiffering(target.checked)} />
          Only the {countOf(differing, "row")} of {counted(result.rows.length)} in which something is withheld or
          rounded
        </label>
      )}
      <PreviewedTable result={result} side={side} onlyDiffering={onlyDiffering && differing > 0} changed={changed} />
      <Picture result={result} />
      <Sentences sentences={result.sentences} />
      {result.models.map((model) => (
        <Model key={model.id} model={model} />
      ))}
      <Told heading="The rules that were applied" items={result.checks} />
      <Told heading="Notes that leave with it" items={result.notes} />
    </section>
  );
}

const statusInWords: Readonly<Record<Result["status"], { readonly words: string; readonly tag: string }>> = {
  released: { words: "leaves whole", tag: "done" },
  "released-with-withheld-cells": { words: "leaves in part", tag: "warning" },
  "released-after-review": { words: "leaves after review", tag: "done" },
  withheld: { words: "stopped", tag: "error" },
};

export function StatusTag({ status }: Pick<Result, "status">): ReactNode {
  const { words, tag } = statusInWords[status];
  return <span className={`tag ${tag}`}>{words}</span>;
}

function Sides({ side, setSide }: { readonly side: Side; readonly setSide: (side: Side) => void }): ReactNode {
  const name = useId();
  const choices: readonly (readonly [Side, string])[] = [
    ["both", "Both sides"],
    ["inside", "Inside only"],
    ["reader", "The reader's side only"],
  ];
  return (
    <fieldset className="field sides">
      <legend>Show</legend>
      {choices.map(([value, words]) => (
        <label key={value} className="choice">
          <input type="radio" name={name} checked={side === value} onChange={() => setSide(value)} />
          {words}
        </label>
      ))}
    </fieldset>
  );
}

/** What does not leave: how many numbers for which reason, words, and pictures. */
function Lost({ result: { rows, sentences, leastPeople, awaitingReview } }: { readonly result: Result }): ReactNode {
  const cells = rows.flatMap((row) => row.cells);
  const lost = lostByReason(cells);
  const [rounded, nameless, left] = [
    cells.filter(({ standing }) => standing === "rounded").length,
    rows.filter(({ isNameWithheld }) => isNameWithheld).length,
    sentences.filter(({ seen }) => seen === undefined).length,
  ];
  if (lost.length + rounded + nameless + left === 0) {
    return <p>Nothing is lost: the reader sees what you see.</p>;
  }
  return (
    <>
      <h3>What the reader does not see, and why</h3>
      <ul className="lost">
        {lost.map(({ because, cells: count }) => (
          <li key={because}>
            <strong>
              {countOf(count, "cell")} of {counted(cells.length)} withheld, “{withheldInWords[because].short}”.
            </strong>{" "}
            {withheldInWords[because].meaning}
            {because.startsWith("threshold") && leastPeople !== undefined && (
              <> Under this policy a number needs {countOf(leastPeople, "person", "people")}.</>
            )}
          </li>
        ))}
        {rounded > 0 && (
          <li>
            <strong>
              {countOf(rounded, "cell")} of {counted(cells.length)} rounded.
            </strong>{" "}
            The reader sees a number near the true one.
          </li>
        )}
        {nameless > 0 && (
          <li>
            <strong>{countOf(nameless, "row")} without a name.</strong> Too few people stand behind what it is called.
          </li>
        )}
        {left > 0 && (
          <li>
            <strong>
              {countOf(left, "sentence")} of {counted(sentences.length)} left out.
            </strong>{" "}
            A sentence that rests on a withheld number does not leave.
          </li>
        )}
        {awaitingReview !== undefined && (
          <li>
            <strong>{countOf(awaitingReview, "text")} of people left out</strong> until somebody has looked at it.
          </li>
        )}
      </ul>
    </>
  );
}

function Findings({ result: { findings, rows, columns } }: { readonly result: Result }): ReactNode {
  if (findings.length === 0) return null;
  const nameOf = (row: number | undefined, column: number | undefined): string => {
    const heading = column === undefined ? undefined : columns[column];
    const names = [
      row === undefined ? undefined : rows[row]?.label,
      heading === undefined ? undefined : headingOf(heading),
    ];
    return names.filter((name) => name !== undefined).join(", ");
  };
  return (
    <div className="notice warning">
      <h3>For a person to look at before it leaves</h3>
      <ul>
        {findings.map(({ row, column, message }) => (
          <li key={`${row} ${column} ${message}`}>
            {nameOf(row, column) !== "" && <strong>{nameOf(row, column)}: </strong>}
            {message}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Review({ result: { review } }: { readonly result: Result }): ReactNode {
  if (review === undefined) return null;
  const { reason, by, outcome, decidedBy = "Nobody", note } = review;
  const decision = {
    undecided: "It is not decided yet, so the policy holds.",
    refused: `${decidedBy} refused it, so the policy holds.`,
    released: `${decidedBy} let it leave, whatever the policy says of its cells.`,
  }[outcome];
  return (
    <div className="notice">
      <p>
        <strong>Exception to the policy.</strong> {by} asked for it: {reason}
      </p>
      <p>
        {decision} {note}
      </p>
    </div>
  );
}

interface ChangedProps {
  readonly changed: WhatChanged;
  readonly onSeen: () => void;
}

function Changed({ changed: { was, newRows, goneRows }, onSeen }: ChangedProps): ReactNode {
  const isOther = was.size + newRows.size + goneRows.length > 0;
  return (
    <div className="changed-note">
      <p role="status">
        {isOther
          ? `The study has changed: in this result ${was.size === 1 ? "1 cell is" : `${counted(was.size)} cells are`} other than before, marked with what stood there.`
          : "The study has changed; the true numbers of this result are as they were."}
        {newRows.size > 0 && ` ${countOf(newRows.size, "row")} new.`}
        {goneRows.length > 0 && ` Gone: ${goneRows.join(", ")}.`}
      </p>
      <button type="button" className="button second" onClick={onSeen}>
        I have seen what changed
      </button>
    </div>
  );
}

function Picture({ result: { picture, title } }: { readonly result: Result }): ReactNode {
  if (picture === undefined) return null;
  return (
    <>
      <h3>The figure as the reader would see it</h3>
      <img
        className="picture"
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture)}`}
        alt={`Figure of “${title}”. Its numbers are those of the reader's side of the table.`}
      />
    </>
  );
}

function Sentences({ sentences }: Pick<Result, "sentences">): ReactNode {
  if (sentences.length === 0) return null;
  return (
    <>
      <h3>Its sentences</h3>
      <ul className="sentences">
        {sentences.map(({ inside, seen }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike, and they never move
          <li key={at}>
            {seen === undefined && <span className="tag warning">left out</span>} {inside}
            {seen !== undefined && seen !== inside && <span className="below">The reader reads: {seen}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What coefficients could give away. */
function Model({ model }: { readonly model: Result["models"][number] }): ReactNode {
  const { label, observations, residualDegreesOfFreedom, levels } = model;
  if (levels.length === 0) return null;
  return (
    <details className="behind-model">
      <summary>People behind the model “{label}”</summary>
      <p>
        {countOf(observations, "observation")},{" "}
        {countOf(residualDegreesOfFreedom, "residual degree of freedom", "residual degrees of freedom")}. The reader is
        not told these counts; coefficients could give them away.
      </p>
      <TableFrame label={`People behind the model ${label}`}>
        <table>
          <caption>People with and without each characteristic</caption>
          <thead>
            <tr>
              <th scope="col">Term</th>
              <th scope="col" className="number">
                People with it
              </th>
              <th scope="col" className="number">
                of whom had the outcome
              </th>
              <th scope="col" className="number">
                People without it
              </th>
              <th scope="col" className="number">
                of whom had the outcome
              </th>
            </tr>
          </thead>
          <tbody>
            {levels.map(({ term, people, events, complement, complementEvents }) => (
              <tr key={term}>
                <th scope="row">{term}</th>
                <td className="number">{counted(people)}</td>
                <td className="number">{events === undefined ? "" : counted(events)}</td>
                <td className="number">{counted(complement)}</td>
                <td className="number">{complementEvents === undefined ? "" : counted(complementEvents)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </details>
  );
}

function Told({ heading, items }: { readonly heading: string; readonly items: readonly string[] }): ReactNode {
  if (items.length === 0) return null;
  return (
    <>
      <h3>{heading}</h3>
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </>
  );
}
