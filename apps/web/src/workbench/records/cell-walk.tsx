import type { BodyOf, ReplyOf } from "@plait/api";
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { Answer } from "../answer.tsx";
import { counted, countOf } from "../counted.ts";
import { asSentence } from "../problem-list.tsx";
import { call } from "../server-call.ts";
import { DecideValue } from "./decide-value.tsx";
import type { DeliveryProblems } from "./delivery.tsx";
import { DoneNotice } from "./done-notice.tsx";
import { effectInWords } from "./effect-in-words.ts";
import { SheetRows } from "./sheet-rows.tsx";

type Kind = DeliveryProblems["kinds"][number];
type Cell = NonNullable<ReplyOf<"showCell">["cell"]>;
type At = BodyOf<"showCell">["at"];

interface CellWalkProps {
  readonly delivery: string;
  readonly kinds: readonly Kind[];
  /** The only kind of problem that is walked; null for all. */
  readonly kind: string | null;
  readonly start: { readonly sheet: string; readonly row: number } | undefined;
}

const [FEW, MANY] = [3, 20];

interface Deciding {
  readonly variable: string;
  readonly raw: string;
}

/** One cell with a problem at a time, beside the rows around it; on and back by buttons, or by F8. */
export function CellWalk({ delivery, kinds, kind, start }: CellWalkProps): ReactNode {
  const [at, setAt] = useState<At>(start === undefined ? first : { kind: "row", ...start });
  const [around, setAround] = useState(FEW);
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const cell = useQuery({
    queryKey: ["records", "showCell", delivery, kind, at, around],
    queryFn: ({ signal }) => call("showCell", { body: { delivery, kind, at, around }, signal }),
    placeholderData: keepPreviousData,
  });
  const { number = 0, places = 0 } = cell.data ?? {};
  const go = (to: number): void => {
    if (to >= 1 && to <= places) setAt({ kind: "number", number: to });
  };
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== "F8" || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      const to = number + (event.shiftKey ? -1 : 1);
      if (to >= 1 && to <= places) setAt({ kind: "number", number: to });
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [number, places]);
  return (
    <>
      <DoneNotice done={done} />
      {deciding !== null && (
        <div className="decision">
          <DecideValue
            key={`${deciding.variable} ${deciding.raw}`}
            {...deciding}
            close={() => setDeciding(null)}
            done={setDone}
          />
        </div>
      )}
      {kinds.length > 0 && (
        <>
          <div className="buttons">
            <StepButton name="Previous" keys="Shift+F8" isLast={number <= 1} go={() => go(number - 1)} />
            <StepButton name="Next" keys="F8" isLast={number >= places} go={() => go(number + 1)} />
          </div>
          <Answer query={stepping(cell)} of="the cell">
            {(read) =>
              read.cell !== null &&
              read.window !== null && (
                <div className="walk">
                  <Problem
                    asked={at}
                    cell={read.cell}
                    kind={kinds.find(({ id }) => id === read.cell?.kind)}
                    step={`${counted(number)} of ${countOf(places, "problem")}`}
                    decide={setDeciding}
                  />
                  <div>
                    <SheetRows cell={read.cell} window={read.window} />
                    <button
                      type="button"
                      className="button second"
                      onClick={() => setAround(around === FEW ? MANY : FEW)}
                    >
                      {around === FEW ? "Show more rows around" : "Show fewer rows around"}
                    </button>
                  </div>
                </div>
              )
            }
          </Answer>
        </>
      )}
    </>
  );
}

/** While the next cell is fetched the one before stays, and nothing else needs to be said. */
function stepping<Data>(query: UseQueryResult<Data>): UseQueryResult<Data> {
  return query.isPlaceholderData ? { ...query, isRefetching: false } : query;
}

const first: At = { kind: "number", number: 1 };

interface StepButtonProps {
  readonly name: string;
  readonly keys: string;
  readonly isLast: boolean;
  readonly go: () => void;
}

/** Stays where it is at the end, so that focus does. */
function StepButton({ name, keys, isLast, go }: StepButtonProps): ReactNode {
  return (
    <button
      type="button"
      className="button second"
      aria-keyshortcuts={keys}
      aria-disabled={isLast}
      title={keys}
      onClick={() => !isLast && go()}
    >
      {name}
    </button>
  );
}

interface ProblemProps {
  readonly asked: At;
  readonly cell: Cell;
  readonly kind: Kind | undefined;
  /** Which of them it is, in words. */
  readonly step: string;
  readonly decide: (what: Deciding) => void;
}

function Problem({ asked, cell, kind, step, decide }: ProblemProps): ReactNode {
  if (kind === undefined) return null;
  const { name, sentence, tag } = effectInWords[kind.effect];
  const { variable } = kind;
  return (
    <div className="walk-problem">
      <div role="status">
        {asked.kind === "row" && (asked.row !== cell.row || asked.sheet !== cell.sheet) && (
          <p>Row {counted(asked.row)} has no problem any more. This is another one.</p>
        )}
        <p className="quiet">
          {step}: {cell.cell}
          {cell.sheet === "" ? "" : ` of sheet “${cell.sheet}”`}
        </p>
        <p>
          <span className={`tag ${tag}`}>{name}</span> <strong className="long-words">{kind.message}</strong>
        </p>
        {cell.column > 0 && (
          <p className="long-words">
            <span className="cell at-fault" dir="auto">
              {cell.shown === "" ? "empty" : cell.shown}
            </span>{" "}
            {cell.underlying !== null && <span className="quiet">underneath: {cell.underlying}</span>} under “
            <bdi>{cell.label}</bdi>”
          </p>
        )}
      </div>
      <p>{sentence}</p>
      <p className="long-words">{asSentence(kind.remedy)}</p>
      {kind.effect === "not-used" && (
        <p>
          <Link to="/records/crosswalk">Decide on the column</Link>
        </p>
      )}
      {variable !== null && cell.undecided.length > 0 && (
        <div className="buttons">
          {cell.undecided.map((raw) => (
            <button key={raw} type="button" className="button long-words" onClick={() => decide({ variable, raw })}>
              <span>
                Decide what “<bdi>{raw}</bdi>” is
              </span>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
