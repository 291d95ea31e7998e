/** Every word of the entry form, in plain English. `{…}` is filled in by the form. */
export const englishEntryWords = {
  title: "Enter sorts from paper",
  intro:
    "Type the numbers you read from the photograph of the turned cards, column by column, with a space between them. Nothing is sent or kept: download the file before you close this page.",
  "needs-script": "This form needs JavaScript to check the numbers. Allow it for this file.",
  sorter: "Code of the sorter",
  "sorter-hint": "Not a name. Letters, figures, hyphens and full stops.",
  columns: "The board",
  "column-lowest": "{value} (lowest)",
  "column-highest": "{value} (highest)",
  column: "{value}",
  "in-column": "column {value}",
  count: "{has} of {room}",
  "count-free": "{has}",
  piles: "Piles, if they were noted",
  "piles-hint": "All cards or none.",
  agree: "Agree",
  unsure: "Unsure",
  disagree: "Disagree",
  left: "Still to come: {cards}",
  complete: "All cards are placed.",
  add: "Add this sort",
  "cards-list": "The cards and their numbers",
  "errors-heading": "This sort is not possible yet",
  "no-code": "Type the code of the sorter.",
  "bad-code": "A code has letters, figures, hyphens and full stops, without spaces.",
  "code-taken": "A sort with this code is in the list already.",
  "not-a-number": "“{typed}” in {field} is not a number.",
  "unknown-card": "There is no card {typed}, which is typed in {field}.",
  "card-twice": "Card {card} stands twice: in {fields}.",
  "too-many": "Too many cards in {field}: {has}, and there is room for {room}.",
  "too-few": "Too few cards in {field}: {has} of {room}.",
  "cards-missing": "Missing: {cards}.",
  "piles-missing": "In no pile: {cards}. Note the pile of every card, or of none.",
  sorts: "Sorts entered",
  none: "None yet.",
  added: "{sorter} is in the list.",
  change: "Change",
  "change-of": "Change the sort of {sorter}",
  "change-refused": "Add the sort you have begun, or empty its fields, before you change another.",
  changing: "{sorter} is back in the fields.",
  empty: "Empty the fields",
  emptied: "The fields are empty.",
  download: "Download all as CSV",
  "not-downloaded": "Not downloaded yet",
  downloaded: "Downloaded",
} as const;

export type EntryWord = keyof typeof englishEntryWords;

/** A study's own wording of the form: all of it, so that no form is half in one language and half in another. */
export interface EntryWords {
  /** BCP 47 tag: the language of the form, which is that of whoever types. */
  readonly language: string;
  readonly texts: Readonly<Record<EntryWord, string>>;
}
