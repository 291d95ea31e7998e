import type { ReleasedResult } from "@plait/disclosure";
import { canonicalJson } from "@plait/study";
import type { ApprovedOutput, BundleInput, ReleaseFacts, Time } from "./bundle-input.ts";
import { sha256 } from "./digest.ts";

/**
 * SHA-256 of all that a reader gets of an output, in hexadecimal. What checkers approve is this, so that nothing else
 * leaves under their approval.
 */
export function outputDigest(result: ReleasedResult): string {
  return sha256(canonicalJson(result, "indented"));
}

/**
 * Throws unless every output of the annex was approved as it stands by those who have to: the last of the doors, whatever
 * the caller has checked before.
 *
 * @throws RangeError naming the output and what it lacks
 */
export function assertApproved({ annex, facts }: BundleInput): void {
  assertPlain(facts);
  const { results } = annex.release.value;
  const released = new Set(results.map(({ id }) => id));
  for (const { id } of facts.approved) {
    if (!released.has(id)) throw new RangeError(`output ${id} was approved, but is not in the annex`);
  }
  for (const { id } of facts.rejected) {
    if (released.has(id)) throw new RangeError(`output ${id} was rejected, but is in the annex`);
  }
  for (const result of results) {
    const [output, second] = facts.approved.filter(({ id }) => id === result.id);
    if (output === undefined) throw new RangeError(`output ${result.id} is in the annex, but was not approved`);
    if (second !== undefined) throw new RangeError(`output ${result.id} is named twice among the approved`);
    assertEnough(output, facts);
    if (outputDigest(result) === output.digest) continue;
    throw new RangeError(
      `output ${result.id} is not what was approved: ${output.digest} is the digest of something else`,
    );
  }
}

/** The last word of each person who decided on an output, in order of their first. */
export function lastDecisions({ decisions }: ApprovedOutput): ApprovedOutput["decisions"] {
  return [...new Map(decisions.map((decision) => [decision.by.name, decision])).values()];
}

function assertEnough(output: ApprovedOutput, { checking, requested }: ReleaseFacts): void {
  const last = lastDecisions(output);
  const against = last.find(({ decided }) => decided !== "approved");
  if (against !== undefined) throw new RangeError(`output ${output.id} was rejected by ${against.by.name}`);
  switch (checking) {
    case "single":
      if (last.length > 0) return;
      throw new RangeError(`output ${output.id} was approved by nobody`);
    case "team": {
      const others = last.filter(({ by }) => by.name !== requested.by.name).length;
      if (others >= 2) return;
      throw new RangeError(`output ${output.id} was approved by ${others} of 2 people other than who asked for it`);
    }
  }
}

function assertPlain({ release, requested, madeAt, bundledAt, approved, rejected }: ReleaseFacts): void {
  if (!/^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/.test(release)) {
    throw new RangeError(`release ${JSON.stringify(release)} cannot be the name of a folder`);
  }
  const decisions = approved.flatMap((output) => output.decisions);
  for (const { at } of [requested, ...decisions, ...rejected, { at: madeAt }, { at: bundledAt }]) assertTime(at);
}

function assertTime(at: Time): void {
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/.test(at);
  if (!isTime || Number.isNaN(Date.parse(at))) throw new RangeError(`not a date and time with its zone: ${at}`);
}
