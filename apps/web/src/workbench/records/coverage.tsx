import type { ReplyOf } from "@plait/api";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { Answer } from "../answer.tsx";
import { counted, countOf } from "../counted.ts";
import { PageHeading } from "../page-heading.tsx";
import { question } from "../queries.ts";
import { monthsAsSpans, type Span, type SpanCell, type SpanStatus, spanCell, yearsOf } from "./coverage-spans.ts";
import "./coverage.css";

type ShownCoverage = ReplyOf<"readCoverage">;

export function Coverage(): ReactNode {
  const coverage = useQuery(question("readCoverage"));
  return (
    <>
      <PageHeading within="Records">Coverage</PageHeading>
      <p>What the deliveries hold for each time, group and kind of record. A gap here limits every number over it.</p>
      <Answer query={coverage} of="the coverage">
        {(read) =>
          read.cells.length === 0 ? (
            <p>No delivery holds records of people, so there is nothing to cover.</p>
          ) : (
            <CoverageMap coverage={read} />
          )
        }
      </Answer>
    </>
  );
}

/** A colour is never alone: each status has a sign, and words. */
const statusInWords: Readonly<
  Record<SpanStatus, { readonly sign: string; readonly word: string; readonly meaning: string }>
> = {
  supplied: { sign: "+", word: "Supplied", meaning: "Rows were delivered for every month." },
  partly: {
    sign: "½",
    word: "Partly",
    meaning: "Some months have rows and some have none. Choose the cell to see which.",
  },
  limited: {
    sign: "~",
    word: "Limited",
    meaning: "Rows were delivered, in some or all months with a few variables only.",
  },
  empty: { sign: "0", word: "Empty", meaning: "A delivery covers the time and holds no row for it." },
  "not-supplied": { sign: "×", word: "Not supplied", meaning: "No delivery covers the time. This is not a zero." },
  "not-in-operation": { sign: "–", word: "Not at work", meaning: "This group did not work then." },
};

type Columns = "periods" | "years" | "months";

interface Chosen {
  readonly kind: string;
  readonly group: string;
  readonly span: Span;
}

function CoverageMap({ coverage }: { readonly coverage: ShownCoverage }): ReactNode {
  const [columns, setColumns] = useState<Columns>("years");
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const spans = {
    periods: () => coverage.periods,
    years: () => yearsOf(coverage.months),
    months: () => monthsAsSpans(coverage.months),
  }[columns]();
  return (
    <>
      <div className="field">
        <label htmlFor="coverage-columns">Columns</label>
        <select
          id="coverage-columns"
          value={columns}
          onChange={({ target }) => {
            setChosen(null);
            // The options below are the columns.
            setColumns(target.value as Columns);
          }}
        >
          <option value="periods">Periods of delivery</option>
          <option value="years">Years</option>
          <option value="months">Months</option>
        </select>
      </div>
      <CoverageGrid key={columns} coverage={coverage} spans={spans} chosen={chosen} choose={setChosen} />
      {chosen !== null && <ChosenCell coverage={coverage} chosen={chosen} />}
      <Legend />
      <DeclaredGaps coverage={coverage} />
    </>
  );
}

interface GridProps {
  readonly coverage: ShownCoverage;
  readonly spans: readonly Span[];
  readonly chosen: Chosen | null;
  readonly choose: (chosen: Chosen) => void;
}

