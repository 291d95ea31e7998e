import type { ReplyOf } from "@plait/api";
import { describePlace, type Problem } from "@plait/study";

type ShownProblem = ReplyOf<"readRecords">["problems"][number];

export function shownProblem({ severity, code, place, message, remedy }: Problem): ShownProblem {
  const where = describePlace({ ...place, file: "" }).replace(/^, /u, "");
  return { severity, code, file: place.file, ...(where === "" ? {} : { where }), message, remedy };
}
