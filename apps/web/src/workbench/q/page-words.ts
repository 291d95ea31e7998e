import type { ReplyOf } from "@plait/api";
import { createIntl } from "react-intl";
import { englishTexts, SHIPPED_LANGUAGES, shippedTexts, type Word } from "../../sort/languages.ts";

export type WordCheck = ReplyOf<"readWordChecks">["checks"][string];

/** The words of the participants' page as they come with this version of Plait, by language. */
export type PageWords = Readonly<Record<string, Readonly<Partial<Record<Word, string>>>>>;

export async function openPageWords(): Promise<PageWords> {
  const texts = SHIPPED_LANGUAGES.map(async (tag) => [tag, await shippedTexts(tag)] as const);
  return Object.fromEntries(await Promise.all(texts));
}

/** How far the words of a language have been checked. */
export type WordStatus =
  /** What the others were translated from. */
  | { readonly kind: "source" }
  | { readonly kind: "awaiting" }
  | { readonly kind: "signed-off"; readonly check: WordCheck }
  /** Signed off once; since then these sentences came, went or changed. */
  | { readonly kind: "lapsed"; readonly check: WordCheck; readonly changed: readonly string[] };

export function wordStatus(
  tag: string,
  texts: Readonly<Record<string, string | undefined>>,
  check: WordCheck | undefined,
): WordStatus {
  if (tag === "en") return { kind: "source" };
  if (check === undefined) return { kind: "awaiting" };
  const names = new Set([...Object.keys(texts), ...Object.keys(check.texts)]);
  const changed = [...names].filter((name) => texts[name] !== check.texts[name]);
  return changed.length === 0 ? { kind: "signed-off", check } : { kind: "lapsed", check, changed };
}

/** The sentences that a language lacks: the page shows them in English, marked. */
export function missingWords(texts: Readonly<Partial<Record<Word, string>>>): readonly Word[] {
  // The keys of the English words are the words.
  return (Object.keys(englishTexts) as Word[]).filter((word) => texts[word] === undefined);
}

/** Enough to meet every plural form of the languages that come with Plait. */
const COUNTS = [0, 1, 2, 3, 11, 100];

/**
 * A sentence as people meet it: once for every form that a number gives it, and with ⟨names⟩ where something else is filled in.
 *
 * @param text in the syntax of ICU messages
 */
export function shownForms(tag: string, text: string): readonly string[] {
  const intl = createIntl({ locale: tag, messages: { text }, onError: () => {} });
  const counted = new Set([...text.matchAll(/\{(\w+), plural,/gu)].map(([, name = ""]) => name));
  const named = [...text.matchAll(/\{(\w+)\}/gu)].map(([, name = ""]) => [name, `⟨${name}⟩`] as const);
  const withCount = (count: number): string =>
    intl.formatMessage(
      { id: "text" },
      { ...Object.fromEntries(named), ...Object.fromEntries([...counted].map((name) => [name, count])) },
    );
  if (counted.size === 0) return [withCount(0)];
  const byForm = new Map<string, string>();
  for (const shown of COUNTS.map(withCount)) {
    const form = shown.replaceAll(/\p{Nd}+/gu, "#");
    if (!byForm.has(form)) byForm.set(form, shown);
  }
  return [...byForm.values()];
}
