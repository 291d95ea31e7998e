import { type ReactNode, useState } from "react";
import { PageHeading } from "../page-heading.tsx";
import { ReasonDialog } from "../reason-dialog.tsx";
import { TableFrame } from "../table-frame.tsx";
import { HINT_OF_CHOICES, useAnalysisAtWork } from "./analysis-at-work.tsx";
import { twoDigits, wholePercent } from "./numbers.ts";

interface FlagAsked {
  readonly sorter: string;
  readonly factor: number;
  readonly flag: boolean;
}

/** Every sort on every factor, flagged by rule or by hand. A flag is changed with a reason. */
export function Loadings(): ReactNode {
  return (
    <>
      <PageHeading within="Q-sorts">Loadings</PageHeading>
      <LoadingsTable />
    </>
  );
}

function LoadingsTable(): ReactNode {
  const { reply, analysis, stability, choose } = useAnalysisAtWork();
  const [asked, setAsked] = useState<FlagAsked>();
  if (analysis === undefined) return <p role="status">The sorts are analysed …</p>;
  const { analysis: found, kept } = analysis.chosen;
  if (kept === 0) return <p>No factor is kept, so there are no loadings to flag.</p>;
  const { factors, loadings, flags, sorters, communalities } = found;
  const change = async (reason: string) => {
    if (asked === undefined) return;
    const { flags: before } = reply.choices;
    const others = before.changes.filter(({ sorter, factor }) => sorter !== asked.sorter || factor !== asked.factor);
    await choose({ flags: { ...before, changes: [...others, { ...asked, reason }] } }, reason);
  };
  return (
    <>
      <p>
        A flag (●) says that the sort stands for the factor. Beside a flag stands how often the sort is flagged there
        when the sorters are drawn again{stability === undefined ? " (being worked out …)" : ""}.
      </p>
      <TableFrame label="Loadings">
        <table className="loadings">
          <caption>Loadings</caption>
          <thead>
            <tr>
              <th scope="col">Sorter</th>
              {factors.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
              <th scope="col" className="number">
                Communality
              </th>
            </tr>
          </thead>
          <tbody>
            {sorters.map((sorter, row) => (
              <tr key={sorter}>
                <th scope="row">{sorter}</th>
                {factors.map(({ name }, f) => {
                  const at = row * factors.length + f;
                  const isFlagged = flags[at] !== 0;
                  const share = stability?.bootstrap.sorts[row]?.flagged[f];
                  return (
                    <td key={name} className={isFlagged ? "flagged" : undefined}>
                      <button
                        type="button"
                        className="cell"
                        onClick={() => setAsked({ sorter, factor: f + 1, flag: !isFlagged })}
                      >
                        <span className="hidden-words">
                          {sorter} on {name}:{" "}
                        </span>
                        {isFlagged ? <span aria-hidden="true">● </span> : null}
                        {twoDigits(loadings[at] ?? 0)}
                        <span className="hidden-words">{isFlagged ? ", flagged" : ", not flagged"}</span>
                        {isFlagged && share !== undefined ? <small> {wholePercent(share)}</small> : null}
                        <span className="hidden-words">. Change the flag</span>
                      </button>
                    </td>
                  );
                })}
                <td className="number">{twoDigits(communalities[row] ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
      <p>
        With no factor:{" "}
        {found.unaligned.length === 0 ? "nobody" : found.unaligned.map(({ sorter }) => sorter).join(", ")}.
        {found.confounded.length > 0 &&
          ` With more than one: ${found.confounded.map(({ sorter }) => sorter).join(", ")}.`}
      </p>
      {reply.choices.flags.changes.length > 0 && (
        <>
          <h2>Changed by hand</h2>
          <ul>
            {reply.choices.flags.changes.map(({ sorter, factor, flag, reason }) => (
              <li key={`${sorter} ${factor}`}>
                {sorter}, factor {factor}: {flag ? "flagged" : "not flagged"}. {reason}
              </li>
            ))}
          </ul>
        </>
      )}
      {asked !== undefined && (
        <ReasonDialog
          hint={HINT_OF_CHOICES}
          title={`${asked.flag ? "Flag" : "Take the flag off"} ${asked.sorter} on ${factors[asked.factor - 1]?.name ?? ""}`}
          action={asked.flag ? "Flag" : "Take it off"}
          onReason={change}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
