import type { Cell, FreeText, Result, Sentence } from "@plait/study";
import type { Finding } from "./evidence.ts";
import { type DetailKind, type IdentifyingDetail, identifyingDetails } from "./identifying-details.ts";
import { type Policy, unknownRule } from "./policy.ts";

export interface QuotationOptions {
  /** Names of staff, places and houses of the study. */
  readonly knownNames?: readonly string[];
}

/**
 * What might tell who somebody is in the words of people that results print: one finding a detail, by the id of its result,
 * in the order of rows, columns and sentences. Empty under a policy that lets quotations go.
 */
export function quotationFindings(
  results: readonly Result[],
  policy: Policy,
  options: QuotationOptions = {},
): ReadonlyMap<string, readonly Finding[]> {
  return quotationReview(results, policy, options).findings;
}

export interface QuotationReview {
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** Whether a person has to look at what a cell or a sentence says before it may leave. */
  needsReview(words: Cell | Sentence): boolean;
}

/** The findings, with the cells and sentences that they are about. */
export function quotationReview(
  results: readonly Result[],
  policy: Policy,
  { knownNames = [] }: QuotationOptions = {},
): QuotationReview {
  const findings = new Map<string, Finding[]>();
  const unsettled = new Set<Cell | Sentence>();
  for (const result of areReviewed(policy) ? results : []) {
    for (const { words, text, freeText, place, where } of freeTexts(result)) {
      const languages = freeText.language === undefined ? {} : { languages: [freeText.language] };
      const details = identifyingDetails(text, { known: knownNames, ...languages });
      if (details.length === 0) continue;
      unsettled.add(words);
      const found = messages(details, where).map(
        (message): Finding => ({ kind: "identifying-details", ...place, message }),
      );
      findings.set(result.id, [...(findings.get(result.id) ?? []), ...found]);
    }
  }
  return { findings, needsReview: (words) => unsettled.has(words) };
}

function areReviewed({ quotations }: Policy): boolean {
  switch (quotations) {
    case "review":
      return true;
    case "release":
      return false;
    default:
      return unknownRule("rule for quotations", quotations);
  }
}

interface FreeWords {
  readonly words: Cell | Sentence;
  readonly text: string;
  readonly freeText: FreeText;
  readonly place: Pick<Finding, "row" | "column">;
  /** Where in the result, for what has no row and column. */
  readonly where: string;
}

function freeTexts({ rows, sentences }: Result): FreeWords[] {
  const ofCells = rows.flatMap(({ cells }, row) =>
    cells.flatMap((cell, column): FreeWords[] =>
      cell.kind === "text" && cell.freeText !== undefined
        ? [{ words: cell, text: cell.text, freeText: cell.freeText, place: { row, column }, where: "" }]
        : [],
    ),
  );
  const ofSentences = sentences.flatMap((sentence, at): FreeWords[] => {
    if (sentence.freeText === undefined) return [];
    const text = sentence.parts.map((part) => (typeof part === "string" ? part : "…")).join("");
    return [{ words: sentence, text, freeText: sentence.freeText, place: {}, where: ` of text ${at + 1}` }];
  });
  return [...ofCells, ...ofSentences];
}

/** One message a detail; words without capitals are one matter however many pieces they are in. */
function messages(details: readonly IdentifyingDetail[], where: string): string[] {
  const seen = details.filter(({ kind }) => kind !== "names-not-seen");
  const told = seen.map(
    ({ kind, words, start, end }) =>
      `Perhaps ${kindWords(kind)}: “${words}”, characters ${start + 1} to ${end}${where}.`,
  );
  const unseen = details.find(({ kind }) => kind === "names-not-seen");
  if (unseen === undefined) return told;
  const { start, words } = unseen;
  const from = `from “${words.length > 40 ? `${words.slice(0, 40).trimEnd()}…` : words}”, character ${start + 1}${where}`;
  return [...told, `Names cannot be told from other words without capitals; a person has to read all of it, ${from}.`];
}

function kindWords(kind: DetailKind): string {
  switch (kind) {
    case "name":
      return "a name";
    case "place":
      return "a place";
    case "organisation":
      return "an organisation";
    case "date":
      return "a date";
    case "age":
      return "an age";
    case "reference":
      return "a reference number";
    case "postcode":
      return "a postcode";
    case "telephone":
      return "a telephone number";
    case "online-address":
      return "an e-mail or web address or an account";
    case "money":
      return "an amount of money";
    case "origin":
      return "a nationality, people, language or faith";
    case "number":
      return "a number that tells something";
    case "names-not-seen":
      return "a name that cannot be seen";
    default:
      return unknownRule("kind of detail", kind);
  }
}
