import type { ReplyOf } from "@plait/api";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Answer } from "../answer.tsx";
import { countOf } from "../counted.ts";
import { PageHeading } from "../page-heading.tsx";
import { question } from "../queries.ts";
import "./outputs-room.css";
import { ReleaseSection } from "./release-section.tsx";

type Outputs = ReplyOf<"readOutputs">;
type BuiltResult = NonNullable<Outputs["built"]>["results"][number];

/** What may leave the study, what was stopped and why, and where every release stands. */
export function OutputsRoom(): ReactNode {
  const outputs = useQuery(question("readOutputs"));
  return (
    <>
      <PageHeading>Outputs</PageHeading>
      <Answer query={outputs} of="the outputs">
        {({ built, releases }) => (
          <>
            <section aria-labelledby="releases">
              <h2 id="releases">Releases</h2>
              {releases.length === 0 ? (
                <p>
                  Nothing was asked to leave yet. Ask with <code>plait release request</code>.
                </p>
              ) : (
                [...releases].reverse().map((release) => <ReleaseSection key={release.number} release={release} />)
              )}
            </section>
            <section aria-labelledby="built">
              <h2 id="built">The last build</h2>
              {built === undefined ? (
                <p>
                  Nothing was built yet. Build the annex with <code>plait build</code>.
                </p>
              ) : (
                <BuiltResults built={built} />
              )}
            </section>
          </>
        )}
      </Answer>
    </>
  );
}

const statuses: Readonly<Record<BuiltResult["status"], { readonly words: string; readonly tag: string }>> = {
  released: { words: "leaves whole", tag: "done" },
  "released-with-withheld-cells": { words: "leaves in part", tag: "warning" },
  "released-after-review": { words: "leaves after review", tag: "done" },
  withheld: { words: "stopped", tag: "error" },
};

function BuiltResults({ built: { policy, results } }: { readonly built: NonNullable<Outputs["built"]> }): ReactNode {
  const stopped = results.filter(({ status }) => status === "withheld").length;
  const waiting = results.filter(({ review }) => review?.outcome === "undecided").length;
  return (
    <>
      <p>
        {countOf(results.length, "result")} under the policy <strong>{policy}</strong>: {stopped} stopped, {waiting}{" "}
        waiting for a review.
      </p>
      <ul className="built-results">
        {results.map(({ id, title, status, withheld, checks, review }) => (
          <li key={id}>
            <p>
              <strong>{title}</strong> <span className={`tag ${statuses[status].tag}`}>{statuses[status].words}</span>
              {withheld > 0 && <span className="quiet"> {countOf(withheld, "number")} withheld</span>}
            </p>
            {review !== undefined && (
              <p>
                {review.by} asked for a review: {review.reason}{" "}
                <span className="tag quiet">{review.outcome === "undecided" ? "not decided yet" : review.outcome}</span>
              </p>
            )}
            {checks.length > 0 && (
              <details>
                <summary>
                  What was done to it<span className="hidden-words">: {title}</span>
                </summary>
                <ul>
                  {checks.map((check) => (
                    <li key={check}>{check}</li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
