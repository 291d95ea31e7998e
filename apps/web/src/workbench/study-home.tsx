import type { ReplyOf } from "@plait/api";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Answer } from "./answer.tsx";
import { counted, countOf } from "./counted.ts";
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

const roomOfStrand = { records: "/records", q: "/q" } as const;

function StrandCard({
  strand: { strand, done, needs },
}: {
  readonly strand: StudyAtAGlance["strands"][number];
}): ReactNode {
  const { role } = useSignedIn();
  const rooms = roomsFor(role).map(({ to }) => to);
  const room = rooms.find((to) => to === roomOfStrand[strand]);
  const name = strandInWords[strand];
  return (
    <li className="strand">
      <h3>{room === undefined ? name : <Link to={room}>{name}</Link>}</h3>
      {done.length === 0 ? <p>Nothing can be read of it yet.</p> : <p>{done.join(" · ")}</p>}
      {strand === "records" && room !== undefined ? (
        <RecordsNeeds known={needs} />
      ) : (
        <Needs needs={needs.map(({ what, count }) => ({ what: `${counted(count)} ${what}` }))} />
      )}
    </li>
  );
}

interface Need {
  readonly what: string;
  readonly to?: "/records" | "/records/crosswalk" | "/records/quarantine";
}

function Needs({ needs }: { readonly needs: readonly Need[] }): ReactNode {
  if (needs.length === 0) {
    return (
      <p>
        <span className="tag done">In order</span>
      </p>
    );
  }
  return (
    <ul className="needs">
      {needs.map(({ what, to }) => (
        <li key={what}>
          <span className="tag warning">For you</span> {to === undefined ? what : <Link to={to}>{what}</Link>}
        </li>
      ))}
    </ul>
  );
}

/** What the deliveries themselves ask for: known only once they are opened, which may take a while. */
function RecordsNeeds({ known }: { readonly known: StudyAtAGlance["strands"][number]["needs"] }): ReactNode {
  const records = useQuery(question("readRecords"));
  const ofFiles = known.map(({ what, count }): Need => ({ what: `${counted(count)} ${what}`, to: "/records" }));
  if (records.data === undefined) {
    return (
      <>
        {ofFiles.length > 0 && <Needs needs={ofFiles} />}
        <p role="status" className="quiet">
          {records.error === null ? "Looking into the deliveries …" : "The deliveries could not be looked into."}
        </p>
      </>
    );
  }
  return <Needs needs={[...(ofFiles.length > 0 ? ofFiles : errorsIn(records.data)), ...waitingIn(records.data)]} />;
}

function errorsIn({ standing, problems }: ReplyOf<"readRecords">): Need[] {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  return standing === "linked"
    ? []
    : [{ what: `${countOf(errors, "error")} before rows can be linked`, to: "/records" }];
}

function waitingIn({ waiting: { columns, quarantined } }: ReplyOf<"readRecords">): Need[] {
  const decide: Need = { what: `${countOf(columns, "column")} without a decision`, to: "/records/crosswalk" };
  const look: Need = { what: `${countOf(quarantined, "row")} in quarantine`, to: "/records/quarantine" };
  return [...(columns > 0 ? [decide] : []), ...(quarantined > 0 ? [look] : [])];
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
