import type { ReactNode } from "react";
import { PageHeading } from "../page-heading.tsx";
import { TableFrame } from "../table-frame.tsx";
import { useAnalysisAtWork } from "./analysis-at-work.tsx";
import { atLeastOnePercent, twoDigits, wholePercent } from "./numbers.ts";
import { ScreeFigure } from "./scree-figure.tsx";

/** What speaks for how many factors, beside what the same procedure finds where there is nothing to find. */
export function FactorNumber(): ReactNode {
  return (
    <>
      <PageHeading within="Q-sorts">How many groups</PageHeading>
      <Evidence />
    </>
  );
}

function Evidence(): ReactNode {
  const { analysis, baseline } = useAnalysisAtWork();
  if (analysis === undefined) return <p role="status">The sorts are compared with random ones …</p>;
  const { parallel, kept, analysis: found } = analysis.chosen;
  const { unrotated, kaiser, percentOfVariance } = found.evidence;
  const flagged = found.sorters.length - found.unaligned.length;
  const shown = parallel.eigenvalues.slice(0, Math.max(8, kept + 3));
  return (
    <>
      <p>
        <strong>
          {parallel.factors === 0
            ? "No factor stands"
            : `${parallel.factors} ${parallel.factors === 1 ? "factor stands" : "factors stand"}`}{" "}
          above sorts that were dealt at random
        </strong>{" "}
        on this grid, {parallel.draws.toLocaleString("en")} times. The analysis keeps {kept}.
      </p>
      <ScreeFigure eigenvalues={shown} />
      <TableFrame label="Each factor beside chance">
        <table>
          <caption>Each factor beside chance</caption>
          <thead>
            <tr>
              <th scope="col">Factor</th>
              <th scope="col" className="number">
                Eigenvalue
              </th>
              <th scope="col" className="number">
                By chance, 95th centile
              </th>
              <th scope="col" className="number">
                Draws as large
              </th>
              <th scope="col" className="number">
                Share of variance
              </th>
              <th scope="col">Two loadings at p &lt; .01</th>
              <th scope="col">Humphrey’s rule</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ observed, threshold, shareAsLarge }, at) => (
              <tr key={observed} className={at < kept ? "kept" : undefined}>
                <th scope="row">
                  {at + 1}
                  {at < kept ? " (kept)" : ""}
                </th>
                <td className="number">{twoDigits(observed)}</td>
                <td className="number">{twoDigits(threshold)}</td>
                <td className="number">{atLeastOnePercent(shareAsLarge)}</td>
                <td className="number">{Math.round(percentOfVariance[at] ?? 0)} %</td>
                <td>
                  {unrotated[at] === undefined
                    ? "not extracted"
                    : unrotated[at].hasTwoSignificantLoadings
                      ? "yes"
                      : "no"}
                </td>
                <td>
                  {unrotated[at] === undefined ? "not extracted" : unrotated[at].passesHumphrey ? "passes" : "does not"}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
      <h2>What noise would do</h2>
      {baseline === undefined ? (
        <p role="status">Random sorts are analysed as yours were …</p>
      ) : (
        <ul>
          <li>
            Flagged sorts: yours {flagged} of {found.sorters.length}; random ones{" "}
            {baseline.baseline.flagged.mean.toFixed(1)} on average (from {baseline.baseline.flagged.low} to{" "}
            {baseline.baseline.flagged.high} in nine of ten draws).
          </li>
          <li>
            Eigenvalues above 1: yours {kaiser}; random ones {baseline.baseline.eigenvaluesAboveOne.mean.toFixed(1)}.
          </li>
          <li>
            Random sorts gave every factor two flags or more in{" "}
            {wholePercent(baseline.baseline.everyFactorFlaggedTwice)} of the draws, so flags alone prove nothing.
          </li>
        </ul>
      )}
    </>
  );
}
