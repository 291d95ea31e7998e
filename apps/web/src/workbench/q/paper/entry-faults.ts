import {
  type EntryFault,
  type EntryField,
  type EntryForm,
  type EntryWord,
  englishEntryWords,
  valueInSentence,
} from "@plait/q-method";

/** What is only unfinished is told when the sort is entered; what typing on will not mend, at once. */
export function isUnfinished({ kind }: EntryFault): boolean {
  return kind === "too-few" || kind === "cards-missing" || kind === "piles-missing";
}

/** A fault in the words of the entry form on paper. */
export function faultInWords(fault: EntryFault, form: EntryForm): string {
  const named = (field: EntryField): string =>
    typeof field === "number"
      ? said("in-column", { value: valueInSentence(form.columns[field]?.value ?? Number.NaN) })
      : said(field);
  switch (fault.kind) {
    case "no-code":
    case "bad-code":
    case "code-taken":
      return said(fault.kind);
    case "not-a-number":
    case "unknown-card":
      return said(fault.kind, { typed: fault.typed, field: named(fault.field) });
    case "card-twice":
      return said(fault.kind, {
        card: fault.card,
        fields: [...new Set([fault.field, ...fault.others])].map(named).join(", "),
      });
    case "too-many":
    case "too-few":
      return said(fault.kind, { field: named(fault.field), has: fault.has, room: fault.room });
    case "cards-missing":
    case "piles-missing":
      return said(fault.kind, { cards: fault.cards.join(", ") });
    default:
      return fault satisfies never;
  }
}

/** A sentence of the entry form with its values. */
export function said(word: EntryWord, values: Readonly<Record<string, string | number>> = {}): string {
  return englishEntryWords[word].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
