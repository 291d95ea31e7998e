import type { Bootstrap, BootstrapFactor, Influence, QFactor } from "@plait/q-method";
import type { ReactNode } from "react";
import { PageHeading } from "../page-heading.tsx";
import { TableFrame } from "../table-frame.tsx";
import { useAnalysisAtWork } from "./analysis-at-work.tsx";
import type { SortsReply } from "./analysis-of-sorts.ts";
import { atLeastOnePercent, twoDigits, wholePercent } from "./numbers.ts";
import { ScoreInterval } from "./score-interval.tsx";

/** What would stand if other people had been asked: the sorters drawn again, and each of them left out. */
export function Stability(): ReactNode {
  return (
    <>
      <PageHeading within="Q-sorts">How firm</PageHeading>
      <WhatStands />
    </>
  );
}

function WhatStands(): ReactNode {
  const { reply, analysis, stability, influence, language } = useAnalysisAtWork();
  if (analysis === undefined) return <p role="status">The sorts are analysed …</p>;
  if (analysis.chosen.kept === 0) return <p>No factor stands above noise, so there is nothing to be firm.</p>;
  if (stability === undefined) return <p role="status">The sorters are drawn again …</p>;
  const { bootstrap } = stability;
  const { factors } = analysis.chosen.analysis;
  return (
    <>
      <p>
        {reply.sorts.length} sorters were drawn from yours {bootstrap.resamples.toLocaleString("en")} times, each
        equally often in all, and every draw was analysed as a whole. No draw was left out
        {bootstrap.withFewerFactors > 0 && `; ${bootstrap.withFewerFactors} gave fewer factors`}
        {bootstrap.unrotatable > 0 && `; ${bootstrap.unrotatable} could not be rotated, and count as unlike`}. This says
        what other sorters from the same people might have shown, and nothing of people who were not asked.
      </p>
      <GroupsTable bootstrap={bootstrap} factors={factors} />
      {bootstrap.factors.map((factor) => (
        <ScoresTable key={factor.name} factor={factor} bootstrap={bootstrap} reply={reply} language={language} />
      ))}
      <SortersTable bootstrap={bootstrap} influences={influence?.influences} reply={reply} language={language} />
    </>
  );
}

