import type { Annex } from "../annex.ts";
import { lastDecisions } from "./approval.ts";
import type { BundleInput, Person, ReleaseFacts } from "./bundle-input.ts";
import { type Entity, ref } from "./crate.ts";
import { type CratePeople, projectId, settingId } from "./crate-people.ts";
import { fiveSafesProfile } from "./five-safes-rules.ts";
import { lastOf } from "./time-text.ts";
import { workflowFolder } from "./workflow-crate.ts";

const completed = "http://schema.org/CompletedActionStatus";
const phase = (name: string) => `https://w3id.org/shp#${name}`;
const sha512Id = "https://www.iana.org/assignments/named-information#sha-512";
const plaitId = "#plait";
const policyId = "#policy";

/** What was done with the outputs, from the build to the bundle. The root mentions each. */
export interface CrateProcesses {
  readonly processes: readonly Entity[];
  /** What the processes name: tools, policy, what was rejected. */
  readonly named: readonly Entity[];
}

/**
 * The build, the gate, each checker, the sign-off, the comparison with what was approved, the check of the crate, the
 * manifests, and each rejection. A rejection is a completed act about something outside the crate: a failed one would
 * say of the crate that it may not be used.
 *
 * @param outputs paths of what the build made
 */
export function crateProcesses(
  { annex, facts }: BundleInput,
  people: CratePeople,
  outputs: readonly string[],
): CrateProcesses {
  const { policy } = annex.release.value;
  const processes: Entity[] = [
    {
      "@id": "#build",
      "@type": "CreateAction",
      name: "Build of the outputs by the steps of the workflow",
      agent: people.of(facts.requested.by),
      instrument: ref(workflowFolder),
      object: [ref("#inputs")],
      result: outputs.map(ref),
      endTime: facts.madeAt,
      actionStatus: completed,
    },
    {
      ...assessment("#gate", "DisclosureCheck", `Check of every number under the policy ${policy.name}: passed`),
      agent: ref(plaitId),
      instrument: ref(policyId),
      endTime: facts.madeAt,
    },
    ...checkers(facts).map((checker, at): Entity => {
      const own = decisionsOf(checker, facts);
      const [first] = own;
      return {
        ...assessment(
          `#check-${at + 1}`,
          "DisclosureCheck",
          `Check of ${counted(new Set(own.map(({ id }) => id)).size)} by ${checker.name}: approved`,
        ),
        agent: people.of(checker),
        ...(first === undefined ? {} : { startTime: first.at }),
        endTime: lastOf(own.map(({ at: time }) => time)) ?? facts.bundledAt,
      };
    }),
    {
      ...assessment("#sign-off", "SignOff", `Sign-off of release ${facts.release}: approved${oneAlone(facts)}`),
      object: [ref("./"), ref(workflowFolder), ref(projectId)],
      agent: checkers(facts).map(people.of),
      instrument: ref(policyId),
      endTime: signedOffAt(facts),
    },
    {
      ...assessment("#comparison", "CheckValue", "Comparison of each output with what was approved: the same"),
      agent: ref(plaitId),
      instrument: ref("#sha-256"),
      endTime: facts.bundledAt,
    },
    {
      ...assessment("#validation", "ValidationCheck", "Check against the Five Safes RO-Crate profile 0.4: passed"),
      agent: ref(plaitId),
      instrument: ref(fiveSafesProfile),
      endTime: facts.bundledAt,
    },
    {
      "@id": "#manifests",
      "@type": "UpdateAction",
      additionalType: ref(phase("GenerateCheckValue")),
      name: "Manifests of the bag written",
      object: ref("./"),
      agent: ref(plaitId),
      instrument: ref(sha512Id),
      startTime: facts.bundledAt,
      actionStatus: completed,
    },
    ...facts.rejected.map(
      ({ by, at, reason }, index): Entity => ({
        "@id": `#rejection-${index + 1}`,
        "@type": "RejectAction",
        name: "An output that was asked for and does not leave",
        description: reason,
        object: ref(`#rejected-${index + 1}`),
        agent: people.of(by),
        endTime: at,
        actionStatus: completed,
      }),
    ),
  ];
  return { processes, named: named(annex, facts) };
}

/** Everybody who decided on an output that leaves, in order of their first decision. */
export function checkers({ approved }: ReleaseFacts): Person[] {
  const decisions = approved.flatMap(lastDecisions);
  return [...new Map(decisions.map(({ by }) => [by.name, by])).values()];
}

function decisionsOf(checker: Person, { approved }: ReleaseFacts): { readonly id: string; readonly at: string }[] {
  return approved
    .flatMap((output) => lastDecisions(output).map(({ by, at }) => ({ id: output.id, name: by.name, at })))
    .filter(({ name }) => name === checker.name)
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function signedOffAt({ approved, bundledAt }: ReleaseFacts): string {
  return lastOf(approved.flatMap((output) => lastDecisions(output).map(({ at }) => at))) ?? bundledAt;
}

function oneAlone({ checking }: ReleaseFacts): string {
  return checking === "single" ? ", by one person alone" : "";
}

function counted(outputs: number): string {
  return outputs === 1 ? "1 output" : `${outputs} outputs`;
}

function assessment(id: string, type: string, name: string): Entity {
  return {
    "@id": id,
    "@type": "AssessAction",
    additionalType: ref(phase(type)),
    name,
    object: ref("./"),
    actionStatus: completed,
  };
}

function named({ release, buildDetails }: Annex, { rejected }: ReleaseFacts): Entity[] {
  const { policy } = release.value;
  return [
    {
      "@id": plaitId,
      "@type": "SoftwareApplication",
      name: "Plait",
      softwareVersion: buildDetails.plaitVersion,
      provider: ref(settingId),
    },
    {
      "@id": policyId,
      "@type": "CreativeWork",
      name: policy.title,
      identifier: policy.name,
      description: policy.rules.join(" "),
      citation: policy.source,
    },
    {
      "@id": "#inputs",
      "@type": "PropertyValue",
      name: "Digest of all that the build read",
      value: buildDetails.inputsDigest,
      exampleOfWork: ref("#inputs-parameter"),
    },
    { "@id": "#inputs-parameter", "@type": "FormalParameter", name: "inputs" },
    ...rejected.map(
      ({ id, title, reason }, index): Entity => ({
        "@id": `#rejected-${index + 1}`,
        "@type": "CreativeWork",
        name: title,
        identifier: id,
        creativeWorkStatus: "Rejected",
        description: `Not in this bundle. Reason: ${reason}`,
      }),
    ),
    { "@id": sha512Id, "@type": "DefinedTerm", name: "SHA-512" },
    { "@id": "#sha-256", "@type": "DefinedTerm", name: "SHA-256" },
    ...["CheckValue", "DisclosureCheck", "GenerateCheckValue", "SignOff", "ValidationCheck"].map(
      (type): Entity => ({ "@id": phase(type), "@type": "DefinedTerm", name: type }),
    ),
  ];
}
