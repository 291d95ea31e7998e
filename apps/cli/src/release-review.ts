import { join } from "node:path";
import { type Decision, type OutputState, type ReleaseState, releaseName, reviewReleases } from "@plait/build";

/** Where releases stand, and the page that output checkers decide by. */
export async function releaseReview(
  study: string,
  number: number | undefined,
  options: { readonly json?: true },
): Promise<void> {
  const reviewed = await reviewReleases(study, number);
  if (options.json === true) {
    console.log(JSON.stringify(reviewed));
    return;
  }
  if (reviewed.length === 0) console.log("No release has been asked for.");
  for (const { state, page } of reviewed) {
    console.log(stateText(state, join(study, page)));
  }
}

export function stateText(state: ReleaseState, page: string): string {
  const { number, requested, bundled, outputs } = state;
  const bundle = bundled === undefined ? [] : [`  bundled by ${bundled.by} on ${bundled.at.slice(0, 10)}`];
  return [
    `Release ${releaseName(number)}, asked for by ${requested.by} on ${requested.at.slice(0, 10)}: ${requested.purpose}`,
    ...(requested.checking === "single" ? ["  single use: one person decides, who may be the one who asked"] : []),
    ...bundle,
    `  page for the checkers, inside only: ${page}`,
    ...outputs.flatMap(outputLines),
  ].join("\n");
}

function outputLines({ id, standing, decisions, replaced }: OutputState): string[] {
  const now = decisions.map((decision) => `      ${decisionText(decision)}`);
  const before = replaced.map((decision) => `      earlier, no longer in force: ${decisionText(decision)}`);
  switch (standing.kind) {
    case "approved":
      return [`  approved  ${id}`, ...now, ...before];
    case "rejected":
      return [`  rejected  ${id}`, ...now, ...before];
    case "waiting": {
      const missing = standing.approvalsMissing === 1 ? "1 decision" : `${standing.approvalsMissing} decisions`;
      return [`  waiting   ${id} (${missing} to come)`, ...now, ...before];
    }
  }
}

function decisionText(decision: Decision): string {
  const who = `by ${decision.by} on ${decision.at.slice(0, 10)}`;
  switch (decision.kind) {
    case "approved":
      return `approved ${who}${decision.comment === undefined ? "" : `: ${decision.comment}`}`;
    case "rejected":
      return `rejected ${who}: ${decision.reason}`;
  }
}
