import type { ReplyOf } from "@plait/api";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Answer } from "../answer.tsx";
import { counted, countOf } from "../counted.ts";
import { PageHeading } from "../page-heading.tsx";
import { ProblemList } from "../problem-list.tsx";
import { call } from "../server-call.ts";
import { CellWalk } from "./cell-walk.tsx";
import { effectInWords } from "./effect-in-words.ts";
import "./delivery.css";

export type DeliveryProblems = ReplyOf<"readDelivery">;

/** One delivered file: what is wrong with the whole of it, and its cells with a problem one by one. */
export function DeliveryPage(): ReactNode {
  const { file = "", sheet, row } = useSearch({ from: "/records/delivery" });
  const delivery = useQuery({
    queryKey: ["records", "readDelivery", file],
    queryFn: ({ signal }) => call("readDelivery", { body: { delivery: file }, signal }),
  });
  return (
    <>
      <PageHeading within="Records">Delivery</PageHeading>
      <p>
        <Link to="/records/deliveries">All deliveries</Link>
      </p>
      <p className="file-name long-words">{file}</p>
      <Answer query={delivery} of="this delivery">
        {(read) => (
          <>
            <p className="quiet">{[read.kind, read.group, read.period].filter((part) => part !== "").join(" · ")}</p>
            <WholeFile read={read} />
            <CellsOfFile
              key={`${file} ${sheet} ${row}`}
              read={read}
              start={row === undefined ? undefined : { sheet: sheet ?? "", row }}
            />
          </>
        )}
      </Answer>
    </>
  );
}

function WholeFile({ read: { sheets, whole } }: { readonly read: DeliveryProblems }): ReactNode {
  return (
    <>
      {sheets.length === 0 && (
        <div className="notice error">
          <p>
            <strong>Nothing of this file could be read, so there are no rows to show.</strong>
          </p>
        </div>
      )}
      {whole.length > 0 && <ProblemList problems={whole} />}
      <ul>
        {sheets.map((one) => (
          <SheetLine key={one.sheet} sheet={one} />
        ))}
      </ul>
    </>
  );
}

function SheetLine({
  sheet: { sheet, hidden, rows, columns, mapped },
}: {
  readonly sheet: DeliveryProblems["sheets"][number];
}): ReactNode {
  const name = sheet === "" ? "The file" : `Sheet “${sheet}”${hidden ? " (hidden)" : ""}`;
  if (mapped > 0) {
    return (
      <li>
        {name}: {countOf(rows, "row")}, {counted(mapped)} of {countOf(columns, "column")} read for a variable.
      </li>
    );
  }
  return (
    <li>
      <strong>{name}: no column is mapped to a variable</strong>, so no cell of it is read.{" "}
      {columns === 0 ? "It has no columns." : <Link to="/records/crosswalk">Decide on its columns</Link>}
    </li>
  );
}

interface CellsOfFileProps {
  readonly read: DeliveryProblems;
  /** The row whose problem is shown first. */
  readonly start: { readonly sheet: string; readonly row: number } | undefined;
}

function CellsOfFile({ read: { path, kinds }, start }: CellsOfFileProps): ReactNode {
  const [chosen, setChosen] = useState<string | null>(null);
  const places = kinds.reduce((sum, kind) => sum + kind.places, 0);
  const kind = kinds.find(({ id }) => id === chosen);
  return (
    <section aria-labelledby="cells">
      <h2 id="cells">{places === 0 ? "No cell has a problem" : `${countOf(places, "cell")} with a problem`}</h2>
      {kinds.length > 1 && (
        <div className="field">
          <label htmlFor="kind-of-problem">Which problems</label>
          <select
            id="kind-of-problem"
            value={kind?.id ?? ""}
            onChange={({ target }) => setChosen(target.value === "" ? null : target.value)}
          >
            <option value="">All of them ({counted(places)})</option>
            {kinds.map(({ id, effect, message, places: own }) => (
              <option key={id} value={id}>
                {effectInWords[effect].name}: {shortened(message)} ({counted(own)})
              </option>
            ))}
          </select>
        </div>
      )}
      <CellWalk
        key={kind?.id ?? ""}
        delivery={path}
        kinds={kinds}
        kind={kind?.id ?? null}
        start={kind === undefined ? start : undefined}
      />
    </section>
  );
}

function shortened(message: string): string {
  return message.length <= 80 ? message : `${message.slice(0, 79)}…`;
}
