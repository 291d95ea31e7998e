import type { Pile } from "../q-sort.ts";

/** What the form accepts: data, so that it can be put into a page. */
export interface EntryForm {
  /** Lowest value first. */
  readonly columns: readonly { readonly value: number; readonly cards: number }[];
  readonly shape: "forced" | "free";
  /** The cards in order. */
  readonly statements: readonly { readonly id: string; readonly number: number }[];
}

/** What was typed, as it was typed. */
export interface TypedSort {
  readonly sorter: string;
  /** By column, in the order of the form: the numbers read from the photograph. */
  readonly columns: readonly string[];
  readonly piles: Readonly<Record<Pile, string>>;
}

/** A column of the grid by its position, or a pile. */
export type EntryField = number | Pile;

export type EntryFault =
  | { readonly kind: "no-code" }
  | { readonly kind: "bad-code" }
  | { readonly kind: "code-taken" }
  | { readonly kind: "not-a-number"; readonly field: EntryField; readonly typed: string }
  | { readonly kind: "unknown-card"; readonly field: EntryField; readonly typed: string }
  /** `others`: where the same card stands as well; the same field where it stands there twice. */
  | {
      readonly kind: "card-twice";
      readonly field: EntryField;
      readonly card: number;
      readonly others: readonly EntryField[];
    }
  | { readonly kind: "too-many"; readonly field: number; readonly has: number; readonly room: number }
  | { readonly kind: "too-few"; readonly field: number; readonly has: number; readonly room: number }
  | { readonly kind: "cards-missing"; readonly cards: readonly number[] }
  /** Piles are noted for every card or for none. */
  | { readonly kind: "piles-missing"; readonly cards: readonly number[] };

export interface EntryCheck {
  /** In the order of the form's fields, what is wrong with the whole at the end. Empty: the sort is possible. */
  readonly faults: readonly EntryFault[];
  /** How many numbers stand in each column. */
  readonly filled: readonly number[];
  /** By statement, in order; undefined where its card stands nowhere or in two columns. */
  readonly places: readonly (number | undefined)[];
  /** By statement, in order; undefined where none was noted. */
  readonly piles: readonly (Pile | undefined)[];
}

/**
 * Checks a typed sort and says everything that is wrong with it. Numbers may be parted by spaces or commas of any
 * script, and written in European, Arabic or Persian figures.
 *
 * The function stands on its own, so that the entry form can carry its very text into the page: it refers to nothing
 * outside itself and uses nothing that a page does not have.
 *
 * @param taken codes of sorters that were entered already
 */
export function checkEntry(typed: TypedSort, form: EntryForm, taken: readonly string[]): EntryCheck {
  const pileNames: readonly Pile[] = ["agree", "unsure", "disagree"];
  const faults: EntryFault[] = [];
  const known = new Set(form.statements.map(({ number }) => number));

  const code = typed.sorter.trim();
  if (code === "") faults.push({ kind: "no-code" });
  else if (!/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u.test(code)) faults.push({ kind: "bad-code" });
  else if (taken.includes(code)) faults.push({ kind: "code-taken" });

  const europeanFigures = (text: string): string =>
    text
      .replace(/[\u0660-\u0669]/g, (figure) => String(figure.charCodeAt(0) - 0x0660))
      .replace(/[\u06f0-\u06f9]/g, (figure) => String(figure.charCodeAt(0) - 0x06f0));

  const readNumbers = (field: EntryField, text: string): number[] =>
    europeanFigures(text)
      .split(/[\s,;\u060c\u061b\u1363\u1364\u3001\uff0c]+/u)
      .filter((word) => word !== "")
      .flatMap((word) => {
        if (!/^\d+$/.test(word)) {
          faults.push({ kind: "not-a-number", field, typed: word });
          return [];
        }
        if (!known.has(Number(word))) {
          faults.push({ kind: "unknown-card", field, typed: word });
          return [];
        }
        return [Number(word)];
      });

  const fieldsByCard = (
    fields: readonly { field: EntryField; cards: readonly number[] }[],
  ): Map<number, EntryField[]> => {
    const found = new Map<number, EntryField[]>();
    for (const { field, cards } of fields) {
      for (const card of cards) found.set(card, [...(found.get(card) ?? []), field]);
    }
    for (const [card, [field, ...others]] of found) {
      if (field !== undefined && others.length > 0) faults.push({ kind: "card-twice", field, card, others });
    }
    return found;
  };

  const columns = form.columns.map(({ cards: room }, field) => {
    const cards = readNumbers(field, typed.columns[field] ?? "");
    const has = cards.length;
    if (form.shape === "forced" && has > room) faults.push({ kind: "too-many", field, has, room });
    if (form.shape === "forced" && has < room) faults.push({ kind: "too-few", field, has, room });
    return { field, cards };
  });
  const placed = fieldsByCard(columns);
  const missing = form.statements.filter(({ number }) => !placed.has(number)).map(({ number }) => number);
  if (missing.length > 0) faults.push({ kind: "cards-missing", cards: missing });

  const inPiles = fieldsByCard(pileNames.map((field) => ({ field, cards: readNumbers(field, typed.piles[field]) })));
  const pilesAreNoted = pileNames.some((pile) => typed.piles[pile].trim() !== "");
  const unpiled = form.statements.filter(({ number }) => !inPiles.has(number)).map(({ number }) => number);
  if (pilesAreNoted && unpiled.length > 0) faults.push({ kind: "piles-missing", cards: unpiled });

  const only = <Field>(fields: readonly Field[] | undefined): Field | undefined =>
    fields?.length === 1 ? fields[0] : undefined;
  return {
    faults,
    filled: columns.map(({ cards }) => cards.length),
    places: form.statements.map(({ number }) => {
      const field = only(placed.get(number));
      return typeof field === "number" ? form.columns[field]?.value : undefined;
    }),
    piles: form.statements.map(({ number }) => {
      const field = only(inPiles.get(number));
      return typeof field === "string" ? field : undefined;
    }),
  };
}

/** The fields whose content a fault is about; none when it is about the whole. Stands on its own like `checkEntry`. */
export function faultFields(fault: EntryFault): (EntryField | "sorter")[] {
  switch (fault.kind) {
    case "no-code":
    case "bad-code":
    case "code-taken":
      return ["sorter"];
    case "not-a-number":
    case "unknown-card":
    case "too-many":
    case "too-few":
      return [fault.field];
    case "card-twice":
      return [...new Set([fault.field, ...fault.others])];
    case "cards-missing":
    case "piles-missing":
      return [];
  }
}
