import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { shippedTag } from "../../sort/languages.ts";
import { question } from "../queries.ts";
import { languageInEnglish } from "./languages.tsx";
import { wordStatus } from "./page-words.ts";
import { usePageWords } from "./use-page-words.ts";

/** Tells those who run sessions in which languages of the study no native speaker has checked the page. */
export function UncheckedNotice(): ReactNode {
  const { data: design } = useQuery(question("readQDesign"));
  const { data: standing } = useQuery(question("readWordChecks"));
  const { data: words } = usePageWords();
  if (design === undefined || standing === undefined || words === undefined) return null;
  const unchecked = design.languages.flatMap(({ language }) => {
    const tag = shippedTag(language);
    if (tag === undefined) return [];
    const { kind } = wordStatus(tag, words[tag] ?? {}, standing.checks[tag]);
    return kind === "awaiting" || kind === "lapsed" ? [languageInEnglish(language)] : [];
  });
  if (unchecked.length === 0) return null;
  return (
    <div className="notice warning">
      <p>
        No native speaker has checked the words around the cards in {unchecked.join(", ")}.{" "}
        <Link to="/q/languages">Read them and have them checked</Link>
      </p>
    </div>
  );
}
