import type { ReplyOf } from "@plait/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { NotDone } from "./answer.tsx";
import { PageHeading } from "./page-heading.tsx";
import { forgetAll } from "./queries.ts";
import { call } from "./server-call.ts";

interface SignInProps {
  readonly session: Extract<ReplyOf<"readSession">, { kind: "nobody" | "participant" }>;
  /** Somebody was signed in on this page before. */
  readonly wasSignedIn: boolean;
  /** Why the link that was followed did not open the study. */
  readonly linkError: unknown;
}

export function SignIn({ session, wasSignedIn, linkError }: SignInProps): ReactNode {
  return (
    <main id="page" className="sign-in">
      <PageHeading>{wasSignedIn ? "You are signed out" : "Sign in to Plait"}</PageHeading>
      {wasSignedIn && (
        <p>
          You signed out, or nothing was done for a while. What was on the screen is gone from this browser; what was
          saved is kept.
        </p>
      )}
      <NotDone error={linkError} />
      {session.kind === "participant" && (
        <div className="notice warning">
          <p>
            A participant is signed in on this browser. <a href="/sort">Go to the cards</a>, or sign in here instead.
          </p>
        </div>
      )}
      {session.kind === "nobody" && !session.hasAccounts ? <LinkOnly /> : <Passphrase />}
      <p>
        <a href="/sort">I was given a code to sort cards</a>
      </p>
    </main>
  );
}

function LinkOnly(): ReactNode {
  return (
    <div className="notice">
      <p>
        Nobody has an account in this study yet. Open the link that <code>plait serve</code> printed where it was
        started. It works once.
      </p>
      <p>To get another link, stop Plait there and start it again.</p>
    </div>
  );
}

function Passphrase(): ReactNode {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const signIn = useMutation({
    mutationFn: () => call("signIn", { body: { name, passphrase } }),
    onSuccess: () => forgetAll(client),
    onSettled: () => setPassphrase(""),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <form onSubmit={submit}>
      <NotDone error={signIn.error} />
      <div className="field">
        <label htmlFor="name">Name</label>
        <input
          id="name"
          autoComplete="username"
          required
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor="passphrase">Passphrase</label>
        <span className="hint" id="passphrase-hint">
          12 characters or more
        </span>
        <input
          id="passphrase"
          type="password"
          autoComplete="current-password"
          aria-describedby="passphrase-hint"
          required
          minLength={12}
          value={passphrase}
          onChange={({ target }) => setPassphrase(target.value)}
        />
      </div>
      <button type="submit" className="button" disabled={signIn.isPending}>
        {signIn.isPending ? "Signing in …" : "Sign in"}
      </button>
    </form>
  );
}
