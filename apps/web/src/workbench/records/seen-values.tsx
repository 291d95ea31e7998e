import type { ReplyOf } from "@plait/api";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue, useState } from "react";
import { Answer } from "../answer.tsx";
import { counted, countOf } from "../counted.ts";
import { call } from "../server-call.ts";
import { TableFrame } from "../table-frame.tsx";
import { DecideValue } from "./decide-value.tsx";

type Seen = ReplyOf<"readSeenValues">;
type Value = Seen["seen"][number];

const A_PAGE = 50;

interface SeenValuesProps {
  readonly variable: string;
  readonly done: (what: string) => void;
}

/** Every raw value of a variable, fifty at a time: any of them can be decided on, proposed or not. */
export function SeenValues({ variable, done }: SeenValuesProps): ReactNode {
  const [holding, setHolding] = useState("");
  const [from, setFrom] = useState(0);
  const [deciding, setDeciding] = useState<string | null>(null);
  const asked = useDeferredValue(holding);
  const seen = useQuery({
    queryKey: ["records", "readSeenValues", variable, asked, from],
    queryFn: ({ signal }) => call("readSeenValues", { body: { variable, holding: asked, from }, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <section aria-labelledby="seen">
      <h3 id="seen">Every value in the deliveries</h3>
      {deciding !== null && (
        <div className="decision">
          <DecideValue key={deciding} variable={variable} raw={deciding} close={() => setDeciding(null)} done={done} />
        </div>
      )}
      <div className="field">
        <label htmlFor="wanted-value">Find a value</label>
        <input
          id="wanted-value"
          type="search"
          dir="auto"
          autoComplete="off"
          value={holding}
          onChange={({ target }) => {
            setHolding(target.value);
            setFrom(0);
          }}
        />
      </div>
      <Answer query={seen} of="the values">
        {(read) => (
          <>
            <p role="status">{foundInWords(read, from)}</p>
            {read.seen.length > 0 && <ValuesTable seen={read} decide={setDeciding} />}
            <Pages found={read.found} from={from} go={setFrom} />
          </>
        )}
      </Answer>
    </section>
  );
}

function foundInWords({ all, found, seen }: Seen, from: number): string {
  if (all === 0) return "No delivery holds a value of it, or no column is mapped to it.";
  const which =
    found === all ? countOf(all, "different value") : `${counted(found)} of ${countOf(all, "different value")}`;
  return found <= A_PAGE ? which : `${which}: ${counted(from + 1)} to ${counted(from + seen.length)}`;
}

function ValuesTable({
  seen: { seen, label },
  decide,
}: {
  readonly seen: Seen;
  readonly decide: (raw: string) => void;
}): ReactNode {
  return (
    <TableFrame label={`Values of ${label}`}>
      <table>
        <caption className="hidden-words">Values of {label}, the most frequent first</caption>
        <thead>
          <tr>
            <th scope="col">Raw value</th>
            <th scope="col" className="number">
              Rows
            </th>
            <th scope="col" className="number">
              Deliveries
            </th>
            <th scope="col">Standing</th>
            <th scope="col">
              <span className="hidden-words">Decide</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {seen.map((one) => (
            <tr key={one.raw}>
              <th scope="row">
                <span className="cell long-words" dir="auto">
                  {one.raw}
                </span>
              </th>
              <td className="number">{counted(one.rows)}</td>
              <td className="number">{counted(one.deliveries)}</td>
              <td>
                <Standing value={one} />
              </td>
              <td>
                {isOpen(one) && (
                  <button
                    type="button"
                    className="button second"
                    aria-label={`Decide on “${one.raw}”`}
                    onClick={() => decide(one.raw)}
                  >
                    Decide
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

/** Whether no decision holds for it in every kind of record. */
function isOpen({ decided }: Value): boolean {
  return decided.every(({ kind }) => kind !== undefined);
}

function Standing({ value }: { readonly value: Value }): ReactNode {
  const { decided, isDeclared } = value;
  return (
    <>
      {decided.map(({ line, canonical, kind }) => (
        <div key={line}>
          {canonical === null ? <span className="tag quiet">Missing</span> : <bdi>→ {canonical}</bdi>}{" "}
          <span className="quiet">
            line {counted(line)}
            {kind !== undefined && `, in ${kind} only`}
          </span>
        </div>
      ))}
      {decided.length === 0 && (isDeclared ? "Declared" : <span className="quiet">Not decided</span>)}
    </>
  );
}

interface PagesProps {
  readonly found: number;
  readonly from: number;
  readonly go: (from: number) => void;
}

function Pages({ found, from, go }: PagesProps): ReactNode {
  if (found <= A_PAGE) return null;
  const [isFirst, isLast] = [from === 0, from + A_PAGE >= found];
  return (
    <div className="buttons">
      <button
        type="button"
        className="button second"
        aria-disabled={isFirst}
        onClick={() => !isFirst && go(from - A_PAGE)}
      >
        The {A_PAGE} before
      </button>
      <button
        type="button"
        className="button second"
        aria-disabled={isLast}
        onClick={() => !isLast && go(from + A_PAGE)}
      >
        The next {A_PAGE}
      </button>
    </div>
  );
}
