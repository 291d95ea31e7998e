import type { BodyOf, ReplyOf } from "@plait/api";
import {
  checkEntry,
  type EntryFault,
  type EntryField,
  type EntryForm,
  faultFields,
  type Pile,
  type TypedNumbers,
  type Typing,
  textDirection,
  valueText,
} from "@plait/q-method";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { NotDone } from "../../answer.tsx";
import { call } from "../../server-call.ts";
import { useSignedIn } from "../../session-gate.tsx";
import { faultInWords, isUnfinished, said } from "./entry-faults.ts";
import { newId } from "./new-id.ts";
import { type DraftState, useDraft } from "./use-draft.ts";
import { handInWords } from "./when.ts";

type PaperSort = ReplyOf<"readPaperSort">;
type Entry = BodyOf<"enterPaperSort">;

interface NumbersFormProps {
  readonly sort: PaperSort;
  readonly form: EntryForm;
  readonly design: ReplyOf<"readQDesign">;
  readonly as: Typing;
  readonly onDone: () => void;
  readonly onCancel?: () => void;
}

const titles: Readonly<Record<Typing, string>> = {
  entry: "The numbers",
  correction: "Correct the numbers",
  check: "Type the numbers again",
};

const actions: Readonly<Record<Typing, string>> = {
  entry: "Enter this sort",
  correction: "Save the correction",
  check: "Compare",
};

const draftStates: Readonly<Record<DraftState, string>> = {
  kept: "What you type is kept, sealed, as you go.",
  keeping: "Keeping what you typed …",
  "not-kept": "What you typed last is not kept yet: Plait does not answer. It is tried again.",
};

const PILES: readonly Pile[] = ["disagree", "unsure", "agree"];

/** The numbers of the turned cards, column by column, checked as they are typed. */
export function NumbersForm({ sort, form, design, as, onDone, onCancel }: NumbersFormProps): ReactNode {
  const client = useQueryClient();
  const { participant } = sort;
  const standing = sort.entries.at(-1);
  const { name } = useSignedIn();
  const [begun] = useState(() => typedBefore(sort, form, as, name));
  const [hadPiles] = useState(() => PILES.some((pile) => begun.typed.piles[pile] !== ""));
  const [typed, setTyped] = useState(begun.typed);
  const [reason, setReason] = useState("");
  const [wasSent, setSent] = useState(false);
  const [draft, keepDraft] = useDraft({ participant, as, typed });
  const [base, heading] = [useId(), useId()];
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // What was pressed to come here is gone.
    if (as !== "entry") title.current?.focus();
  }, [as]);
  const ids = useRef(new Map<string, string>());
  const { faults, filled } = checkEntry({ ...typed, sorter: "known" }, form, []);
  const needsReason = as === "correction" && reason.trim() === "";
  const shown = wasSent ? faults : faults.filter((fault) => !isUnfinished(fault));
  const missing = faults.find(({ kind }) => kind === "cards-missing");

  const enter = useMutation({
    mutationFn: async (body: Omit<Entry, "id">) => {
      // Before the entry, so that no draft comes behind it.
      await keepDraft();
      return call("enterPaperSort", { body: { ...body, id: idOf(ids.current, body) } });
    },
    onSuccess: (entered) => {
      client.setQueryData(["q", "readPaperSort", participant], entered);
      void client.invalidateQueries({ queryKey: ["q"] });
      onDone();
    },
  });
  const fieldId = (field: EntryField | "reason"): string => `${base}-${field}`;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    const [faulty] = faults;
    if (faulty !== undefined || needsReason) {
      const field = faulty === undefined ? "reason" : (fieldOf(faulty) ?? 0);
      document.getElementById(fieldId(field))?.focus();
      return;
    }
    enter.mutate({
      ...{ participant, as, typed, standing: standing?.id ?? null },
      ...(as === "correction" && { reason: reason.trim() }),
    });
  };
  const faultsOf = (field: EntryField): string =>
    shown
      .filter((fault) => faultFields(fault).includes(field))
      .map((fault) => faultInWords(fault, form))
      .join(" ");
  const isRightToLeft = textDirection(sort.language) === "rtl";

  return (
    <section aria-labelledby={heading} className="paper-numbers">
      <h2 id={heading} ref={title} tabIndex={-1}>
        {titles[as]}
      </h2>
      <p>
        Type the numbers of the turned cards, a space between them, from the lowest column on: it is at the{" "}
        {isRightToLeft ? "right" : "left"} of the sorter.
      </p>
      {as === "check" && <p>What was entered is not shown. The two are compared when you are done.</p>}
      {begun.from !== undefined && <p className="quiet">Typed before by {handInWords(begun.from)}: go on with it.</p>}
      <form onSubmit={submit} noValidate>
        <fieldset className="paper-columns">
          <legend>The board</legend>
          {form.columns.map(({ value, cards }, column) => (
            <NumbersField
              key={value}
              id={fieldId(column)}
              label={`Column ${valueText(value)}${endOf(form, column)}`}
              count={
                form.shape === "forced"
                  ? said("count", { has: filled[column] ?? 0, room: cards })
                  : said("count-free", { has: filled[column] ?? 0 })
              }
              fault={faultsOf(column)}
              value={typed.columns[column] ?? ""}
              onChange={(text) => setTyped({ ...typed, columns: typed.columns.with(column, text) })}
            />
          ))}
        </fieldset>
        <p className="paper-progress" role="status">
          {missing?.kind === "cards-missing" ? said("left", { cards: missing.cards.join(", ") }) : said("complete")}
        </p>
        <details className="paper-more" open={hadPiles}>
          <summary>Piles, if they were noted</summary>
          <fieldset className="paper-columns">
            <legend>The three piles: all cards or none</legend>
            {PILES.map((pile) => (
              <NumbersField
                key={pile}
                id={fieldId(pile)}
                label={said(pile)}
                fault={faultsOf(pile)}
                value={typed.piles[pile]}
                onChange={(text) => setTyped({ ...typed, piles: { ...typed.piles, [pile]: text } })}
              />
            ))}
          </fieldset>
        </details>
        {as === "correction" && (
          <div className="field">
            <label htmlFor={fieldId("reason")}>Why are they corrected?</label>
            <span id={`${fieldId("reason")}-hint`} className="hint">
              The entry before stays in the journal.
            </span>
            {wasSent && needsReason && (
              <span id={`${fieldId("reason")}-fault`} className="fault">
                Write the reason.
              </span>
            )}
            <textarea
              id={fieldId("reason")}
              aria-describedby={`${fieldId("reason")}-hint${wasSent && needsReason ? ` ${fieldId("reason")}-fault` : ""}`}
              aria-invalid={wasSent && needsReason}
              rows={2}
              maxLength={2000}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          </div>
        )}
        {wasSent && faults.length > 0 && (
          <div className="notice error" role="alert">
            <p>
              <strong>{said("errors-heading")}</strong>
            </p>
            <ul>
              {faults.map((fault) => (
                <li key={JSON.stringify(fault)}>{faultInWords(fault, form)}</li>
              ))}
            </ul>
          </div>
        )}
        <NotDone error={enter.error} />
        <p className={draft === "not-kept" ? "paper-unkept" : "quiet"} {...(draft === "not-kept" && { role: "alert" })}>
          {draftStates[draft]}
        </p>
        <div className="buttons">
          <button type="submit" className="button" disabled={enter.isPending}>
            {actions[as]}
          </button>
          {onCancel !== undefined && (
            <button type="button" className="button second" onClick={onCancel}>
              Back
            </button>
          )}
        </div>
      </form>
      <CardList sort={sort} design={design} />
    </section>
  );
}

