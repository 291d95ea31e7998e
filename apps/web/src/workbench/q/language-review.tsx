import { type ReplyOf, routeTable } from "@plait/api";
import { textDirection } from "@plait/q-method";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useEffect, useId, useState } from "react";
import { englishTexts, nameOfLanguage, openLanguage, type Word } from "../../sort/languages.ts";
import { Answer, NotDone } from "../answer.tsx";
import { countOf } from "../counted.ts";
import { NoSuchPage } from "../no-page.tsx";
import { PageHeading } from "../page-heading.tsx";
import { question } from "../queries.ts";
import { call } from "../server-call.ts";
import { useSignedIn } from "../session-gate.tsx";
import { languageInEnglish, StatusInWords } from "./languages.tsx";
import { shownForms, type WordStatus, wordStatus } from "./page-words.ts";
import "./language-review.css";
import { usePageWords } from "./use-page-words.ts";

type Texts = Readonly<Partial<Record<Word, string>>>;

/** Every sentence of one language beside the English one, to be read on the screen or on paper, and signed off. */
export function LanguageReview(): ReactNode {
  const { tag = "" } = useParams({ strict: false });
  const words = usePageWords();
  const checks = useQuery(question("readWordChecks"));
  useEffect(() => {
    // For its fonts.
    openLanguage(tag).catch(() => {});
  }, [tag]);
  return (
    <Answer query={words} of="the words">
      {(texts) =>
        texts[tag] === undefined ? (
          <NoSuchPage />
        ) : (
          <>
            <PageHeading within="Q-sorts">{`Words in ${languageInEnglish(tag)}`}</PageHeading>
            <p className="only-screen">
              <Link to="/q/languages">All languages</Link>
            </p>
            <Answer query={checks} of="the sign-offs">
              {(found) => <Review key={found.revision} tag={tag} texts={texts[tag] ?? {}} standing={found} />}
            </Answer>
          </>
        )
      }
    </Answer>
  );
}

interface ReviewProps {
  readonly tag: string;
  readonly texts: Texts;
  readonly standing: ReplyOf<"readWordChecks">;
}

function Review({ tag, texts, standing }: ReviewProps): ReactNode {
  const { role } = useSignedIn();
  const status = wordStatus(tag, texts, standing.checks[tag]);
  const owners: readonly string[] = routeTable.signOffWords.may;
  return (
    <>
      <p role="status">
        <StatusInWords status={status} />
      </p>
      {tag !== "en" && (
        <p>
          Read each sentence as a young person would meet it. Is it right, plain and kind? What stands in ⟨ ⟩ is filled
          in. Where numbers change a sentence, every form of it stands here.
        </p>
      )}
      {tag !== "en" && <p className="only-print">Write into the empty column what would be better.</p>}
      <p className="only-screen">
        <button type="button" className="button second" onClick={() => window.print()}>
          Print for a reader
        </button>
      </p>
      <ol className="sentences">
        {(Object.entries(englishTexts) as [Word, string][]).map(([word, english]) => (
          <Sentence key={word} word={word} english={english} own={texts[word]} tag={tag} status={status} />
        ))}
      </ol>
      <Gone status={status} />
      <p className="only-print">
        Checked by ______________________________ on ______________ Signature ______________________________
      </p>
      {tag !== "en" && status.kind !== "signed-off" && owners.includes(role) && (
        <SignOffForm tag={tag} texts={texts} revision={standing.revision} />
      )}
      {tag !== "en" && !owners.includes(role) && (
        <p className="only-screen">The owner of the study signs a language off.</p>
      )}
    </>
  );
}

interface SentenceProps {
  readonly word: Word;
  readonly english: string;
  readonly own: string | undefined;
  readonly tag: string;
  readonly status: WordStatus;
}

function Sentence({ word, english, own, tag, status }: SentenceProps): ReactNode {
  const before = status.kind === "lapsed" && status.changed.includes(word) ? status.check.texts[word] : undefined;
  const isNew = status.kind === "lapsed" && status.changed.includes(word) && before === undefined;
  const marked = { lang: tag, dir: textDirection(tag) };
  return (
    <li id={word}>
      <div>
        <Forms tag="en" text={english} />
      </div>
      {tag !== "en" && (
        <div>
          {own === undefined ? (
            <p className="quiet">No text: the page shows the English one, and says so.</p>
          ) : (
            <div {...marked}>
              <Forms tag={tag} text={own} />
            </div>
          )}
          {before !== undefined && (
            <div>
              <p>
                <span className="tag warning">Changed</span> What was checked:
              </p>
              <div {...marked} className="quiet">
                <Forms tag={tag} text={before} />
              </div>
            </div>
          )}
          {isNew && own !== undefined && (
            <p>
              <span className="tag warning">New</span> Nobody has checked it.
            </p>
          )}
        </div>
      )}
      {tag !== "en" && <div className="only-print room" />}
    </li>
  );
}

function Forms({ tag, text }: { readonly tag: string; readonly text: string }): ReactNode {
  return shownForms(tag, text).map((shown) => <p key={shown}>{shown}</p>);
}

/** Sentences that were checked and that the page has no more. */
function Gone({ status }: { readonly status: WordStatus }): ReactNode {
  if (status.kind !== "lapsed") return null;
  const gone = status.changed.filter((name) => !Object.hasOwn(englishTexts, name));
  if (gone.length === 0) return null;
  return <p>No more on the page: {countOf(gone.length, "sentence")} that had been checked.</p>;
}

function SignOffForm({
  tag,
  texts,
  revision,
}: Omit<ReviewProps, "standing"> & { readonly revision: string }): ReactNode {
  const client = useQueryClient();
  const [by, setBy] = useState("");
  const [when, setWhen] = useState("");
  const [isMissing, setMissing] = useState(false);
  const [heading, name, hint, day, fault] = [useId(), useId(), useId(), useId(), useId()];
  const signOff = useMutation({
    mutationFn: () =>
      call("signOffWords", {
        // A language has no key without a text.
        body: { revision, language: tag, texts: texts as Record<string, string>, checked: { by: by.trim(), when } },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["q"] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isWhole = by.trim() !== "" && when !== "";
    setMissing(!isWhole);
    if (isWhole) signOff.mutate();
  };
  return (
    <section aria-labelledby={heading} className="only-screen">
      <h2 id={heading}>
        Sign off {languageInEnglish(tag)}{" "}
        <span lang={tag} dir="auto">
          {nameOfLanguage(tag)}
        </span>
      </h2>
      <form onSubmit={submit}>
        <div className="field">
          <label htmlFor={name}>Who has checked every sentence</label>
          <span id={hint} className="hint">
            Somebody who grew up with the language. The name stands in the study’s file and in its journal; participants
            do not see it.
          </span>
          {isMissing && (
            <span id={fault} className="fault">
              Write who has checked it, and on which day.
            </span>
          )}
          <input
            id={name}
            aria-describedby={isMissing ? `${hint} ${fault}` : hint}
            aria-invalid={isMissing && by.trim() === ""}
            autoComplete="off"
            maxLength={200}
            value={by}
            onChange={({ target }) => setBy(target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={day}>On which day</label>
          <input
            id={day}
            type="date"
            aria-invalid={isMissing && when === ""}
            value={when}
            onChange={({ target }) => setWhen(target.value)}
          />
        </div>
        <NotDone error={signOff.error} />
        <button type="submit" className="button" disabled={signOff.isPending}>
          Sign off these words
        </button>
      </form>
    </section>
  );
}
