import type { ReplyOf } from "@plait/api";
import { type EntryForm, type Typing, valueText } from "@plait/q-method";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { openLanguage } from "../../../sort/languages.ts";
import { Answer } from "../../answer.tsx";
import { PageHeading } from "../../page-heading.tsx";
import { question } from "../../queries.ts";
import { call } from "../../server-call.ts";
import { useSignedIn } from "../../session-gate.tsx";
import { TableFrame } from "../../table-frame.tsx";
import { languageInEnglish } from "../languages.tsx";
import { DescribeSort } from "./describe-sort.tsx";
import { draftFor, NumbersForm } from "./numbers-form.tsx";
import { usePaperSorter } from "./paper-sorter.ts";
import { helpers } from "./paper-words.ts";
import { Photographs } from "./photographs.tsx";
import { handInWords } from "./when.ts";
import { WithdrawSorter } from "./withdraw-sorter.tsx";

type PaperSort = ReplyOf<"readPaperSort">;
type Design = ReplyOf<"readQDesign">;

/** One sort on paper: its photographs beside the numbers, which are typed from the last of them. */
export function OpenPaperSort({ participant }: { readonly participant: string }): ReactNode {
  const [, open] = usePaperSorter();
  const design = useQuery(question("readQDesign"));
  const sort = useQuery({
    queryKey: ["q", "readPaperSort", participant],
    queryFn: ({ signal }) => call("readPaperSort", { query: { participant }, signal }),
  });
  return (
    <>
      <PageHeading within="Q-sorts">A sort from paper</PageHeading>
      <p>
        <button type="button" className="button second" onClick={() => open(undefined)}>
          All sorts from paper
        </button>
      </p>
      <Answer query={design} of="the cards">
        {(cards) => (
          <Answer query={sort} of="the sort">
            {(found) => <SortAtWork sort={found} design={cards} onGone={() => open(undefined)} />}
          </Answer>
        )}
      </Answer>
    </>
  );
}

interface SortAtWorkProps {
  readonly sort: PaperSort;
  readonly design: Design;
  /** There is nothing about the sorter any more. */
  readonly onGone: () => void;
}

function SortAtWork({ sort, design, onGone }: SortAtWorkProps): ReactNode {
  const { name } = useSignedIn();
  const standing = sort.entries.at(-1);
  const [mode, setMode] = useState(() => begunTyping(sort, name));
  const typing = standing === undefined ? "entry" : mode;
  const result = useRef<HTMLHeadingElement>(null);
  const [wasDone, setDone] = useState(false);
  useEffect(() => {
    // For the fonts of the cards.
    openLanguage(sort.language).catch(() => {});
  }, [sort.language]);
  useEffect(() => {
    if (wasDone) result.current?.focus();
  }, [wasDone]);
  const form: EntryForm = {
    shape: design.board.shape,
    columns: [...design.board.columns].sort((a, b) => a.value - b.value),
    statements: design.statements,
  };
  const type = (next: Typing | undefined, isDone: boolean) => {
    setMode(next);
    setDone(isDone);
  };
  return (
    <>
      <p className="lede">
        <bdi>
          <strong>{sort.participant}</strong>
        </bdi>
        , cards in {languageInEnglish(sort.language)}, {helpers[sort.helper]} helped. Begun by {handInWords(sort.begun)}
        .
      </p>
      <details className="paper-more">
        <summary>Language and help</summary>
        <DescribeSort sort={sort} onDone={() => {}} />
      </details>
      <div className="paper-desk">
        <Photographs sort={sort} />
        {typing === undefined ? (
          <Entered
            sort={sort}
            design={design}
            heading={result}
            mayCheck={standing?.by !== name}
            onType={(next) => type(next, false)}
          />
        ) : (
          <NumbersForm
            key={typing}
            sort={sort}
            form={form}
            design={design}
            as={typing}
            onDone={() => type(undefined, true)}
            {...(standing === undefined ? {} : { onCancel: () => type(undefined, true) })}
          />
        )}
      </div>
      <WithdrawSorter participant={sort.participant} onDone={onGone} />
    </>
  );
}

