import { type BodyOf, Refused, type ReplyOf } from "@plait/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { refresh } from "../queries.ts";
import { call } from "../server-call.ts";
import { WhyAndSave } from "./why-and-save.tsx";

type Review = ReplyOf<"readCrosswalk">;
type Body = BodyOf<"decideMapping">;
type Column = Review["undecided"][number]["column"];
type Reach = Extract<Body["on"], { kind: "column" }>["reach"];

interface MappingFormProps {
  readonly review: Review;
  /** A line that is not there any more is undefined. */
  readonly on:
    | { readonly kind: "column"; readonly column: Column }
    | { readonly kind: "line"; readonly line: number | undefined };
  readonly proposal?: Review["undecided"][number]["proposal"];
  /** The decision that is changed. */
  readonly current?: Review["decided"][number];
  readonly close: () => void;
  readonly done: (what: string) => void;
}

/** One decision on a column: which variable it is, or that it is left out; for which deliveries; and why. */
export function MappingForm({ review, on, proposal, current, close, done }: MappingFormProps): ReactNode {
  const client = useQueryClient();
  const id = useId();
  const proposed = proposal?.kind === "proposed" ? proposal.variable : undefined;
  const [use, setUse] = useState<"proposed" | "other" | "ignore">(
    proposed !== undefined ? "proposed" : current?.variable === null ? "ignore" : "other",
  );
  const [other, setOther] = useState(current?.variable ?? othersOf(proposal)[0] ?? "");
  const [type, setType] = useState(current === undefined || current.type === "ignore" ? "" : current.type);
  const [reach, setReach] = useState<Reach>("this-delivery");
  const [why, setWhy] = useState("");
  const variable = use === "proposed" ? proposed : other;
  const isDate = ["date", "month"].includes(review.variables.find(({ name }) => name === variable)?.type ?? "");
  const first = useRef<HTMLFormElement>(null);
  useEffect(() => first.current?.querySelector<HTMLElement>("input:checked, select")?.focus(), []);

  const decide = useMutation({
    mutationFn: async () =>
      call("decideMapping", {
        body: {
          version: review.version,
          on: on.kind === "line" ? { kind: "line", line: lineThere(on.line) } : { ...on, reach },
          use: use === "ignore" ? { kind: "ignore" } : { kind: "map", variable: variable ?? "", type: type.trim() },
          why,
        },
      }),
    onSuccess: async ({ line }) => {
      const what = use === "ignore" ? "The column is left out" : `The column is mapped to ${variable}`;
      done(`Saved as line ${line} of ${review.file}. ${what}.`);
      close();
      await refresh(client, "records");
    },
    // The file may have moved on: what is refused is decided on anew.
    onError: () => client.invalidateQueries({ queryKey: ["records", "readCrosswalk"] }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    decide.mutate();
  };
  return (
    <form ref={first} className="decision-form" onSubmit={submit}>
      <fieldset className="field">
        <legend>What is this column?</legend>
        {proposed !== undefined && (
          <label className="choice">
            <input type="radio" name={`${id}use`} checked={use === "proposed"} onChange={() => setUse("proposed")} />
            <span>Accept: {labelled(review, proposed)}</span>
          </label>
        )}
        <label className="choice">
          <input type="radio" name={`${id}use`} checked={use === "other"} onChange={() => setUse("other")} />
          <span>{proposed === undefined ? "A variable" : "Another variable"}</span>
        </label>
        <label className="choice">
          <input type="radio" name={`${id}use`} checked={use === "ignore"} onChange={() => setUse("ignore")} />
          <span>{proposed === undefined ? "Leave it out" : "Refuse, and leave it out"}</span>
        </label>
      </fieldset>
      {use === "other" && (
        <div className="field">
          <label htmlFor={`${id}variable`}>Variable</label>
          <select id={`${id}variable`} required value={other} onChange={({ target }) => setOther(target.value)}>
            <option value="">Choose one</option>
            {review.variables.map(({ name }) => (
              <option key={name} value={name}>
                {labelled(review, name)}
              </option>
            ))}
          </select>
        </div>
      )}
      {use !== "ignore" && (isDate || type !== "") && (
        <div className="field">
          <label htmlFor={`${id}type`}>Read as</label>
          <span className="hint" id={`${id}type-hint`}>
            Empty for the usual formats, day first. Or in order: date dd/mm/yyyy; yyyy-mm-dd; serial
          </span>
          <input
            id={`${id}type`}
            aria-describedby={`${id}type-hint`}
            value={type}
            onChange={({ target }) => setType(target.value)}
          />
        </div>
      )}
      {on.kind === "column" && (
        <fieldset className="field">
          <legend>Where?</legend>
          <label className="choice">
            <input
              type="radio"
              name={`${id}reach`}
              checked={reach === "this-delivery"}
              onChange={() => setReach("this-delivery")}
            />
            <span className="long-words">In this delivery only: {on.column.delivery}</span>
          </label>
          <label className="choice">
            <input
              type="radio"
              name={`${id}reach`}
              checked={reach === "every-delivery"}
              onChange={() => setReach("every-delivery")}
            />
            <span>In every delivery of {on.column.kind}, past and to come</span>
          </label>
        </fieldset>
      )}
      <WhyAndSave id={id} why={why} change={setWhy} decide={decide} close={close} />
    </form>
  );
}

function lineThere(line: number | undefined): number {
  if (line !== undefined) return line;
  throw new Refused(
    409,
    "decision-gone",
    "This decision was changed or taken back by somebody else meanwhile. Nothing was written. Look at it as it is now.",
  );
}

function othersOf(proposal: MappingFormProps["proposal"]): string[] {
  return proposal?.kind === "proposed" ? proposal.others.map(({ variable }) => variable) : [];
}

function labelled({ variables }: Review, name: string): string {
  return `${variables.find((variable) => variable.name === name)?.label ?? name} (${name})`;
}
