import { type ReactNode, useId, useMemo, useState } from "react";
import { PageHeading } from "../page-heading.tsx";
import { ReasonDialog } from "../reason-dialog.tsx";
import { HINT_OF_CHOICES, useAnalysisAtWork } from "./analysis-at-work.tsx";
import { turnedAnalysis, turnedRotation } from "./analysis-of-sorts.ts";
import { BoardFigure } from "./board-figure.tsx";
import { LoadingsPlot } from "./loadings-plot.tsx";
import { placeText } from "./numbers.ts";

/** Two factors turned by hand, with everything that follows from it drawn at once. Nothing is kept until it is given a reason. */
export function Turn(): ReactNode {
  return (
    <>
      <PageHeading within="Q-sorts">Turn by hand</PageHeading>
      <TurnedFactors />
    </>
  );
}

function TurnedFactors(): ReactNode {
  const { reply, analysis, language, choose } = useAnalysisAtWork();
  const kept = analysis?.chosen.kept ?? 0;
  const [pair, setPair] = useState<readonly [number, number]>([1, 2]);
  const [degrees, setDegrees] = useState(0);
  const [isAsking, setAsking] = useState(false);
  const [first, second, slider] = [useId(), useId(), useId()];
  const turns = degrees === 0 ? [] : [{ factors: [pair[0], pair[1]] as [number, number], degrees }];
  const turned = useMemo(
    () =>
      kept < 2
        ? undefined
        : turnedAnalysis(reply, kept, degrees === 0 ? [] : [{ factors: [pair[0], pair[1]], degrees }]),
    [reply, kept, pair, degrees],
  );
  if (analysis === undefined) return <p role="status">The sorts are analysed …</p>;
  const rotation = reply.choices.rotation.method;
  if (turned === undefined) return <p>There is nothing to turn: fewer than two factors are kept.</p>;
  if (rotation === "promax" || rotation === "oblimin") return <p>Oblique factors are not turned by hand.</p>;
  const { factors, loadings, flags, sorters } = turned.analysis;
  const numbers = factors.map((_, at) => at + 1);
  const other = (id: string, label: string, which: 0 | 1) => (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={pair[which]}
        onChange={({ target }) => {
          const chosen = Number(target.value);
          setPair(which === 0 ? [chosen, pair[1]] : [pair[0], chosen]);
          setDegrees(0);
        }}
      >
        {numbers
          .filter((number) => number !== pair[which === 0 ? 1 : 0])
          .map((number) => (
            <option key={number} value={number}>
              {number}
            </option>
          ))}
      </select>
    </div>
  );
  return (
    <>
      <div className="row">
        {other(first, "Across", 0)}
        {other(second, "Up", 1)}
        <div className="field grow">
          <label htmlFor={slider}>Turn by {placeText(degrees)}°</label>
          <input
            id={slider}
            type="range"
            min={-90}
            max={90}
            step={1}
            value={degrees}
            onChange={({ target }) => setDegrees(Number(target.value))}
          />
        </div>
        <button type="button" className="button" disabled={degrees === 0} onClick={() => setAsking(true)}>
          Keep this turn
        </button>
      </div>
      <LoadingsPlot
        points={sorters.map((sorter, row) => ({
          sorter,
          x: loadings[row * factors.length + pair[0] - 1] ?? 0,
          y: loadings[row * factors.length + pair[1] - 1] ?? 0,
          onX: flags[row * factors.length + pair[0] - 1] !== 0,
          onY: flags[row * factors.length + pair[1] - 1] !== 0,
        }))}
        across={factors[pair[0] - 1]?.name ?? ""}
        up={factors[pair[1] - 1]?.name ?? ""}
      />
      {pair.map((number) => {
        const factor = factors[number - 1];
        return factor === undefined ? null : (
          <BoardFigure key={number} factor={factor} reply={reply} language={language} />
        );
      })}
      {isAsking && (
        <ReasonDialog
          hint={HINT_OF_CHOICES}
          title={`Turn factors ${pair[0]} and ${pair[1]} by ${placeText(degrees)}°`}
          action="Keep this turn"
          onReason={async (reason) => {
            await choose({ rotation: turnedRotation(reply.choices.rotation, turns, reason) }, reason);
            setDegrees(0);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
