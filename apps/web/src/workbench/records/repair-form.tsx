import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { NotDone } from "../answer.tsx";
import { counted, countOf } from "../counted.ts";
import { refresh } from "../queries.ts";
import { call } from "../server-call.ts";
import type { Cluster, ReviewedVariable } from "./values.tsx";

interface RepairFormProps {
  readonly variable: ReviewedVariable;
  readonly cluster: Cluster;
  readonly done: (what: string) => void;
}

type Use = "accept" | "other" | "missing" | "refuse";

/** One decision on the chosen raw values of a cluster: what they are read as, or that they stay apart; and why. */
export function RepairForm({ variable, cluster, done }: RepairFormProps): ReactNode {
  const client = useQueryClient();
  const id = useId();
  const [raws, setRaws] = useState<readonly string[]>(() => sure(cluster));
  const [use, setUse] = useState<Use>("accept");
  const [other, setOther] = useState("");
  const [why, setWhy] = useState("");
  const chosen = cluster.proposals.map(({ raw }) => raw).filter((raw) => raws.includes(raw));
  const decide = useMutation({
    mutationFn: () => {
      const { name, version } = variable;
      const canonical = use === "missing" ? null : use === "other" ? other.trim() : cluster.canonical;
      return call("decideRepairs", {
        body:
          use === "refuse"
            ? { kind: "refuse", variable: name, canonical: cluster.canonical, raws: chosen, why }
            : { kind: "repair", variable: name, version, raws: chosen, canonical, why },
      });
    },
    onSuccess: async () => {
      done(
        use === "refuse"
          ? `Saved in the journal: ${countOf(chosen.length, "value")} of ${variable.label} kept apart.`
          : `Saved in ${variable.file}: ${countOf(chosen.length, "value")} of ${variable.label} decided.`,
      );
      await refresh(client, "records");
    },
    onError: () => client.invalidateQueries({ queryKey: ["records", "readRepairs"] }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (chosen.length > 0) decide.mutate();
  };
  const choice = (value: Use, words: ReactNode): ReactNode => (
    <label className="choice">
      <input type="radio" name={`${id}use`} checked={use === value} onChange={() => setUse(value)} />
      <span>{words}</span>
    </label>
  );
  return (
    <form onSubmit={submit}>
      <fieldset className="field">
        <legend>Raw values</legend>
        {cluster.proposals.map(({ raw, rows, confidence, reason }) => (
          <label key={raw} className="choice">
            <input
              type="checkbox"
              checked={raws.includes(raw)}
              onChange={({ target }) => setRaws(target.checked ? [...raws, raw] : raws.filter((one) => one !== raw))}
            />
            <span>
              <span className="cell">{raw}</span> {countOf(rows, "row")}, {confidenceInWords[confidence]}
              <br />
              <span className="quiet">{reason}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className="field">
        <legend>What are they?</legend>
        {choice("accept", `Accept: read as “${cluster.canonical}”`)}
        {choice("other", "Another value")}
        {choice("missing", "No value: missing")}
        {choice("refuse", `Refuse: they are not “${cluster.canonical}”, and stay as they are`)}
      </fieldset>
      {use === "other" && (
        <div className="field">
          <label htmlFor={`${id}other`}>Read as</label>
          <input
            id={`${id}other`}
            list={`${id}values`}
            required
            value={other}
            onChange={({ target }) => setOther(target.value)}
          />
          <datalist id={`${id}values`}>
            {variable.values.map((value) => (
              <option key={value} value={value} />
            ))}
          </datalist>
        </div>
      )}
      <div className="field">
        <label htmlFor={`${id}why`}>Why?</label>
        <textarea
          id={`${id}why`}
          required
          minLength={3}
          maxLength={500}
          value={why}
          onChange={({ target }) => setWhy(target.value)}
        />
      </div>
      <NotDone error={decide.error} />
      <button type="submit" className="button" disabled={decide.isPending || chosen.length === 0}>
        {decide.isPending
          ? "Saving …"
          : `Save for ${counted(chosen.length)} ${chosen.length === 1 ? "value" : "values"}`}
      </button>
    </form>
  );
}

const confidenceInWords = { high: "surely", medium: "probably", low: "in doubt" } as const;

/** Those in doubt wait to be ticked. */
function sure({ proposals }: Cluster): string[] {
  return proposals.filter(({ confidence }) => confidence !== "low").map(({ raw }) => raw);
}
