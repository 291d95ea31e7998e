import type { ReplyOf } from "@plait/api";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ProblemList } from "../problem-list.tsx";

/** Why there are no linked files, and what to do about it; nothing where there are. */
export function StandingNotice({
  standing,
  problems,
}: Pick<ReplyOf<"readRecords">, "standing" | "problems">): ReactNode {
  if (standing === "linked") return null;
  return (
    <div className="notice error" role="status">
      <h2>{standing === "not-linked" ? "The records cannot be linked yet" : "The records cannot be opened yet"}</h2>
      <p>
        {standing === "not-linked"
          ? "The deliveries are read. Before rows can be linked, these have to be mended. "
          : "These have to be mended before anything can be read. "}
        {standing === "not-linked" && (
          <>
            Many are mended by a decision on <Link to="/records/crosswalk">columns</Link> or{" "}
            <Link to="/records/values">values</Link>.
          </>
        )}
      </p>
      <ProblemList problems={problems.filter(({ severity }) => severity === "error")} />
    </div>
  );
}
