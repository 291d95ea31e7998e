import type { BodyOf, ReplyOf } from "@plait/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { NotDone } from "../../answer.tsx";
import { question } from "../../queries.ts";
import { call } from "../../server-call.ts";
import { languageInEnglish } from "../languages.tsx";
import { newId } from "./new-id.ts";
import { helpers } from "./paper-words.ts";

type Described = BodyOf<"describePaperSort">;
type Helper = Described["helper"];

const CODE = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,39}$/u;

interface DescribeSortProps {
  /** Of whom there is a sort from paper already. */
  readonly known?: readonly string[];
  /** The sort whose language or help is changed; a new one is begun where there is none. */
  readonly sort?: ReplyOf<"readPaperSort">;
  readonly onDone: (participant: string) => void;
}

/** Whose sort it is, and under which circumstances it was made. Nothing is written down of somebody who did not say yes. */
export function DescribeSort({ known = [], sort, onDone }: DescribeSortProps): ReactNode {
  const client = useQueryClient();
  const { data: design } = useQuery(question("readQDesign"));
  const { data: invited } = useQuery({ ...question("listSorters"), enabled: sort === undefined });
  const languages = (design?.languages ?? [])
    .filter(({ state, missing }) => state !== "without-words" && missing.length === 0)
    .map(({ language }) => language);
  const [code, setCode] = useState("");
  const [language, setLanguage] = useState(sort?.language ?? "");
  const [helper, setHelper] = useState<Helper | undefined>(sort?.helper);
  const [assented, setAssented] = useState(sort === undefined ? undefined : true);
  const [wasSent, setSent] = useState(false);
  const [heading, codes, form] = [useId(), useId(), useId()];
  const participant = sort?.participant ?? code.trim();
  const faults = {
    code: codeFault(participant, sort === undefined ? known : []),
    language: language === "" ? "Choose the language of the cards." : undefined,
    assented: assented === undefined ? "Say whether the young person agreed." : undefined,
    helper: helper === undefined ? "Say who helped." : undefined,
  };
  const shown = (name: keyof typeof faults) => (wasSent ? faults[name] : undefined);
  const describe = useMutation({
    mutationFn: (body: Described) => call("describePaperSort", { body }),
    onSuccess: (described) => {
      client.setQueryData(["q", "readPaperSort", described.participant], described);
      void client.invalidateQueries({ queryKey: ["q"] });
      onDone(described.participant);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setSent(true);
    const first = (Object.keys(faults) as (keyof typeof faults)[]).find((name) => faults[name] !== undefined);
    if (first !== undefined) {
      const field = event.currentTarget.querySelector(`[name="${form}-${first}"]`);
      if (field instanceof HTMLElement) field.focus();
      return;
    }
    if (assented !== true || helper === undefined) return;
    const id = newId();
    describe.mutate({ id, participant, assented, language, helper, isNew: sort === undefined });
  };
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>{sort === undefined ? "Enter a sort from paper" : "Language and help"}</h2>
      <form onSubmit={submit} noValidate>
        {sort === undefined && (
          <Field
            name={`${form}-code`}
            label="Whose sort is it?"
            hint="What you call them in this study, never a name: somebody who has a code, or a new one."
            fault={shown("code")}
          >
            {(described) => (
              <>
                <input
                  {...described}
                  list={codes}
                  autoComplete="off"
                  maxLength={40}
                  value={code}
                  onChange={({ target }) => setCode(target.value)}
                />
                <datalist id={codes}>
                  {invited?.sorters
                    .filter(({ participant: each, status }) => status !== "finished" && !known.includes(each))
                    .map(({ participant: each }) => (
                      <option key={each} value={each} />
                    ))}
                </datalist>
              </>
            )}
          </Field>
        )}
        <Field
          name={`${form}-language`}
          label="Language of the cards"
          hint="It stands under each number."
          fault={shown("language")}
        >
          {(described) => (
            <select {...described} value={language} onChange={({ target }) => setLanguage(target.value)}>
              <option value="">Choose</option>
              {languages.map((tag) => (
                <option key={tag} value={tag}>
                  {languageInEnglish(tag)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {sort === undefined && (
          <Choices
            name={`${form}-assented`}
            legend="Did the young person agree to take part, and to the photographs?"
            fault={shown("assented")}
            choices={[
              [true, "Yes"],
              [false, "No"],
            ]}
            chosen={assented}
            onChoose={setAssented}
          />
        )}
        {assented === false && (
          <div className="notice warning" role="status">
            <p>Then nothing is written down here. Destroy the photographs and the paper with the numbers.</p>
          </div>
        )}
        <Choices
          name={`${form}-helper`}
          legend="Who helped?"
          fault={shown("helper")}
          choices={(Object.keys(helpers) as Helper[]).map((each) => [each, helpers[each]])}
          chosen={helper}
          onChoose={setHelper}
        />
        <NotDone error={describe.error} />
        {sort !== undefined && describe.isSuccess && <p role="status">Saved.</p>}
        <button type="submit" className="button" disabled={describe.isPending || assented === false}>
          {sort === undefined ? "Begin" : "Save"}
        </button>
      </form>
    </section>
  );
}

function codeFault(participant: string, known: readonly string[]): string | undefined {
  if (participant === "") return "Write whose sort it is.";
  if (!CODE.test(participant)) return "A code has letters, figures, hyphens and full stops, without spaces.";
  return known.includes(participant) ? `${participant} has a sort from paper already: open it above.` : undefined;
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly fault: string | undefined;
  readonly children: (described: {
    readonly id: string;
    readonly name: string;
    readonly "aria-describedby": string;
    readonly "aria-invalid": boolean;
  }) => ReactNode;
}

function Field({ name, label, hint, fault, children }: FieldProps): ReactNode {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <span id={`${name}-hint`} className="hint">
        {hint}
      </span>
      {fault !== undefined && (
        <span id={`${name}-fault`} className="fault">
          {fault}
        </span>
      )}
      {children({
        id: name,
        name,
        "aria-describedby": fault === undefined ? `${name}-hint` : `${name}-hint ${name}-fault`,
        "aria-invalid": fault !== undefined,
      })}
    </div>
  );
}

interface ChoicesProps<Value> {
  readonly name: string;
  readonly legend: string;
  readonly fault: string | undefined;
  readonly choices: readonly (readonly [value: Value, words: string])[];
  readonly chosen: Value | undefined;
  readonly onChoose: (value: Value) => void;
}

function Choices<Value>({ name, legend, fault, choices, chosen, onChoose }: ChoicesProps<Value>): ReactNode {
  return (
    <fieldset className="field" {...(fault === undefined ? {} : { "aria-describedby": `${name}-fault` })}>
      <legend>{legend}</legend>
      {fault !== undefined && (
        <span id={`${name}-fault`} className="fault">
          {fault}
        </span>
      )}
      {choices.map(([value, words]) => (
        <label key={words} className="choice">
          <input type="radio" name={name} checked={chosen === value} onChange={() => onChoose(value)} />
          {words.charAt(0).toUpperCase() + words.slice(1)}
        </label>
      ))}
    </fieldset>
  );
}
