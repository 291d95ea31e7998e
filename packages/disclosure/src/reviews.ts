import type { DisclosureReview, Problem, Result } from "@plait/study";
import { unknownRule } from "./policy.ts";
import type { ReviewRecord } from "./released-result.ts";

/** Reviews that name no result of the study: each is a mistake in `study.yaml` that would otherwise pass in silence. */
export function reviewProblems(results: readonly Result[], reviews: readonly DisclosureReview[]): Problem[] {
  const ids = new Set(results.map(({ id }) => id));
  return reviews.flatMap(({ result }, at) =>
    ids.has(result)
      ? []
      : [
          reviewProblem(
            at,
            "review-of-no-result",
            `there is no result ${result} in this study`,
            `Correct the id or take the review out. There are ${[...ids].sort().join(", ")}.`,
          ),
        ],
  );
}

/**
 * To release a result whole as its review decided would let a reader work out withheld numbers of others. Nothing was
 * released; `problems` has one for each review concerned.
 */
export class ReviewGivesAway extends Error {
  readonly problems: readonly Problem[];

  constructor(reviews: readonly DisclosureReview[], givenAway: readonly string[]) {
    const message = `what is released after review would give away withheld numbers of ${givenAway.join(", ")}`;
    super(message);
    this.name = "ReviewGivesAway";
    this.problems = reviews.flatMap(({ decision }, at) =>
      decision?.outcome === "release"
        ? [reviewProblem(at, "review-gives-away", message, "Take these results to review as well, or decide against.")]
        : [],
    );
  }
}

function reviewProblem(at: number, code: string, message: string, remedy: string): Problem {
  return {
    severity: "error",
    code,
    place: { file: "study.yaml", path: `disclosure.reviews[${at}].result` },
    message,
    remedy,
  };
}

/**
 * The results that leave whole, because somebody else than who asked decided so.
 *
 * Throws RangeError for a review of no result and for two of one; TypeError for an outcome that is not known.
 */
export function releasedAfterReview(
  results: readonly Result[],
  reviews: readonly DisclosureReview[],
): ReadonlySet<string> {
  const seen = new Set<string>();
  const released = new Set<string>();
  for (const { result, decision } of reviews) {
    if (!results.some(({ id }) => id === result)) throw new RangeError(`a review names no result: ${result}`);
    if (seen.has(result)) throw new RangeError(`result ${result}: has two reviews`);
    seen.add(result);
    if (isRelease(decision)) released.add(result);
  }
  return released;
}

function isRelease(decision: DisclosureReview["decision"]): boolean {
  if (decision === undefined) return false;
  switch (decision.outcome) {
    case "release":
      return true;
    case "refuse":
      return false;
    default:
      return unknownRule("outcome of a review", decision.outcome);
  }
}

/** @param failing how many cells fail the policy by themselves; told only of what is released whole anyway */
export function reviewRecord(
  { reason, requested: { by, on }, decision }: DisclosureReview,
  failing: () => number,
): ReviewRecord {
  const asked = { reason, requested: { by, on } };
  if (decision === undefined) return { ...asked, outcome: { kind: "undecided" } };
  const note = decision.note === undefined ? {} : { note: decision.note };
  const decided = { by: decision.by, on: decision.on, ...note };
  return isRelease(decision)
    ? { ...asked, outcome: { kind: "released", ...decided, failing: failing() } }
    : { ...asked, outcome: { kind: "refused", ...decided } };
}
