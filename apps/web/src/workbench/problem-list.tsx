import type { ReplyOf } from "@plait/api";
import type { ReactNode } from "react";

type Problem = ReplyOf<"readStudy">["problems"][number];

/** Every problem with its place and its remedy, errors first. */
export function ProblemList({ problems }: { readonly problems: readonly Problem[] }): ReactNode {
  const inOrder = [...problems].sort((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning"));
  return (
    <ul className="problems">
      {inOrder.map((problem) => (
        <li key={JSON.stringify(problem)}>
          <p>
            <span className={`tag ${problem.severity}`}>{problem.severity === "error" ? "Error" : "To look at"}</span>{" "}
            <strong className="long-words">{problem.message}</strong>
          </p>
          <p className="quiet long-words">
            {problem.file}
            {problem.where === undefined ? "" : `, ${problem.where}`}
          </p>
          <p>{asSentence(problem.remedy)}</p>
        </li>
      ))}
    </ul>
  );
}

export function asSentence(words: string): string {
  const begun = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/u.test(begun) ? begun : `${begun}.`;
}
