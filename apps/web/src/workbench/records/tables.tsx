import type { ReplyOf } from "@plait/api";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Answer } from "../answer.tsx";
import { counted, countOf } from "../counted.ts";
import { PageHeading } from "../page-heading.tsx";
import { ProblemList } from "../problem-list.tsx";
import { question } from "../queries.ts";
import { call } from "../server-call.ts";
import { TableFrame } from "../table-frame.tsx";
import { PreviewedResult, StatusTag } from "./previewed-result.tsx";
import { whatChanged } from "./what-changed.ts";
import "./tables.css";

type Standing = ReplyOf<"readPreview">;
type Ready = Extract<Standing, { kind: "ready" }>;
type ListedResult = Ready["results"][number];

const page = getRouteApi("/records/tables");

/** How often the page asks, beside what news tells it, while numbers are being worked out, in milliseconds. */
const ASKING = 3_000;

export function Tables(): ReactNode {
  const standing = useQuery({
    ...question("readPreview"),
    refetchInterval: ({ state: { data, error } }) => (data?.kind === "at-work" && error === null ? ASKING : false),
  });
  const ready = useNewest(standing.data);
  return (
    <>
      <PageHeading within="Records">Tables and models</PageHeading>
      <p>
        Every result that <code>plait build</code> would make of the study as it stands: the true numbers, and beside
        them what a reader of the released annex would see. Nothing is built or released by looking.
      </p>
      <Answer query={standing} of="the results">
        {(now) => (
          <>
            <StandingNotice standing={now} ready={ready} />
            {ready !== undefined && <Results ready={ready} />}
          </>
        )}
      </Answer>
    </>
  );
}

/** The newest numbers that were worked out. They stay while others are being worked out. */
function useNewest(standing: Standing | undefined): Ready | undefined {
  const [newest, setNewest] = useState<Ready>();
  if (standing?.kind === "ready" && standing.state !== newest?.state) {
    setNewest(standing);
    return standing;
  }
  return newest;
}

function StandingNotice({
  standing,
  ready,
}: {
  readonly standing: Standing;
  readonly ready: Ready | undefined;
}): ReactNode {
  switch (standing.kind) {
    case "ready":
      return (
        <p className="quiet">
          Policy: {standing.policy}. Worked out in {secondsInWords(standing.seconds)}.
        </p>
      );
    case "stopped":
      return (
        <div className="notice error" role="status">
          <h2>The results cannot be worked out yet</h2>
          <p>
            {ready === undefined
              ? "These have to be mended first. "
              : "The study has changed, and the numbers below are of before. These have to be mended first. "}
            A build would stop at them too.
          </p>
          <ProblemList problems={standing.problems.filter(({ severity }) => severity === "error")} />
        </div>
      );
    case "at-work":
      return (
        <div className="notice warning">
          <p role="status">
            {ready === undefined ? (
              <strong>The numbers are being worked out, as a build would do it.</strong>
            ) : (
              <strong>
                The study has changed. The numbers below are of before; the new ones are being worked out and will take
                their place.
              </strong>
            )}
          </p>
          <p>
            Now: {standing.step}. {secondsInWords(standing.seconds)} so far; a large study takes minutes. You can go on
            with other things.
          </p>
        </div>
      );
    default:
      return standing satisfies never;
  }
}

function secondsInWords(seconds: number): string {
  return countOf(Math.max(1, Math.round(seconds)), "second");
}

function Results({ ready }: { readonly ready: Ready }): ReactNode {
  const { result: chosen } = page.useSearch();
  // The state against which changes are marked: that in which the page was opened, until somebody has seen them.
  const [seen, setSeen] = useState(ready.state);
  const [isFromList, setFromList] = useState(false);
  const navigate = page.useNavigate();
  const choose = (result: string): void => {
    setFromList(false);
    void navigate({ search: result === "" ? {} : { result } });
  };
  return (
    <>
      <ChooseResult ready={ready} chosen={chosen} choose={choose} />
      <Chosen
        {...{ ready, chosen, seen, takesFocus: isFromList }}
        onSeen={() => setSeen(ready.state)}
        onChosen={() => setFromList(true)}
      />
    </>
  );
}

interface ChosenProps extends AllResultsProps, Omit<OneResultProps, "id" | "state"> {
  readonly chosen: string | undefined;
}

