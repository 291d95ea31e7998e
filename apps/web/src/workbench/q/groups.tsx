import { type FormEvent, type ReactNode, useId, useState } from "react";
import { PageHeading } from "../page-heading.tsx";
import { ReasonDialog } from "../reason-dialog.tsx";
import { HINT_OF_CHOICES, useAnalysisAtWork } from "./analysis-at-work.tsx";
import { BoardFigure } from "./board-figure.tsx";
import { placeText, twoDigits, wholePercent } from "./numbers.ts";

/** Each group: who stands for it, its board, and what makes it its own. */
export function Groups(): ReactNode {
  return (
    <>
      <PageHeading within="Q-sorts">Groups</PageHeading>
      <GroupSections />
    </>
  );
}

function GroupSections(): ReactNode {
  const { reply, analysis, stability, language, choose } = useAnalysisAtWork();
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
  };
  return (
    <>
      {factors.map((factor, at) => {
        const together = stability?.bootstrap.factors[at]?.together;
        const crib = factor.view.kind === "estimated" ? factor.view.cribSheet : undefined;
        return (
          <section key={factor.name} aria-label={factor.name}>
            <h2>{factor.name}</h2>
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
                <h3>Agreed with most</h3>
                <ul>
                  {crib.highest.map((statement) => (
                    <li key={statement}>{card(statement)}</li>
                  ))}
                </ul>
                <h3>Higher than in any other group</h3>
                <ul>
                  {crib.higher.map(({ statement, place, tiedWith }) => (
                    <li key={statement}>
                      {card(statement)} ({placeText(place)}
                      {tiedWith.length > 0 && `, as in ${tiedWith.join(", ")}`})
                    </li>
                  ))}
                </ul>
                <h3>Lower than in any other group</h3>
                <ul>
                  {crib.lower.map(({ statement, place, tiedWith }) => (
                    <li key={statement}>
                      {card(statement)} ({placeText(place)}
                      {tiedWith.length > 0 && `, as in ${tiedWith.join(", ")}`})
                    </li>
                  ))}
                </ul>
                <h3>Disagreed with most</h3>
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
          hint={HINT_OF_CHOICES}
          title={`Call ${factors[naming.factor]?.name ?? ""} “${naming.name}”`}
          action="Name the group"
          onReason={rename}
          onClose={() => setNaming(undefined)}
        />
      )}
    </>
  );
}

function NameForm({ name, onName }: { readonly name: string; readonly onName: (name: string) => void }): ReactNode {
  const [typed, setTyped] = useState("");
  const field = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== "" && typed.trim() !== name) onName(typed.trim());
  };
  return (
    <form className="row" onSubmit={submit}>
      <div className="field">
        <label htmlFor={field}>Another name for {name}</label>
        <input id={field} maxLength={80} value={typed} onChange={({ target }) => setTyped(target.value)} />
      </div>
      <button type="submit" className="button second">
        Name it
      </button>
    </form>
  );
}
