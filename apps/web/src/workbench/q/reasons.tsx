import { type ReplyOf, routeTable } from "@plait/api";
import { textDirection } from "@plait/q-method";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { Answer } from "../answer.tsx";
import { PageHeading } from "../page-heading.tsx";
import { question } from "../queries.ts";
import { placeText } from "./numbers.ts";
import "./reasons.css";

type Reasons = ReplyOf<"readReasons">;
type Reason = Reasons["reasons"][number];

/** Why cards lie where they do, in the words and voices of those who placed them. */
export function Reasons(): ReactNode {
  const reasons = useQuery(question("readReasons"));
  return (
    <>
      <PageHeading within="Q-sorts">Reasons</PageHeading>
      <p>
        What people wrote or said about a card, once they had ended their sort. When somebody withdraws, their words and
        recordings are gone from here and from the study.
      </p>
      <Answer query={reasons} of="the reasons">
        {(found) => <ByCard {...found} />}
      </Answer>
    </>
  );
}

function ByCard({ statements, reasons }: Reasons): ReactNode {
  const languages = [...new Set(statements.flatMap(({ texts }) => Object.keys(texts)))];
  const [shown, setShown] = useState(languages[0] ?? "");
  const field = useId();
  if (reasons.length === 0) return <p>Nobody has given a reason yet.</p>;
  const explained = statements.filter(({ id }) => reasons.some(({ card }) => card === id));
  const spoken = reasons.filter(({ recording }) => recording !== undefined).length;
  return (
    <>
      <p>
        {reasons.length} {reasons.length === 1 ? "reason" : "reasons"} for {explained.length} of {statements.length}{" "}
        cards, {spoken} of them by voice.
      </p>
      {languages.length > 1 && (
        <div className="field">
          <label htmlFor={field}>Cards in</label>
          <select id={field} value={shown} onChange={({ target }) => setShown(target.value)}>
            {languages.map((tag) => (
              <option key={tag}>{tag}</option>
            ))}
          </select>
        </div>
      )}
      {explained.map(({ id, number, texts }) => (
        <section key={id} aria-labelledby={`card-${number}`}>
          <h2 id={`card-${number}`}>
            {number}.{" "}
            <span lang={shown} dir={textDirection(shown)}>
              {texts[shown] ?? id}
            </span>
          </h2>
          <ul className="reasons">
            {highestFirst(reasons.filter(({ card }) => card === id)).map((reason) => (
              <ReasonGiven key={reason.sorter} reason={reason} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** By place, then by code. */
function highestFirst(reasons: readonly Reason[]): readonly Reason[] {
  const place = ({ value }: Reason) => value ?? Number.NEGATIVE_INFINITY;
  const byCode = (a: Reason, b: Reason) => a.sorter.localeCompare(b.sorter, "en", { numeric: true });
  return reasons.toSorted((a, b) => (place(a) === place(b) ? byCode(a, b) : place(b) - place(a)));
}

function ReasonGiven({ reason }: { readonly reason: Reason }): ReactNode {
  const { sorter, value, language, text, recording } = reason;
  const place = value === undefined ? "not on the board" : `at ${placeText(value)}`;
  return (
    <li>
      <p className="quiet">
        <strong>{sorter}</strong>, {place}
        {language !== undefined && `, in ${nameOf(language)}`}
      </p>
      {text !== undefined && (
        <p className="said" lang={language} dir={language === undefined ? "auto" : textDirection(language)}>
          {text}
        </p>
      )}
      {recording !== undefined && <Sound sorter={sorter} recording={recording} />}
    </li>
  );
}

/** What browsers offer to hear it by, but not to take it away. It is fetched when it is wanted. */
function Sound(props: { readonly sorter: string; readonly recording: NonNullable<Reason["recording"]> }): ReactNode {
  const { sorter, recording } = props;
  const { id, milliseconds } = recording;
  const [isGone, setGone] = useState(false);
  const length = `${Math.max(1, Math.round(milliseconds / 1_000))} seconds`;
  if (isGone) {
    return (
      <p role="status">
        The recording of {length} cannot be played. It may have been deleted by whoever made it, or have gone with them.
      </p>
    );
  }
  return (
    <>
      <p>Recording of {length}</p>
      {/* biome-ignore lint/a11y/useMediaCaption: nobody has written down what is said in it */}
      <audio
        controls
        controlsList="nodownload"
        preload="none"
        src={`${routeTable.readRecording.path}?${new URLSearchParams({ id })}`}
        aria-label={`Recording of ${sorter}, ${length}`}
        onError={() => setGone(true)}
      />
    </>
  );
}

function nameOf(language: string): string {
  return new Intl.DisplayNames(["en"], { type: "language" }).of(language) ?? language;
}