function Chosen({ chosen, ready, onChosen, ...one }: ChosenProps): ReactNode {
  if (chosen === undefined) return <AllResults ready={ready} onChosen={onChosen} />;
  if (ready.results.some(({ id }) => id === chosen)) {
    return <OneResult key={chosen} {...one} state={ready.state} id={chosen} />;
  }
  return <p>The study makes no result of this name as it stands. Choose another.</p>;
}

interface ChooseResultProps {
  readonly ready: Ready;
  readonly chosen: string | undefined;
  readonly choose: (result: string) => void;
}

function ChooseResult({ ready, chosen = "", choose }: ChooseResultProps): ReactNode {
  return (
    <div className="field">
      <label htmlFor="chosen-result">Result</label>
      <select id="chosen-result" value={chosen} onChange={({ target }) => choose(target.value)}>
        <option value="">All results</option>
        {strandsOf(ready).map(([strand, results]) => (
          <optgroup key={strand} label={strandInWords[strand] ?? strand}>
            {results.map(({ id, title, withheld }) => (
              <option key={id} value={id}>
                {title}
                {withheld > 0 ? ` (${counted(withheld)} withheld)` : ""}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

const strandInWords: Readonly<Record<string, string>> = { records: "Records", q: "Q-sorts" };

function strandsOf({ results }: Ready): [strand: string, results: ListedResult[]][] {
  return [...Map.groupBy(results, ({ strand }) => strand)];
}

interface OneResultProps {
  readonly id: string;
  readonly state: string;
  /** The state of the numbers with which these are compared. */
  readonly seen: string;
  readonly onSeen: () => void;
  readonly takesFocus: boolean;
}

function OneResult({ id, state, seen, onSeen, takesFocus }: OneResultProps): ReactNode {
  const client = useQueryClient();
  const result = useQuery({
    queryKey: keyOf(state, id),
    queryFn: ({ signal }) => call("readPreviewedResult", { query: { state, result: id }, signal }),
    // What is shown of one state never changes.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
  const isBefore = state === seen || result.isPlaceholderData;
  const before = isBefore ? undefined : client.getQueryData<ReplyOf<"readPreviewedResult">>(keyOf(seen, id));
  return (
    <Answer query={result} of="the result">
      {(read) => (
        <PreviewedResult
          {...{ result: read, onSeen, takesFocus }}
          changed={before === undefined ? undefined : whatChanged(before, read)}
        />
      )}
    </Answer>
  );
}

function keyOf(state: string, id: string): readonly string[] {
  return ["previewed", state, id];
}

interface AllResultsProps {
  readonly ready: Ready;
  /** Told when one of them is chosen. */
  readonly onChosen: () => void;
}

function AllResults({ ready, onChosen }: AllResultsProps): ReactNode {
  return (
    <>
      {strandsOf(ready).map(([strand, results]) => (
        <section key={strand} aria-label={strandInWords[strand] ?? strand}>
          <h2>{strandInWords[strand] ?? strand}</h2>
          <TableFrame label={`Results of the strand ${strand}`}>
            <table>
              <caption>{countOf(results.length, "result")}</caption>
              <thead>
                <tr>
                  <th scope="col">Result</th>
                  <th scope="col">To the reader</th>
                  <th scope="col" className="number">
                    Cells withheld
                  </th>
                  <th scope="col" className="number">
                    Rounded
                  </th>
                  <th scope="col" className="number">
                    Sentences left out
                  </th>
                </tr>
              </thead>
              <tbody>
                {results.map((result) => (
                  <tr key={result.id}>
                    <th scope="row" className="result-name">
                      <Link to="/records/tables" search={{ result: result.id }} onClick={onChosen}>
                        {result.title}
                      </Link>
                      <span className="below">{kindInWords(result)}</span>
                    </th>
                    <td>
                      <StatusTag status={result.status} />
                    </td>
                    <td className="number">
                      {counted(result.withheld)} of {counted(result.cells)}
                    </td>
                    <td className="number">{counted(result.rounded)}</td>
                    <td className="number">{counted(result.sentences)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableFrame>
        </section>
      ))}
    </>
  );
}

const figureInWords: Readonly<Record<NonNullable<ListedResult["figure"]>, string>> = {
  flow: "flow chart",
  "heat-map": "heat map",
  lines: "lines over time",
  bars: "bars",
  intervals: "intervals",
  boards: "boards of cards",
  points: "points with intervals",
};

function kindInWords({ figure, models }: ListedResult): string {
  const parts = [
    ...(models > 0 ? [countOf(models, "model")] : ["table"]),
    ...(figure === undefined ? [] : [figureInWords[figure]]),
  ];
  return parts.join(", ");
}