/** What somebody was at when the page was left. */
function begunTyping(sort: PaperSort, name: string): Typing | undefined {
  const as = draftFor(sort, name)?.as;
  return as === "entry" ? undefined : as;
}

interface EnteredProps {
  readonly sort: PaperSort;
  readonly design: Design;
  readonly heading: React.RefObject<HTMLHeadingElement | null>;
  readonly mayCheck: boolean;
  readonly onType: (as: Typing) => void;
}

/** Who entered the numbers, every correction with its reason, and what a second typing said. */
function Entered({ sort, design, heading, mayCheck, onType }: EnteredProps): ReactNode {
  const standing = sort.entries.at(-1);
  const { check } = sort;
  const id = useId();
  return (
    <section aria-labelledby={id} className="paper-entered">
      <h2 id={id} ref={heading} tabIndex={-1}>
        The numbers are entered
      </h2>
      <p>The sort is analysed with the others, unless the same person also finishes one on a device.</p>
      <ol className="paper-history">
        {sort.entries.map((entry) => (
          <li key={entry.id}>
            {entry.reason === undefined ? "Entered" : "Corrected"} by {handInWords(entry)}
            {entry.reason !== undefined && <q>{entry.reason}</q>}
          </li>
        ))}
      </ol>
      <Board entry={standing} design={design} />
      {check === undefined ? (
        <p>Nobody has typed them a second time yet.</p>
      ) : check.differences.length === 0 ? (
        <div className="notice done">
          <p>Typed again by {handInWords(check)}: alike on every card.</p>
        </div>
      ) : (
        <Differences check={check} design={design} />
      )}
      <div className="buttons">
        <button type="button" className="button second" onClick={() => onType("correction")}>
          Correct the numbers
        </button>
        {mayCheck && (
          <button type="button" className="button second" onClick={() => onType("check")}>
            Type them again to check
          </button>
        )}
      </div>
      {!mayCheck && <p className="quiet">Somebody else than you can type them a second time to check them.</p>}
    </section>
  );
}

function Board({
  entry,
  design,
}: {
  readonly entry: PaperSort["entries"][number] | undefined;
  readonly design: Design;
}): ReactNode {
  if (entry === undefined) return null;
  return (
    <TableFrame label="The numbers">
      <table>
        <caption>The numbers as they stand</caption>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Cards</th>
          </tr>
        </thead>
        <tbody>
          {[...design.board.columns]
            .sort((a, b) => a.value - b.value)
            .map(({ value }) => (
              <tr key={value}>
                <th scope="row" className="number">
                  {valueText(value)}
                </th>
                <td>{numbersIn(entry, design, value).join(" ")}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

/** The numbers of the cards in a column. */
function numbersIn(
  { places }: Pick<PaperSort["entries"][number], "places">,
  { statements }: Design,
  value: number,
): readonly number[] {
  return statements.filter(({ id }) => places[id] === value).map(({ number }) => number);
}

function Differences({
  check,
  design,
}: {
  readonly check: NonNullable<PaperSort["check"]>;
  readonly design: Design;
}): ReactNode {
  const place = (value: number | null) => (value === null ? "nowhere" : valueText(value));
  const pile = (name: string | null) => (name === null ? "" : `, ${name}`);
  return (
    <div className="notice warning">
      <p>
        <strong>Typed again by {handInWords(check)}, otherwise on these cards.</strong> Look at the photograph, and
        correct the numbers if they are wrong.
      </p>
      <TableFrame label="Differences">
        <table>
          <caption>Differences</caption>
          <thead>
            <tr>
              <th scope="col">Card</th>
              <th scope="col">Entered</th>
              <th scope="col">Typed again</th>
            </tr>
          </thead>
          <tbody>
            {check.differences.map(({ card, places, piles }) => (
              <tr key={card}>
                <th scope="row">{design.statements.find(({ id }) => id === card)?.number ?? card}</th>
                <td>{place(places[0]) + pile(piles[0])}</td>
                <td>{place(places[1]) + pile(piles[1])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </div>
  );
}
