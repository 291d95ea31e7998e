import type { ReplyOf } from "@plait/api";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { Answer, NotDone } from "../answer.tsx";
import { countOf } from "../counted.ts";
import { PageHeading } from "../page-heading.tsx";
import { question } from "../queries.ts";
import { call } from "../server-call.ts";
import "./trace.css";

type Traced = ReplyOf<"traceValue">["values"][number];
type Source = Traced["sources"][number];

export function Trace(): ReactNode {
  const records = useQuery(question("readRecords"));
  return (
    <>
      <PageHeading within="Records">Trace</PageHeading>
      <p>Follows the values of one person to the delivered cells and the decisions behind them.</p>
      <Answer query={records} of="the records">
        {({ kinds, sizes, standing }) =>
          standing === "linked" ? (
            <TraceForm
              tables={[
                { name: "wide", label: "One row a person (wide file)" },
                ...kinds.filter(({ name }) => sizes.some(({ kind, people }) => kind === name && people !== null)),
              ]}
            />
          ) : (
            <p>The records cannot be linked yet, so there is nothing to trace.</p>
          )
        }
      </Answer>
    </>
  );
}

function TraceForm({
  tables,
}: {
  readonly tables: readonly { readonly name: string; readonly label: string }[];
}): ReactNode {
  const [table, setTable] = useState(tables[0]?.name ?? "wide");
  const [key, setKey] = useState("");
  const [column, setColumn] = useState("");
  const found = useMutation({
    mutationFn: () =>
      call("traceValue", { body: { table, key, ...(column.trim() === "" ? {} : { column: column.trim() }) } }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    found.mutate();
  };
  return (
    <>
      <form onSubmit={submit} className="trace-form">
        <div className="field">
          <label htmlFor="trace-table">File</label>
          <select id="trace-table" value={table} onChange={({ target }) => setTable(target.value)}>
            {tables.map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor="trace-key">Reference number</label>
          <input
            id="trace-key"
            required
            autoComplete="off"
            value={key}
            onChange={({ target }) => setKey(target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor="trace-column">Variable (all of them if empty)</label>
          <input id="trace-column" value={column} onChange={({ target }) => setColumn(target.value)} />
        </div>
        <button type="submit" className="button" disabled={found.isPending}>
          {found.isPending ? "Following …" : "Follow"}
        </button>
      </form>
      <NotDone error={found.error} />
      <div role="status">{found.data !== undefined && <Found found={found.data} />}</div>
    </>
  );
}

function Found({ found: { values, whyNot } }: { readonly found: ReplyOf<"traceValue"> }): ReactNode {
  if (values.length === 0) {
    return (
      <div className="notice">
        <p>No row has this reference number.</p>
        {whyNot.length > 0 && <p>Its rows were left out: {whyNot.join("; ")}.</p>}
      </div>
    );
  }
  return (
    <>
      <h2>{countOf(values.length, "value")}</h2>
      <ul className="traced">
        {values.map((value, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a person may have a column in several rows, and they never move
          <li key={index}>
            <TracedBox traced={value} />
          </li>
        ))}
      </ul>
    </>
  );
}

function TracedBox({ traced: { column, value, how, sources } }: { readonly traced: Traced }): ReactNode {
  return (
    <details className="file">
      <summary>
        <span className="file-name">
          {column} = {value === null ? <span className="quiet">no value</span> : <span className="cell">{value}</span>}
        </span>
        <span className="quiet">{how}</span>
      </summary>
      {sources.length === 0 && <p>No cell stands behind it.</p>}
      <ul>
        {sources.map((source) => (
          <li key={`${source.file} ${source.sheet} ${source.cell} ${source.row}`}>
            <SourceCell source={source} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function SourceCell({
  source: { file, sheet, row, cell, label, shown, underlying, decisions },
}: {
  readonly source: Source;
}): ReactNode {
  return (
    <>
      <p className="long-words">
        <span className="cell">{shown === "" ? "empty" : shown}</span>
        {underlying !== null && <span className="quiet"> (underneath: {underlying})</span>} under “{label}” in {file}
        {sheet === "" ? "" : `, sheet “${sheet}”`}, row {row}, {cell}
      </p>
      <ol>
        {decisions.map((decision) => (
          <li key={decision}>{decision}</li>
        ))}
      </ol>
    </>
  );
}
