import { type ReplyOf, routeTable } from "@plait/api";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { ReasonDialog } from "../reason-dialog.tsx";
import { call } from "../server-call.ts";
import { useSignedIn } from "../session-gate.tsx";
import { TableFrame } from "../table-frame.tsx";

type Release = ReplyOf<"decideOutputs">;
type Output = Release["outputs"][number];

/** One release: who asked for it, what was decided on each output, and the decision of whoever may decide. */
export function ReleaseSection({ release }: { readonly release: Release }): ReactNode {
  const { role } = useSignedIn();
  const client = useQueryClient();
  const heading = useId();
  const [asked, setAsked] = useState<{ readonly output: string; readonly kind: "approved" | "rejected" }>();
  const deciders: readonly string[] = routeTable.decideOutputs.may;
  const mayDecide = deciders.includes(role) && release.bundled === undefined && release.barred === undefined;
  const decide = async (words: string) => {
    if (asked === undefined) return;
    const decision =
      asked.kind === "approved" ? { kind: asked.kind, comment: words } : { kind: asked.kind, reason: words };
    await call("decideOutputs", { body: { release: release.number, outputs: [asked.output], decision } });
    await client.invalidateQueries({ queryKey: ["outputs"] });
  };
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading}>Release {release.number}</h3>
      <p>
        {release.by} asked on {day(release.at)}: {release.purpose}
      </p>
      <p>
        {release.bundled === undefined ? (
          <>
            What checkers decide by, with true numbers: <code>{release.page}</code> in the study folder.
          </>
        ) : (
          <>Bundled on {day(release.bundled)}.</>
        )}
      </p>
      {release.barred !== undefined && <p>You cannot decide on it: {release.barred}.</p>}
      <TableFrame label={`Outputs of release ${release.number}`}>
        <table>
          <caption>Outputs of release {release.number}</caption>
          <thead>
            <tr>
              <th scope="col">Output</th>
              <th scope="col">Stands</th>
              <th scope="col">Decisions</th>
              {mayDecide && <th scope="col">Decide</th>}
            </tr>
          </thead>
          <tbody>
            {release.outputs.map((output) => (
              <tr key={output.id}>
                <th scope="row">{output.id}</th>
                <td>{standingOf(output)}</td>
                <td>
                  {output.decisions.map(({ by, at, kind, words }) => (
                    <div key={`${by} ${at}`}>
                      {by} {kind} it on {day(at)}
                      {words === undefined || words === "" ? "" : `: ${words}`}
                    </div>
                  ))}
                </td>
                {mayDecide && (
                  <td>
                    <div className="buttons">
                      {(["approved", "rejected"] as const).map((kind) => (
                        <button
                          key={kind}
                          type="button"
                          className="button second"
                          onClick={() => setAsked({ output: output.id, kind })}
                        >
                          {actions[kind]}
                          <span className="hidden-words"> {output.id}</span>
                        </button>
                      ))}
                    </div>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
      {asked !== undefined && (
        <ReasonDialog
          title={`${actions[asked.kind]} ${asked.output}`}
          hint="It stands in the log of releases with your name."
          action={actions[asked.kind]}
          onReason={decide}
          onClose={() => setAsked(undefined)}
        />
      )}
    </section>
  );
}

const actions = { approved: "Approve", rejected: "Reject" } as const;

function standingOf({ standing, approvalsMissing }: Output): ReactNode {
  switch (standing) {
    case "approved":
      return <span className="tag done">approved</span>;
    case "rejected":
      return <span className="tag error">rejected</span>;
    case "waiting":
      return (
        <span className="tag warning">
          waits for {approvalsMissing} more {approvalsMissing === 1 ? "checker" : "checkers"}
        </span>
      );
    default:
      return standing satisfies never;
  }
}

function day(at: string): string {
  return at.slice(0, 10);
}
