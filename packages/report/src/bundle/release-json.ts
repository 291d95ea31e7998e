import { planAnnex, tableName } from "../annex-plan.ts";
import type {
  ApprovedOutput,
  BundleInput,
  Organisation,
  Person,
  RejectedOutput,
  ReleaseFacts,
} from "./bundle-input.ts";

/** A release for machines: who asked, who decided what and when, what was rejected and why. */
interface ReleaseJson
  extends Pick<ReleaseFacts, "release" | "study" | "purpose" | "checking" | "requested" | "madeAt" | "bundledAt"> {
  readonly format: "plait-release";
  readonly formatVersion: 1;
  readonly setting?: Organisation;
  readonly licence?: { readonly url: string; readonly name: string };
  readonly policy: string;
  readonly registerHead: string;
  readonly plaitVersion: string;
  readonly inputsDigest: string;
  readonly outputs: readonly ReleasedOutput[];
  readonly rejected: readonly RejectedOutput[];
}

interface ReleasedOutput extends ApprovedOutput {
  readonly table: string;
  readonly title: string;
  /** The reason, where it was released after review against the policy. */
  readonly exception?: string;
}

/** Every field is named here, so that what a caller's objects hold besides does not leave with them. */
export function releaseJson({ annex, facts }: BundleInput): ReleaseJson {
  const { release, study, purpose, checking, requested, madeAt, bundledAt, setting, licence, registerHead } = facts;
  return {
    format: "plait-release",
    formatVersion: 1,
    release,
    study,
    purpose,
    checking,
    requested: { by: person(requested.by), at: requested.at },
    madeAt,
    bundledAt,
    ...(setting === undefined ? {} : { setting: organisation(setting) }),
    ...(licence === undefined ? {} : { licence: { url: licence.url, name: licence.name } }),
    policy: annex.release.value.policy.name,
    registerHead,
    plaitVersion: annex.buildDetails.plaitVersion,
    inputsDigest: annex.buildDetails.inputsDigest,
    outputs: releasedOutputs({ annex, facts }),
    rejected: facts.rejected.map(({ id, title, reason, by, at }) => ({ id, title, reason, by: person(by), at })),
  };
}

function releasedOutputs({ annex, facts }: BundleInput): ReleasedOutput[] {
  return planAnnex(annex).results.map((planned) => {
    const { id, title, disclosure } = planned.result;
    const approved = facts.approved.find((output) => output.id === id);
    return {
      id,
      table: tableName(planned),
      title,
      ...(disclosure.status === "released-after-review" && disclosure.review !== undefined
        ? { exception: disclosure.review.reason }
        : {}),
      digest: approved?.digest ?? "",
      decisions: (approved?.decisions ?? []).map(({ by, decided, at, comment }) => ({
        by: person(by),
        decided,
        at,
        ...(comment === undefined ? {} : { comment }),
      })),
    };
  });
}

function person({ name, organisation: of }: Person): Person {
  return { name, ...(of === undefined ? {} : { organisation: of }) };
}

function organisation({ name, url }: Organisation): Organisation {
  return { name, ...(url === undefined ? {} : { url }) };
}
