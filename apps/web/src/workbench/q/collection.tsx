import type { ReplyOf } from "@plait/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Answer, NotDone } from "../answer.tsx";
import { countOf } from "../counted.ts";
import { PageHeading } from "../page-heading.tsx";
import { question } from "../queries.ts";
import { call } from "../server-call.ts";
import { TableFrame } from "../table-frame.tsx";
import { UncheckedNotice } from "./unchecked-notice.tsx";

type Sorters = ReplyOf<"listSorters">["sorters"];

const statuses: Readonly<Record<Sorters[number]["status"], string>> = {
  invited: "has a code",
  begun: "is sorting",
  finished: "has finished",
  stopped: "stopped",
  refused: "said no",
};

const several: Readonly<Record<Sorters[number]["status"], string>> = {
  invited: "have a code",
  begun: "are sorting",
  finished: "have finished",
  stopped: "stopped",
  refused: "said no",
};

/** Who is sorting, how far they are, and codes for those who will. Where a card lies is not told here. */
export function Collection(): ReactNode {
  const sorters = useQuery(question("listSorters"));
  return (
    <>
      <PageHeading within="Q-sorts">Collecting</PageHeading>
      <UncheckedNotice />
      <Answer query={sorters} of="the participants">
        {(found) => <Sorting sorters={found.sorters} />}
      </Answer>
      <OnPaper />
      <InviteForm />
    </>
  );
}

/** How many sorts came on paper; they are typed on a page of their own. */
function OnPaper(): ReactNode {
  const { data } = useQuery(question("listPaperSorts"));
  const entered = data?.sorts.filter(({ status }) => status === "entered").length ?? 0;
  const begun = (data?.sorts.length ?? 0) - entered;
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>On paper</h2>
      {data !== undefined && data.sorts.length > 0 && (
        <p>
          {countOf(entered, "sort")} entered from paper{begun > 0 && `, ${begun} begun`}.
        </p>
      )}
      <p>
        <Link to="/q/paper">Enter a sort from paper</Link>
      </p>
    </section>
  );
}

function Sorting({ sorters }: { readonly sorters: Sorters }): ReactNode {
  const { data: paper } = useQuery(question("listPaperSorts"));
  const isOnPaper = (participant: string): boolean =>
    paper?.sorts.some((sort) => sort.participant === participant && !sort.gaveWay) ?? false;
  const count = (status: Sorters[number]["status"]) => sorters.filter((each) => each.status === status).length;
  return (
    <>
      <ul className="tally" aria-live="polite">
        {(["finished", "begun", "invited", "stopped", "refused"] as const).map((status) => (
          <li key={status}>
            <strong>{count(status)}</strong> {several[status]}
          </li>
        ))}
      </ul>
      {sorters.length === 0 ? (
        <p>Nobody has been invited yet. Make a code for each person below.</p>
      ) : (
        <TableFrame label="Participants">
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
                  <td>{isOnPaper(participant) ? `${statuses[status]}; sorted on paper` : statuses[status]}</td>
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
        </TableFrame>
      )}
    </>
  );
}

function InviteForm(): ReactNode {
  const client = useQueryClient();
  const [typed, setTyped] = useState("");
  const [isMissing, setMissing] = useState(false);
  const [heading, field, hint, fault] = [useId(), useId(), useId(), useId()];
  const invite = useMutation({
    mutationFn: (participants: string[]) => call("inviteSorters", { body: { participants } }),
    onSuccess: () => {
      setTyped("");
      return client.invalidateQueries({ queryKey: ["q"] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const participants = [...new Set(typed.split(/[\s,;]+/).filter((each) => each !== ""))];
    setMissing(participants.length === 0);
    if (participants.length > 0) invite.mutate(participants);
  };
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>Make codes</h2>
      <form onSubmit={submit}>
        <div className="field">
          <label htmlFor={field}>Participants</label>
          <span id={hint} className="hint">
            What you call them in this study, such as QYP26, never a name. Several are separated by spaces. A new code
            for somebody takes the place of the one before.
          </span>
          {isMissing && (
            <span id={fault} className="fault">
              Write one participant or several.
            </span>
          )}
          <input
            id={field}
            aria-describedby={isMissing ? `${hint} ${fault}` : hint}
            aria-invalid={isMissing}
            autoComplete="off"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </div>
        <NotDone error={invite.error} />
        <button type="submit" className="button" disabled={invite.isPending}>
          Make codes
        </button>
      </form>
      {invite.data !== undefined && (
        <div className="notice done" role="status">
          <p>
            <strong>These codes are shown once.</strong> Write each down for its person; nobody can look them up later.
          </p>
          <dl className="codes">
            {invite.data.codes.map(({ participant, code }) => (
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
    </section>
  );
}