function GroupsTable({
  bootstrap,
  factors,
}: {
  readonly bootstrap: Bootstrap;
  readonly factors: readonly QFactor[];
}): ReactNode {
  return (
    <TableFrame label="The groups when the sorters are drawn again">
      <table>
        <caption>The groups when the sorters are drawn again</caption>
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col" className="number">
              Sorts for it
            </th>
            <th scope="col" className="number">
              Congruence, with {wholePercent(bootstrap.level)} of the draws
            </th>
            <th scope="col" className="number">
              Its sorters found together
            </th>
            <th scope="col" className="number">
              Standard error of a score
            </th>
            <th scope="col" className="number">
              By reliability alone
            </th>
          </tr>
        </thead>
        <tbody>
          {bootstrap.factors.map(({ name, congruence, together, scores }, at) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="number">{factors[at]?.flagged.length ?? 0}</td>
              <td className="number">
                {twoDigits(congruence.mean)} ({twoDigits(congruence.lower)} to {twoDigits(congruence.upper)})
              </td>
              <td className="number">
                {together.kind === "estimated" ? wholePercent(together.share) : `not estimable: ${together.reason}`}
              </td>
              <td className="number">
                {scores.kind === "estimated" ? twoDigits(scores.meanStandardError) : `not estimable: ${scores.reason}`}
              </td>
              <td className="number">
                {scores.kind === "estimated" ? twoDigits(scores.classicalStandardError) : "not estimable"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

function ScoresTable({
  factor: { name, scored, scores },
  bootstrap,
  reply,
  language,
}: {
  readonly factor: BootstrapFactor;
  readonly bootstrap: Bootstrap;
  readonly reply: SortsReply;
  readonly language: string;
}): ReactNode {
  if (scores.kind === "not-estimable") {
    return (
      <section aria-label={name}>
        <h2>{name}</h2>
        <p>There are no scores: {scores.reason}.</p>
      </section>
    );
  }
  const { z, lower, upper, standardError } = scores;
  const most = Math.max(1, ...[...lower, ...upper, ...z].map(Math.abs));
  const order = Array.from(z.keys()).sort((a, b) => (z[b] ?? 0) - (z[a] ?? 0) || a - b);
  return (
    <section aria-label={name}>
      <h2>{name}</h2>
      {scored < bootstrap.resamples && (
        <p>
          {bootstrap.resamples - scored} of {bootstrap.resamples.toLocaleString("en")} draws gave it no scores.
        </p>
      )}
      <TableFrame label={`Scores of ${name}`}>
        <table className="scores">
          <caption>
            Each card’s z-score in {name}, and where {wholePercent(bootstrap.level)} of the draws have it
          </caption>
          <thead>
            <tr>
              <th scope="col">Card</th>
              <th scope="col" className="number">
                z
              </th>
              <th scope="col" className="number">
                Standard error
              </th>
              <th scope="col" className="number">
                From … to
              </th>
              <th scope="col">
                <span className="hidden-words">Drawn</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {order.map((at) => (
              <tr key={reply.statements[at]?.id ?? at}>
                <th scope="row">{cardIn(reply, language, at)}</th>
                <td className="number">{twoDigits(z[at] ?? 0)}</td>
                <td className="number">{twoDigits(standardError[at] ?? 0)}</td>
                <td className="number">
                  {twoDigits(lower[at] ?? 0)} to {twoDigits(upper[at] ?? 0)}
                </td>
                <td>
                  <ScoreInterval score={z[at] ?? 0} lower={lower[at] ?? 0} upper={upper[at] ?? 0} most={most} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </section>
  );
}

function SortersTable({
  bootstrap,
  influences,
  reply,
  language,
}: {
  readonly bootstrap: Bootstrap;
  readonly influences: readonly Influence[] | { readonly kind: "not-estimable"; readonly reason: string } | undefined;
  readonly reply: SortsReply;
  readonly language: string;
}): ReactNode {
  const each = influences === undefined || "kind" in influences ? [] : influences;
  return (
    <section aria-labelledby="sorters">
      <h2 id="sorters">What hangs on one sorter</h2>
      {influences === undefined && <p role="status">Each sort is left out in turn …</p>}
      {influences !== undefined && "kind" in influences && <p>No sort can be left out: {influences.reason}.</p>}
      <TableFrame label="Each sorter, drawn again and left out">
        <table>
          <caption>
            In how many of the draws that hold a sorter the sort is flagged, and what changes without the sort
          </caption>
          <thead>
            <tr>
              <th scope="col">Sorter</th>
              {bootstrap.factors.map(({ name }) => (
                <th key={name} scope="col" className="number">
                  {name}
                </th>
              ))}
              <th scope="col" className="number">
                No group
              </th>
              <th scope="col">Left out: largest change of a score</th>
              <th scope="col" className="number">
                Cards that move
              </th>
              <th scope="col">Flags of others</th>
            </tr>
          </thead>
          <tbody>
            {bootstrap.sorts.map(({ sorter, flagged, unaligned }, row) => (
              <tr key={sorter}>
                <th scope="row">{sorter}</th>
                {flagged.map((share, at) => (
                  <td key={bootstrap.factors[at]?.name} className={share >= 0.5 ? "number flagged" : "number"}>
                    {shareText(share)}
                  </td>
                ))}
                <td className="number">{shareText(unaligned)}</td>
                <LeftOut influence={each[row]} reply={reply} language={language} />
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </section>
  );
}

function LeftOut({
  influence,
  reply,
  language,
}: {
  readonly influence: Influence | undefined;
  readonly reply: SortsReply;
  readonly language: string;
}): ReactNode {
  if (influence === undefined) return <td colSpan={3} />;
  const { largestChange: change, cellsChanged, flagsChanged } = influence;
  return (
    <>
      <td>
        {change.kind === "not-estimable"
          ? change.reason
          : `${change.factor}, ${cardIn(reply, language, change.statement)}: ${twoDigits(change.before)} becomes ${twoDigits(change.after)}`}
      </td>
      <td className="number">{cellsChanged}</td>
      <td>{flagsChanged.length === 0 ? "none" : flagsChanged.map(changeOfFlag).join(", ")}</td>
    </>
  );
}

function changeOfFlag({ sorter, factor, before, after }: Influence["flagsChanged"][number]): string {
  const change = before === 0 ? "gains" : after === 0 ? "loses" : "turns round on";
  return `${sorter} ${change} ${factor}`;
}

/** That it happened in a few draws is not the same as never. */
function shareText(share: number): string {
  return share === 0 ? "never" : atLeastOnePercent(share);
}

function cardIn({ statements }: SortsReply, language: string, at: number): string {
  const statement = statements[at];
  return statement === undefined ? "" : `${statement.number}. ${statement.texts[language] ?? statement.id}`;
}
