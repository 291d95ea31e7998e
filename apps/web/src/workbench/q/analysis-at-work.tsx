import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { createContext, type ReactNode, useContext, useId, useState } from "react";
import { Answer } from "../answer.tsx";
import { PageHeading } from "../page-heading.tsx";
import { ProblemList } from "../problem-list.tsx";
import { question } from "../queries.ts";
import { call } from "../server-call.ts";
import type { Choices, SortsReply } from "./analysis-of-sorts.ts";
import { type AnalysisSoFar, useAnalysis } from "./use-analysis.ts";

/** What the pages of the analysis share: the sorts, what is worked out of them so far, and how a choice is made. */
export interface AnalysisAtWork extends AnalysisSoFar {
  /** What the analysis is of. A choice is made on this state, and refused where there is a newer one. */
  readonly reply: SortsReply;
  /** In which the cards are shown. */
  readonly language: string;
  readonly choose: (choices: Partial<Choices>, reason: string) => Promise<void>;
}

/** Said where a choice is asked for. */
export const HINT_OF_CHOICES = "It is kept with your name and the date, and prints with the method.";

const AtWork = createContext<AnalysisAtWork | undefined>(undefined);

export function useAnalysisAtWork(): AnalysisAtWork {
  const atWork = useContext(AtWork);
  if (atWork === undefined) throw new Error("this page stands outside the analysis");
  return atWork;
}

/**
 * The pages of the analysis: it is worked out once for all of them, and anew when a sort comes in or a choice is made. Until that is done the pages show the
 * one before, so that what somebody is writing on them stays.
 */
export function AnalysisPages(): ReactNode {
  const sorts = useQuery(question("readQSorts"));
  return (
    <Answer query={sorts} of="the sorts">
      {(reply) => <PagesOf reply={reply} />}
    </Answer>
  );
}

function PagesOf({ reply: newest }: { readonly reply: SortsReply }): ReactNode {
  const client = useQueryClient();
  const { reply, parts } = useAnalysis(newest);
  const languages = [...new Set(reply.statements.flatMap(({ texts }) => Object.keys(texts)))];
  const [language, setLanguage] = useState(languages[0] ?? "en");
  const field = useId();
  const live = reply.sorts.filter(({ from }) => from === "journal").length;
  const choose: AnalysisAtWork["choose"] = async (choices, reason) => {
    try {
      await call("chooseAnalysis", { body: { revision: reply.revision, reason, choices: changeable(choices) } });
    } finally {
      // Also after a refusal: somebody else may have chosen, and the next try is made on what stands then.
      await client.invalidateQueries({ queryKey: ["q"] });
    }
  };
  if (parts["not-possible"] !== undefined) {
    return (
      <>
        <PageHeading within="Q-sorts">Analysis</PageHeading>
        {reply.problems.length > 0 && <ProblemList problems={reply.problems} />}
        <p role="status">{parts["not-possible"].why}</p>
      </>
    );
  }
  return (
    <AtWork value={{ ...parts, reply, language, choose }}>
      <Outlet />
      {reply.problems.length > 0 && <ProblemList problems={reply.problems} />}
      <p className="quiet" role="status">
        From {reply.sorts.length} whole sorts: {reply.sorts.length - live} of files, {live} made in Plait.
        {reply !== newest && " It is being worked out anew …"}
      </p>
      <div className="field">
        <label htmlFor={field}>Show the cards in</label>
        <select id={field} value={language} onChange={({ target }) => setLanguage(target.value)}>
          {languages.map((tag) => (
            <option key={tag}>{tag}</option>
          ))}
        </select>
      </div>
    </AtWork>
  );
}

/** Only what may be chosen from a screen. */
function changeable({ extraction, factors, rotation, flags, groups }: Partial<Choices>) {
  return {
    ...(extraction && { extraction }),
    ...(factors && { factors }),
    ...(rotation && { rotation }),
    ...(flags && { flags }),
    ...(groups && { groups }),
  };
}