/** The same again is sent under the same id, so that it is entered once. */
function idOf(ids: Map<string, string>, body: Omit<Entry, "id">): string {
  const content = JSON.stringify(body);
  const id = ids.get(content) ?? newId();
  ids.set(content, id);
  return id;
}

function fieldOf(fault: EntryFault): EntryField | undefined {
  if (fault.kind === "piles-missing") return "disagree";
  return faultFields(fault).find((field) => field !== "sorter");
}

function endOf({ columns }: EntryForm, column: number): string {
  if (column === 0) return " (lowest)";
  return column === columns.length - 1 ? " (highest)" : "";
}

/** What was typed and not entered, where it may be gone on with: a second typing is nobody's but its typist's. */
export function draftFor({ draft }: PaperSort, name: string): PaperSort["draft"] {
  return draft?.as === "check" && draft.by !== name ? undefined : draft;
}

/** What the fields begin with: a draft of the same kind, for a correction what stands, else nothing. */
function typedBefore(
  sort: PaperSort,
  form: EntryForm,
  as: Typing,
  name: string,
): { readonly typed: TypedNumbers; readonly from?: PaperSort["draft"] } {
  const standing = sort.entries.at(-1);
  const draft = draftFor(sort, name);
  if (draft?.as === as) {
    return {
      typed: { ...draft.typed, columns: form.columns.map((_, at) => draft.typed.columns[at] ?? "") },
      from: draft,
    };
  }
  const listed = (is: (id: string) => boolean): string =>
    form.statements
      .filter(({ id }) => is(id))
      .map(({ number }) => number)
      .join(" ");
  const before = as === "correction" ? standing : undefined;
  const inPile = (pile: Pile): string => listed((id) => before?.piles?.[id] === pile);
  return {
    typed: {
      columns: form.columns.map(({ value }) => listed((id) => before?.places[id] === value)),
      piles: { agree: inPile("agree"), unsure: inPile("unsure"), disagree: inPile("disagree") },
    },
  };
}

interface NumbersFieldProps {
  readonly id: string;
  readonly label: string;
  readonly count?: string;
  readonly fault: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

function NumbersField({ id, label, count, fault, value, onChange }: NumbersFieldProps): ReactNode {
  return (
    <div className="field paper-column">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        aria-describedby={`${id}-count ${id}-fault`}
        aria-invalid={fault !== ""}
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
        maxLength={2000}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      <span id={`${id}-count`} className="paper-count">
        {count}
      </span>
      <span id={`${id}-fault`} className="fault" aria-live="polite">
        {fault}
      </span>
    </div>
  );
}

function CardList({ sort, design }: Pick<NumbersFormProps, "sort" | "design">): ReactNode {
  return (
    <details className="paper-more">
      <summary>{said("cards-list")}</summary>
      <ul className="paper-cards">
        {design.statements.map(({ id, number, texts }) => (
          <li key={id}>
            <span className="paper-number">{number}</span>
            <span lang={sort.language} dir={textDirection(sort.language)}>
              {texts[sort.language]}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
