import type { ReplyOf } from "@plait/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Answer } from "../answer.tsx";
import { countOf } from "../counted.ts";
import { refresh } from "../queries.ts";
import { call } from "../server-call.ts";
import { WhyAndSave } from "./why-and-save.tsx";
import "./decisions.css";

type Seen = ReplyOf<"readSeenValues">;

interface DecideValueProps {
  readonly variable: string;
  readonly raw: string;
  readonly close: () => void;
  /** Told in words what was decided. */
  readonly done: (what: string) => void;
}

/** A decision on any one raw value: what it should be, and why. */
export function DecideValue({ variable, raw, close, done }: DecideValueProps): ReactNode {
  const seen = useQuery({
    queryKey: ["records", "readSeenValues", variable, raw, 0],
    queryFn: ({ signal }) => call("readSeenValues", { body: { variable, holding: raw, from: 0 }, signal }),
  });
  return (
    <Answer query={seen} of="the value">
      {(read) => <DecideForm seen={read} raw={raw} close={close} done={done} />}
    </Answer>
  );
}

type DecideFormProps = Omit<DecideValueProps, "variable"> & { readonly seen: Seen };

function DecideForm({ seen, raw, close, done }: DecideFormProps): ReactNode {
  const client = useQueryClient();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [isMissing, setIsMissing] = useState(false);
  const [canonical, setCanonical] = useState("");
  const [why, setWhy] = useState("");
  useEffect(() => form.current?.querySelector<HTMLElement>("input[type=text], select")?.focus(), []);
  const decide = useMutation({
    mutationFn: () =>
      call("decideRepairs", {
        body: {
          kind: "repair",
          ...{ variable: seen.name, version: seen.version, raws: [raw] },
          ...{ canonical: isMissing ? null : canonical.trim(), why },
        },
      }),
    onSuccess: async () => {
      done(`Saved in ${seen.file}: “${raw}” is ${isMissing ? "missing" : `“${canonical.trim()}”`}.`);
      close();
      await refresh(client, "records");
    },
    // The file may have moved on: what was typed stays, and can be sent again.
    onError: () => client.invalidateQueries({ queryKey: ["records", "readSeenValues"] }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    decide.mutate();
  };
  const own = seen.seen.find((one) => one.raw === raw);
  const decided = own?.decided.find(({ kind }) => kind === undefined);
  return (
    <form ref={form} onSubmit={submit} aria-labelledby={`${id}title`}>
      <h3 id={`${id}title`}>
        What is “<bdi className="long-words">{raw}</bdi>” as {seen.label}?
      </h3>
      {own !== undefined && (
        <p className="quiet">
          {countOf(own.rows, "row")} of {countOf(own.deliveries, "delivery", "deliveries")}. The decision holds for all
          of them, and for deliveries to come.
        </p>
      )}
      {decided !== undefined && (
        <div className="notice warning">
          <p>
            Line {decided.line} of {seen.file} reads it as{" "}
            {decided.canonical === null ? "missing" : <bdi>“{decided.canonical}”</bdi>}. Take that decision back first.
          </p>
        </div>
      )}
      <fieldset className="field">
        <legend>What is it?</legend>
        <label className="choice">
          <input type="radio" name={`${id}use`} checked={!isMissing} onChange={() => setIsMissing(false)} />
          <span>Another value</span>
        </label>
        <label className="choice">
          <input type="radio" name={`${id}use`} checked={isMissing} onChange={() => setIsMissing(true)} />
          <span>No value: missing</span>
        </label>
      </fieldset>
      {!isMissing && <CanonicalField id={`${id}canonical`} seen={seen} value={canonical} change={setCanonical} />}
      <WhyAndSave id={id} why={why} change={setWhy} decide={decide} close={close} />
    </form>
  );
}

interface CanonicalFieldProps {
  readonly id: string;
  readonly seen: Seen;
  readonly value: string;
  readonly change: (value: string) => void;
}

/** A list where the variable has one, else a field to write in. */
function CanonicalField({ id, seen: { type, values }, value, change }: CanonicalFieldProps): ReactNode {
  const hint = hints[type];
  return (
    <div className="field">
      <label htmlFor={id}>Read as</label>
      {values.length > 0 ? (
        <select id={id} required value={value} onChange={({ target }) => change(target.value)}>
          <option value="">Choose one</option>
          {values.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      ) : (
        <>
          {hint !== undefined && (
            <span className="hint" id={`${id}-hint`}>
              {hint}
            </span>
          )}
          <input
            id={id}
            type="text"
            required
            autoComplete="off"
            dir="auto"
            value={value}
            {...(hint === undefined ? {} : { "aria-describedby": `${id}-hint` })}
            onChange={({ target }) => change(target.value)}
          />
        </>
      )}
    </div>
  );
}

const hints: Readonly<Partial<Record<Seen["type"], string>>> = {
  date: "In a form that the column is read in, such as 31/05/2023.",
  month: "In a form that the column is read in, such as 05/2023.",
  reference: "The whole reference number.",
};
