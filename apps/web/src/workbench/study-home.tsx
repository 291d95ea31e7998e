import type { ReplyOf } from "@plait/api";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Answer } from "./answer.tsx";
import { countOf } from "./counted.ts";
import { PageHeading } from "./page-heading.tsx";
import { ProblemList } from "./problem-list.tsx";
import { question } from "./queries.ts";
import { roomsFor } from "./rooms.ts";
import { useSignedIn } from "./session-gate.tsx";
import "./study-home.css";

type StudyAtAGlance = ReplyOf<"readStudy">;

export function StudyHome(): ReactNode {
  const study = useQuery(question("readStudy"));
  const { study: named } = useSignedIn();
  return (
    <>
      <PageHeading>{named.title}</PageHeading>
      <Answer query={study} of="the study">
        {(read) => (
          <>
            {read.summary !== undefined && <p className="lede">{read.summary}</p>}
            <section aria-labelledby="strands">
              <h2 id="strands">Strands</h2>
              <ul className="strands">
                {read.strands.map((strand) => (
                  <StrandCard key={strand.strand} strand={strand} />
                ))}
              </ul>
            </section>
            <Problems problems={read.problems} />
            <section aria-labelledby="about">
              <h2 id="about">About this study</h2>
              <dl className="facts">
                <dt>Disclosure policy</dt>
                <dd>{read.policy}</dd>
                <dt>Languages</dt>
                <dd>{read.languages.map(languageInWords).join(", ") || "none named"}</dd>
              </dl>
            </section>
          </>
        )}
      </Answer>
    </>
  );
}

const strandInWords = { records: "Records", q: "Q-sorts" } as const;

function StrandCard({
  strand: { strand, done, needs },
}: {
  readonly strand: StudyAtAGlance["strands"][number];
}): ReactNode {
  const { role } = useSignedIn();
  const room = strand === "records" ? roomsFor(role).find(({ to }) => to === "/records") : undefined;
  const name = strandInWords[strand];
  return (
    <li className="strand">
      <h3>{room === undefined ? name : <Link to={room.to}>{name}</Link>}</h3>
      {done.length === 0 ? <p>Nothing can be read of it yet.</p> : <p>{done.join(" · ")}</p>}
      {needs.length === 0 ? (
        <p>
          <span className="tag done">In order</span>
        </p>
      ) : (
        <ul className="needs">
          {needs.map(({ what, count }) => (
            <li key={what}>
              <span className="tag warning">For you</span> {count} {what}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Problems({ problems }: Pick<StudyAtAGlance, "problems">): ReactNode {
  if (problems.length === 0) return null;
  const errors = problems.filter(({ severity }) => severity === "error").length;
  return (
    <section aria-labelledby="problems">
      <h2 id="problems">{errors > 0 ? `${countOf(errors, "error")} to be mended` : "To look at"}</h2>
      <ProblemList problems={problems} />
    </section>
  );
}

const languageNames = new Intl.DisplayNames("en", { type: "language" });

function languageInWords(tag: string): string {
  return languageNames.of(tag) ?? tag;
}
