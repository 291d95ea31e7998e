import type { ReplyOf } from "@plait/api";
import { type FormEvent, useId, useState } from "react";
import { Button } from "react-aria-components";

type Sorters = ReplyOf<"listSorters">["sorters"];
type Codes = ReplyOf<"inviteSorters">["codes"];

const statuses: Readonly<Record<Sorters[number]["status"], string>> = {
  invited: "has a code",
  begun: "is sorting",
  finished: "has finished",
  stopped: "stopped",
  refused: "said no",
};

/** Who is sorting, how far they are, and codes for those who will. Where a card lies is not told here. */
export function CollectionView({
  sorters,
  invite,
}: {
  readonly sorters: Sorters;
  readonly invite: (participants: readonly string[]) => Promise<Codes>;
}) {
  const count = (status: Sorters[number]["status"]) => sorters.filter((each) => each.status === status).length;
  return (
    <>
      <ul className="tally" aria-live="polite">
        {(["finished", "begun", "invited", "stopped", "refused"] as const).map((status) => (
          <li key={status}>
            <strong>{count(status)}</strong> {statuses[status].replace("has ", "").replace("is ", "")}
          </li>
        ))}
      </ul>
      {sorters.length === 0 ? (
        <p>Nobody has been invited yet. Make a code for each person below.</p>
      ) : (
        <div className="wide">
          <table>
            <caption>Participants</caption>
            <thead>
              <tr>
                <th scope="col">Participant</th>
                <th scope="col">State</th>
                <th scope="col">Language</th>
                <th scope="col">Cards on the board</th>
              </tr>
            </thead>
            <tbody>
              {sorters.map(({ participant, status, language, placed, cards }) => (
                <tr key={participant}>
                  <th scope="row">{participant}</th>
                  <td>{statuses[status]}</td>
                  <td>{language ?? "not chosen"}</td>
                  <td className="bar">
                    <meter
                      aria-label={`${participant}: ${placed} of ${cards} cards`}
                      min={0}
                      max={cards}
                      value={placed}
                    />{" "}
                    {placed} of {cards}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <InviteForm invite={invite} />
    </>
  );
}

function InviteForm({ invite }: { readonly invite: (participants: readonly string[]) => Promise<Codes> }) {
  const [typed, setTyped] = useState("");
  const [codes, setCodes] = useState<Codes>([]);
  const [refusal, setRefusal] = useState<string>();
  const [field, hint] = [useId(), useId()];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const participants = [...new Set(typed.split(/[\s,;]+/).filter((each) => each !== ""))];
    if (participants.length === 0) return setRefusal("Write the code of one person or of several.");
    try {
      setCodes(await invite(participants));
      setTyped("");
      setRefusal(undefined);
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <h3>Make codes</h3>
      <form onSubmit={submit}>
        <label htmlFor={field}>Participants</label>
        <p id={hint} className="hint">
          What you call them in this study, such as QYP26, never a name. Several are separated by spaces. A new code for
          somebody takes the place of the one before.
        </p>
        <input
          id={field}
          aria-describedby={hint}
          autoComplete="off"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        {refusal !== undefined && (
          <p role="alert" className="error">
            {refusal}
          </p>
        )}
        <Button type="submit" className="button">
          Make codes
        </Button>
      </form>
      {codes.length > 0 && (
        <div role="status">
          <p>
            <strong>These codes are shown once.</strong> Write each down for its person; nobody can look them up later.
          </p>
          <dl className="codes">
            {codes.map(({ participant, code }) => (
              <div key={participant}>
                <dt>{participant}</dt>
                <dd>
                  <code>{code}</code>
                </dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </>
  );
}
