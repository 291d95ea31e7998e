import type { ReplyOf } from "@plait/api";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { nameOfLanguage, SHIPPED_LANGUAGES, shippedTag } from "../../sort/languages.ts";
import { Answer } from "../answer.tsx";
import { counted, countOf } from "../counted.ts";
import { PageHeading } from "../page-heading.tsx";
import { question } from "../queries.ts";
import { TableFrame } from "../table-frame.tsx";
import { missingWords, type PageWords, type WordStatus, wordStatus } from "./page-words.ts";
import { usePageWords } from "./use-page-words.ts";

const englishNames = new Intl.DisplayNames("en", { type: "language" });

export function languageInEnglish(tag: string): string {
  return englishNames.of(tag) ?? tag;
}

/** The languages of the participants' page, and how far their words have been checked. */
export function Languages(): ReactNode {
  const checks = useQuery(question("readWordChecks"));
  const design = useQuery(question("readQDesign"));
  const words = usePageWords();
  return (
    <>
      <PageHeading within="Q-sorts">Languages</PageHeading>
      <p>
        The cards are worded by the study. The words around them, on the page where young people sort, come with Plait:
        each language waits for a native speaker to check it. The owner of the study then signs it off, for these very
        words. When a later version of Plait changes one of them, the sign-off lapses.
      </p>
      <Answer query={words} of="the words">
        {(texts) => (
          <Answer query={checks} of="the sign-offs">
            {(found) => <LanguageTable texts={texts} checks={found.checks} design={design.data} />}
          </Answer>
        )}
      </Answer>
    </>
  );
}

interface TableProps {
  readonly texts: PageWords;
  readonly checks: ReplyOf<"readWordChecks">["checks"];
  readonly design: ReplyOf<"readQDesign"> | undefined;
}

function LanguageTable({ texts, checks, design }: TableProps): ReactNode {
  const sorted = new Set(design?.languages.map(({ language }) => language));
  const used = new Set([...sorted].map((tag) => shippedTag(tag)));
  const without = [...sorted].filter((tag) => shippedTag(tag) === undefined);
  const tags = [...SHIPPED_LANGUAGES].sort((a, b) => Number(used.has(b)) - Number(used.has(a)));
  return (
    <>
      <TableFrame label="Languages">
        <table>
          <caption>Words of the participants’ page</caption>
          <thead>
            <tr>
              <th scope="col">Language</th>
              <th scope="col">Cards</th>
              <th scope="col">Words</th>
              <th scope="col">Missing</th>
            </tr>
          </thead>
          <tbody>
            {tags.map((tag) => {
              const own = texts[tag] ?? {};
              return (
                <tr key={tag}>
                  <th scope="row">
                    <Link to="/q/languages/$tag" params={{ tag }}>
                      {languageInEnglish(tag)}
                    </Link>{" "}
                    {tag !== "en" && (
                      <span lang={tag} dir="auto" className="quiet">
                        {nameOfLanguage(tag)}
                      </span>
                    )}
                  </th>
                  <td>{used.has(tag) ? "in this study" : ""}</td>
                  <td>
                    <StatusInWords status={wordStatus(tag, own, checks[tag])} />
                  </td>
                  <td>{missingWords(own).length === 0 ? "" : counted(missingWords(own).length)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableFrame>
      {without.length > 0 && (
        <p>
          Plait has no words in {without.map(languageInEnglish).join(", ")}: there the page speaks English around the
          cards.
        </p>
      )}
    </>
  );
}

export function StatusInWords({ status }: { readonly status: WordStatus }): ReactNode {
  switch (status.kind) {
    case "source":
      return <>what the others were translated from</>;
    case "awaiting":
      return (
        <>
          <span className="tag warning">Not checked</span> awaiting a native speaker
        </>
      );
    case "signed-off":
      return (
        <>
          <span className="tag done">Checked</span> by {status.check.checked.by}, {status.check.checked.when}; signed
          off by {status.check.signed_off.who}, {status.check.signed_off.when}
        </>
      );
    case "lapsed": {
      return (
        <>
          <span className="tag warning">Lapsed</span> {countOf(status.changed.length, "sentence")} changed since{" "}
          {status.check.checked.by} checked on {status.check.checked.when}
        </>
      );
    }
    default:
      return status satisfies never;
  }
}