/** One stop of the Tab key; arrows go from cell to cell. */
function CoverageGrid({ coverage, spans, chosen, choose }: GridProps): ReactNode {
  const [active, setActive] = useState<readonly [row: number, column: number]>([0, 0]);
  const grid = useRef<HTMLTableElement>(null);
  const rows = coverage.kinds.flatMap((kind) => coverage.groups.map((group) => ({ kind, group })));
  const go = (row: number, column: number): void => {
    const to = [clamp(row, rows.length), clamp(column, spans.length)] as const;
    setActive(to);
    grid.current?.querySelector<HTMLButtonElement>(`[data-place="${to.join(" ")}"]`)?.focus();
  };
  const press = (event: KeyboardEvent): void => {
    const [row, column] = active;
    const isMirrored = getComputedStyle(event.currentTarget).direction === "rtl";
    const to = {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      ArrowLeft: [row, column + (isMirrored ? 1 : -1)],
      ArrowRight: [row, column + (isMirrored ? -1 : 1)],
      Home: [row, 0],
      End: [row, spans.length - 1],
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to[0] ?? 0, to[1] ?? 0);
  };
  return (
    <div className="table-frame">
      <table ref={grid} className="coverage" onKeyDown={press} aria-labelledby="coverage-caption">
        <caption id="coverage-caption">
          Coverage by kind of record and group. Arrow keys move, Enter shows the months.
        </caption>
        <thead>
          <tr>
            <th scope="col">Kind and group</th>
            {spans.map(({ name }) => (
              <th key={name} scope="col" className="span">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ kind, group }, row) => {
            const own = coverage.cells.filter((cell) => cell.kind === kind.name && cell.group === group.name);
            return (
              <tr key={`${kind.name} ${group.name}`}>
                <th scope="row">
                  {kind.label}, {group.name}
                </th>
                {spans.map((span, column) => {
                  const cell = spanCell(own, span);
                  const isChosen =
                    chosen?.kind === kind.name && chosen.group === group.name && chosen.span.name === span.name;
                  const isActive = active[0] === row && active[1] === column;
                  return (
                    <td key={span.name} className={cell?.status ?? "none"}>
                      <button
                        type="button"
                        aria-pressed={isChosen}
                        data-place={`${row} ${column}`}
                        tabIndex={isActive ? 0 : -1}
                        title={inWords(cell)}
                        onFocus={() => setActive([row, column])}
                        onClick={() => choose({ kind: kind.name, group: group.name, span })}
                      >
                        <span className="hidden-words">
                          {kind.label}, {group.label}, {span.name}:
                        </span>{" "}
                        <CellFace cell={cell} isMonth={span.from === span.to} />
                      </button>
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function clamp(at: number, count: number): number {
  return Math.max(0, Math.min(count - 1, at));
}

function CellFace({ cell, isMonth }: { readonly cell: SpanCell | null; readonly isMonth: boolean }): ReactNode {
  if (cell === null) return <span className="hidden-words">{inWords(cell)}</span>;
  const { sign, word } = statusInWords[cell.status];
  const short = cell.status === "partly" ? `${cell.supplied} of ${cell.expected}` : word;
  return (
    <>
      <span aria-hidden="true">{isMonth ? sign : `${sign} ${short}`}</span>
      <span className="hidden-words">{inWords(cell)}</span>
    </>
  );
}

function inWords(cell: SpanCell | null): string {
  if (cell === null) return "outside of the study";
  const { word } = statusInWords[cell.status];
  if (cell.status !== "partly") return cell.rows > 0 ? `${word}, ${countOf(cell.rows, "row")}` : word;
  return `Partly, ${cell.supplied} of ${countOf(cell.expected, "month")}, ${countOf(cell.rows, "row")}`;
}

function ChosenCell({ coverage, chosen }: { readonly coverage: ShownCoverage; readonly chosen: Chosen }): ReactNode {
  const { kind, group, span } = chosen;
  const own = coverage.cells.filter((one) => one.kind === kind && one.group === group);
  const cell = spanCell(own, span);
  const kindLabel = coverage.kinds.find(({ name }) => name === kind)?.label ?? kind;
  const declared = coverage.declared.filter(
    (gap) =>
      gap.kind === kind &&
      (gap.group === undefined || gap.group === group) &&
      gap.from <= span.to &&
      span.from <= gap.to,
  );
  return (
    <section className="chosen-cell" aria-labelledby="chosen-cell" aria-live="polite">
      <h2 id="chosen-cell">
        {kindLabel}, {group}, {span.name}
      </h2>
      <p>
        {inWords(cell)}. {cell !== null && cell.status !== "partly" && statusInWords[cell.status].meaning}
      </p>
      {declared.map((gap) => (
        <p key={`${gap.what} ${gap.from}`}>{declaredInWords(coverage, gap)}</p>
      ))}
      {cell !== null && span.from !== span.to && (
        <ul className="coverage-months">
          {cell.months.map(({ month, status, rows }) => (
            <li key={month} className={status}>
              <span>{month}</span>
              <span>
                {statusInWords[status].sign} {rows > 0 ? countOf(rows, "row") : statusInWords[status].word}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function declaredInWords(
  { kinds }: ShownCoverage,
  { what, kind, group, from, to, note }: ShownCoverage["declared"][number],
): string {
  const label = kinds.find(({ name }) => name === kind)?.label ?? kind;
  const said = what === "limited" ? "limited" : "not supplied";
  return `${label}, ${group ?? "all groups"}, ${from} to ${to}: declared as ${said}. ${note.replace(/\.$/u, "")}.`;
}

function Legend(): ReactNode {
  return (
    <section aria-labelledby="legend">
      <h2 id="legend">What the signs mean</h2>
      <dl className="coverage-legend">
        {Object.entries(statusInWords).map(([status, { sign, word, meaning }]) => (
          <div key={status}>
            <dt className={status}>
              {sign} {word}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function DeclaredGaps({ coverage }: { readonly coverage: ShownCoverage }): ReactNode {
  if (coverage.declared.length === 0) return null;
  return (
    <section aria-labelledby="declared">
      <h2 id="declared">What records/rules.yaml declares</h2>
      <ul>
        {coverage.declared.map((gap) => (
          <li key={JSON.stringify(gap)}>{declaredInWords(coverage, gap)}</li>
        ))}
      </ul>
      <p className="quiet">{counted(coverage.months.length)} months are looked at.</p>
    </section>
  );
}
