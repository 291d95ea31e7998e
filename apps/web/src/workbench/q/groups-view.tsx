import { useId, useState } from "react";
import { Button } from "react-aria-components";
import type { Choices, SortsReply } from "./analysis-of-sorts.ts";
import { BoardFigure } from "./board-figure.tsx";
import { placeText, twoDigits, wholePercent } from "./numbers.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import type { AnalysisSoFar } from "./use-analysis.ts";

/** Each group: who stands for it, its board, and what makes it its own. */
export function GroupsView({
  reply,
  analysis,
  stability,
  language,
  choose,
}: AnalysisSoFar & {
  readonly reply: SortsReply;
  readonly language: string;
  readonly choose: (choices: Partial<Choices>, reason: string) => Promise<void>;
}) {
  const [naming, setNaming] = useState<{ readonly factor: number; readonly name: string }>();
  if (analysis === undefined) return <p role="status">The sorts are analysed …</p>;
  const { factors } = analysis.chosen.analysis;
  if (analysis.chosen.kept === 0) return <p>No factor stands above noise, so there are no groups.</p>;
  const card = (at: number) => {
    const statement = reply.statements[at];
    return statement === undefined ? "" : `${statement.number}. ${statement.texts[language] ?? statement.id}`;
  };
  const rename = async (reason: string) => {
    const factor = naming === undefined ? undefined : factors[naming.factor];
    if (naming === undefined || factor === undefined) return;
    const anchors = [...factor.flagged].sort((a, b) => Math.abs(b.loading) - Math.abs(a.loading)).slice(0, 3);
    const others = reply.choices.groups.filter(({ name }) => name !== factor.name);
    const named = { name: naming.name, anchors: anchors.map(({ sorter }) => sorter) };
    await choose({ groups: [...others, named] }, reason);
    setNaming(undefined);
  };
  return (
    <>
      {factors.map((factor, at) => {
        const together = stability?.bootstrap.factors[at]?.together;
        const crib = factor.view.kind === "estimated" ? factor.view.cribSheet : undefined;
        return (
          <section key={factor.name} aria-label={factor.name}>
            <h3>{factor.name}</h3>
            <p>
              {factor.flagged.length === 0
                ? "No sort stands for it."
                : `${factor.flagged.length} ${factor.flagged.length === 1 ? "sort stands" : "sorts stand"} for it: ${factor.flagged
                    .map(({ sorter, loading }) => `${sorter} (${twoDigits(loading)})`)
                    .join(", ")}.`}{" "}
              {together?.kind === "estimated" &&
                `When the sorters are drawn again, two of them stay together in ${wholePercent(together.share)} of the draws.`}
            </p>
            <NameForm name={factor.name} onName={(name) => setNaming({ factor: at, name })} />
            <BoardFigure factor={factor} reply={reply} language={language} />
            {crib !== undefined && (
              <details>
                <summary>What makes it its own</summary>
                <h4>Agreed with most</h4>
                <ul>
                  {crib.highest.map((statement) => (
                    <li key={statement}>{card(statement)}</li>
                  ))}
                </ul>
                <h4>Higher than in any other group</h4>
                <ul>
                  {crib.higher.map(({ statement, place, tiedWith }) => (
                    <li key={statement}>
                      {card(statement)} ({placeText(place)}
                      {tiedWith.length > 0 && `, as in ${tiedWith.join(", ")}`})
                    </li>
                  ))}
                </ul>
                <h4>Lower than in any other group</h4>
                <ul>
                  {crib.lower.map(({ statement, place, tiedWith }) => (
                    <li key={statement}>
                      {card(statement)} ({placeText(place)}
                      {tiedWith.length > 0 && `, as in ${tiedWith.join(", ")}`})
                    </li>
                  ))}
                </ul>
                <h4>Disagreed with most</h4>
                <ul>
                  {crib.lowest.map((statement) => (
                    <li key={statement}>{card(statement)}</li>
                  ))}
                </ul>
              </details>
            )}
          </section>
        );
      })}
      {naming !== undefined && (
        <ReasonDialog
          title={`Call ${factors[naming.factor]?.name ?? ""} “${naming.name}”`}
          action="Name the group"
          onDone={rename}
          onClose={() => setNaming(undefined)}
        />
      )}
    </>
  );
}

function NameForm({ name, onName }: { readonly name: string; readonly onName: (name: string) => void }) {
  const [typed, setTyped] = useState("");
  const field = useId();
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() !== "" && typed.trim() !== name) onName(typed.trim());
      }}
    >
      <span className="field">
        <label htmlFor={field}>Another name for {name}</label>
        <input id={field} maxLength={80} value={typed} onChange={({ target }) => setTyped(target.value)} />
      </span>
      <Button type="submit" className="button quiet">
        Name it
      </Button>
    </form>
  );
}
