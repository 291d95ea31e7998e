import type { Checking } from "@plait/study";
import type { Annex } from "../annex.ts";

/** All that a bundle is made of. What is not here is not in it: the bundle has no clock, no machine and no user of its own. */
export interface BundleInput {
  /** Of the approved outputs and nothing else. */
  readonly annex: Annex;
  readonly facts: ReleaseFacts;
}

/** What the register knows of a release, as it may be read outside. No field holds a number about people. */
export interface ReleaseFacts {
  /** The number of the release, such as `0003`: digits, letters and hyphens. */
  readonly release: string;
  readonly study: string;
  /** What the outputs are asked for. */
  readonly purpose: string;
  /** `team`: two people other than the one who asked. `single`: one person, who may have asked too; said plainly. */
  readonly checking: Checking;
  readonly requested: { readonly by: Person; readonly at: Time };
  /** When the gate made the outputs that were checked. */
  readonly madeAt: Time;
  /** When this bundle was ordered. */
  readonly bundledAt: Time;
  /** One for each released result of the annex, in any order. */
  readonly approved: readonly ApprovedOutput[];
  readonly rejected: readonly RejectedOutput[];
  /** Hash of the newest entry of the register, which the bundle is to be found under. */
  readonly registerHead: string;
  /** Who lets the outputs go: the safe setting, or the organisation that answers for the study. */
  readonly setting?: Organisation;
  /** Under what conditions the outputs may be used. Without it none are granted, and that is said. */
  readonly licence?: { readonly url: string; readonly name: string };
}

/** Date and time with seconds and zone by RFC 3339: `2026-03-02T10:15:00Z`. */
export type Time = string;

/** Two are the same person when their names are the same. */
export interface Person {
  readonly name: string;
  readonly organisation?: string;
}

export interface Organisation {
  readonly name: string;
  readonly url?: string;
}

export interface ApprovedOutput {
  /** Id of the released result. */
  readonly id: string;
  /** `outputDigest` of the result that the checkers saw. */
  readonly digest: string;
  /** In order of time. */
  readonly decisions: readonly Decision[];
}

export interface Decision {
  readonly by: Person;
  readonly decided: "approved" | "rejected";
  readonly at: Time;
  readonly comment?: string;
}

/** What was asked for and does not leave: nothing of what it shows. */
export interface RejectedOutput {
  readonly id: string;
  readonly title: string;
  readonly reason: string;
  readonly by: Person;
  readonly at: Time;
}
