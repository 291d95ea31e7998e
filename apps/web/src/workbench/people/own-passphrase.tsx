import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { NotDone } from "../answer.tsx";
import { PageHeading } from "../page-heading.tsx";
import { call } from "../server-call.ts";
import { useSignedIn } from "../session-gate.tsx";

const NOTHING = { current: "", next: "", again: "" };

/** Everybody changes their own passphrase; an owner who helps somebody in gives them one that only those two know. */
export function OwnPassphrase(): ReactNode {
  const { name } = useSignedIn();
  const client = useQueryClient();
  const [typed, setTyped] = useState(NOTHING);
  const change = useMutation({
    mutationFn: () => call("changePassphrase", { body: { name, current: typed.current, passphrase: typed.next } }),
    onSuccess: () => {
      setTyped(NOTHING);
      return client.invalidateQueries({ queryKey: ["session"] });
    },
  });
  const differs = typed.again !== "" && typed.again !== typed.next;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!differs) change.mutate();
  };
  const field = (of: keyof typeof NOTHING) => ({
    value: typed[of],
    onChange: (value: string) => setTyped({ ...typed, [of]: value }),
  });
  return (
    <>
      <PageHeading>Change your passphrase</PageHeading>
      <form onSubmit={submit}>
        {/* So that the browser keeps the new one under the right name. */}
        <input type="text" value={name} autoComplete="username" readOnly hidden />
        <SecretField label="Your passphrase now" autoComplete="current-password" {...field("current")} />
        <SecretField
          label="New passphrase"
          hint="12 characters or more, such as four words that do not belong together."
          autoComplete="new-password"
          {...field("next")}
        />
        <SecretField
          label="New passphrase once more"
          autoComplete="new-password"
          {...(differs ? { error: "This is not the same." } : {})}
          {...field("again")}
        />
        <NotDone error={change.error} />
        {change.isSuccess && (
          <p className="notice done" role="status">
            Your passphrase is changed. Wherever else you were signed in, you no longer are.
          </p>
        )}
        <button type="submit" className="button" disabled={change.isPending}>
          Change the passphrase
        </button>
      </form>
    </>
  );
}

interface SecretFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string;
  readonly autoComplete: "current-password" | "new-password";
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function SecretField({ label, hint, error, autoComplete, value, onChange }: SecretFieldProps): ReactNode {
  const [field, about] = [useId(), useId()];
  const isDescribed = hint !== undefined || error !== undefined;
  return (
    <div className="field">
      <label htmlFor={field}>{label}</label>
      {isDescribed && (
        <span id={about} className="hint" role={error === undefined ? undefined : "alert"}>
          {error ?? hint}
        </span>
      )}
      <input
        id={field}
        type="password"
        required
        minLength={autoComplete === "new-password" ? 12 : 1}
        maxLength={1000}
        autoComplete={autoComplete}
        aria-describedby={isDescribed ? about : undefined}
        aria-invalid={error !== undefined}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}
