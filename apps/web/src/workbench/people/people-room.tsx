import { type ReplyOf, ROLES, type Role } from "@plait/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Answer, NotDone } from "../answer.tsx";
import { PageHeading } from "../page-heading.tsx";
import { question } from "../queries.ts";
import { roleInWords } from "../role-in-words.ts";
import { call } from "../server-call.ts";
import { TableFrame } from "../table-frame.tsx";

type Account = ReplyOf<"listAccounts">["accounts"][number];

/** Who has an account in this study, and as what. For the owner. */
export function PeopleRoom(): ReactNode {
  const accounts = useQuery(question("listAccounts"));
  return (
    <>
      <PageHeading>People</PageHeading>
      <Answer query={accounts} of="the accounts">
        {({ accounts: found }) => (found.length === 0 ? <NobodyYet /> : <Accounts accounts={found} />)}
      </Answer>
      <NewAccount />
    </>
  );
}

function NobodyYet(): ReactNode {
  return (
    <p>
      Nobody has an account yet. You are in by the link of the terminal. Whoever decides on outputs or makes decisions
      in this study should have an account of their own, under the name that stands in <code>study.yaml</code>.
    </p>
  );
}

function Accounts({ accounts }: { readonly accounts: readonly Account[] }): ReactNode {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (body: { name: string; role?: Role; closed?: boolean }) => call("changeAccount", { body }),
    onSettled: () => client.invalidateQueries({ queryKey: ["accounts"] }),
  });
  return (
    <>
      <NotDone error={change.error} />
      <TableFrame label="Accounts">
        <table>
          <caption>Accounts</caption>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Role</th>
              <th scope="col">Account</th>
            </tr>
          </thead>
          <tbody>
            {accounts.map(({ name, role, closed }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <div className="field">
                    <select
                      aria-label={`Role of ${name}`}
                      value={role}
                      disabled={closed || change.isPending}
                      onChange={({ target }) => change.mutate({ name, role: asRole(target.value) })}
                    >
                      {ROLES.map((each) => (
                        <option key={each} value={each}>
                          {roleInWords[each]}
                        </option>
                      ))}
                    </select>
                  </div>
                </td>
                <td>
                  <button
                    type="button"
                    className="button second"
                    disabled={change.isPending}
                    onClick={() => change.mutate({ name, closed: !closed })}
                  >
                    {closed ? "Open again" : "Close"}
                    <span className="hidden-words"> the account of {name}</span>
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
      <p className="quiet">A new role, or closing an account, signs that person out everywhere.</p>
    </>
  );
}

function NewAccount(): ReactNode {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [role, setRole] = useState<Role>("analyst");
  const [heading, nameField, roleField, passphraseField, hint] = [useId(), useId(), useId(), useId(), useId()];
  const make = useMutation({
    mutationFn: () => call("makeAccount", { body: { name: name.trim(), role, passphrase } }),
    onSuccess: () => {
      setName("");
      setPassphrase("");
      return client.invalidateQueries({ queryKey: ["accounts"] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>Make an account</h2>
      <form onSubmit={submit}>
        <div className="field">
          <label htmlFor={nameField}>Name</label>
          <input
            id={nameField}
            required
            maxLength={100}
            autoComplete="off"
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={roleField}>Role</label>
          <select id={roleField} value={role} onChange={({ target }) => setRole(asRole(target.value))}>
            {ROLES.map((each) => (
              <option key={each} value={each}>
                {roleInWords[each]}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor={passphraseField}>Passphrase</label>
          <span id={hint} className="hint">
            12 characters or more, such as four words that do not belong together. Tell it to the person yourself.
          </span>
          <input
            id={passphraseField}
            type="password"
            required
            minLength={12}
            maxLength={1000}
            autoComplete="new-password"
            aria-describedby={hint}
            value={passphrase}
            onChange={({ target }) => setPassphrase(target.value)}
          />
        </div>
        <NotDone error={make.error} />
        {make.data !== undefined && (
          <p className="notice done" role="status">
            {make.data.name} has an account as {roleInWords[make.data.role]}.
          </p>
        )}
        <button type="submit" className="button" disabled={make.isPending}>
          Make the account
        </button>
      </form>
    </section>
  );
}

/** What a list of roles gives back is one of them. */
function asRole(value: string): Role {
  return ROLES.find((each) => each === value) ?? "reader";
}
