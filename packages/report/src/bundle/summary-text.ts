import type { ReleasedResult } from "@plait/disclosure";
import type { OutputFile } from "../annex.ts";
import { planAnnex, tableName } from "../annex-plan.ts";
import { asSentence } from "../as-sentence.ts";
import { changeStatement, disclosureStatement, reviewStatement } from "../disclosure-statement.ts";
import type { BundleInput, Person, ReleaseFacts } from "./bundle-input.ts";
import { checkers } from "./crate-processes.ts";
import { timeText } from "./time-text.ts";

/** What is in a bundle, for the person who opens it first: in plain words, a line an item. */
export function summaryText(input: BundleInput, outputs: readonly OutputFile[]): string {
  const { annex, facts } = input;
  const { policy, results } = annex.release.value;
  const excepted = results.filter(({ disclosure }) => disclosure.status === "released-after-review");
  return [
    title(`Release ${facts.release}: ${facts.study}`, "="),
    ...(annex.synthetic === undefined ? [] : [`Synthetic data. ${annex.synthetic}`]),
    `Purpose: ${asSentence(facts.purpose)}`,
    `Asked for by ${named(facts.requested.by)} on ${timeText(facts.requested.at)}.`,
    checkedBy(facts),
    `Bundled on ${timeText(facts.bundledAt)}${facts.setting === undefined ? "" : ` at ${facts.setting.name}`}.`,
    facts.licence === undefined
      ? "No licence is granted: use the outputs for this purpose, and ask the study about any other."
      : `Licence: ${facts.licence.name}, ${facts.licence.url}`,
    "",
    title("What is in it", "-"),
    ...whatIsWhere(outputs),
    "",
    title(`Outputs approved: ${results.length}`, "-"),
    ...planAnnex(annex).results.flatMap((planned) => [
      `${tableName(planned)}: ${planned.result.title} (${planned.result.id})`,
      `  ${disclosureStatement(planned.result.disclosure)}`,
      ...decisionLines(planned.result, facts),
    ]),
    "",
    title(`Exceptions, released after review: ${excepted.length}`, "-"),
    ...(excepted.length === 0 ? ["None: every number that leaves passes the policy."] : []),
    ...excepted.map(({ id, disclosure }) =>
      disclosure.review === undefined
        ? `${id}: no reason is recorded.`
        : `${id}: ${reviewStatement(disclosure.review)}`,
    ),
    "",
    title(`Outputs rejected: ${facts.rejected.length}`, "-"),
    ...(facts.rejected.length === 0 ? ["None."] : ["Nothing of what they show is in this bundle."]),
    ...facts.rejected.map(
      ({ id, title: called, reason, by, at }) =>
        `${called} (${id}): rejected by ${named(by)} on ${timeText(at)}. Reason: ${asSentence(reason)}`,
    ),
    "",
    title(`Policy: ${policy.title} (${policy.name})`, "-"),
    ...policy.rules.map((rule) => `- ${rule}`),
    `Source: ${policy.source}`,
    ...policy.changes.map((change) => `Changed by the study: ${changeStatement(change)}`),
    "",
    title("What this does not prove", "-"),
    ...limits(facts),
    "",
    title("To check it", "-"),
    "manifest-sha256.txt and manifest-sha512.txt, beside the folder data, hold the digest of every file.",
    `Head of the release register when this was bundled: ${facts.registerHead}`,
    `Made by Plait ${annex.buildDetails.plaitVersion}. Digest of all that was read: ${annex.buildDetails.inputsDigest}`,
    "",
  ].join("\n");
}

function title(words: string, line: "=" | "-"): string {
  return `${words}\n${line.repeat([...words].length)}`;
}

function named({ name, organisation }: Person): string {
  return organisation === undefined ? name : `${name} (${organisation})`;
}

function checkedBy(facts: ReleaseFacts): string {
  const people = checkers(facts).map(named);
  switch (facts.checking) {
    case "single":
      return `Checked by one person alone: ${people.join(", ")}. Nobody else has looked at these outputs.`;
    case "team":
      return `Checked by ${people.join(" and ")}; each output by at least two people other than who asked for it.`;
  }
}

function whatIsWhere(outputs: readonly OutputFile[]): string[] {
  const count = (folder: string) => outputs.filter(({ path }) => path.startsWith(folder)).length;
  return [
    "annex.html: the technical annex, to read in any browser",
    "tables.xlsx: all tables as an accessible workbook",
    `tables/: ${files(count("tables/"))} of CSV, one a table`,
    `figures/: ${files(count("figures/"))} of SVG, one a figure`,
    "plait-results.json, release.json: the same, and this release, for machines",
    "results.json, config.json, checksums/: for SACRO Viewer; open this folder in it",
    "ro-crate-metadata.json, workflow/: who did what and by which steps, as a Five Safes RO-Crate",
  ];
}

function files(count: number): string {
  return count === 1 ? "1 file" : `${count} files`;
}

function decisionLines({ id }: ReleasedResult, { approved }: ReleaseFacts): string[] {
  const decisions = approved.find((output) => output.id === id)?.decisions ?? [];
  return decisions.map(
    ({ by, decided, at, comment }) =>
      `  ${decided === "approved" ? "Approved" : "Rejected"} by ${by.name} on ${timeText(at)}.${comment === undefined ? "" : ` ${asSentence(comment)}`}`,
  );
}

function limits({ checking }: ReleaseFacts): string[] {
  return [
    "- The rules look at what this study releases, now and before. What others publish about the same people is not known to them.",
    "- Names, places and dates in words are found by people who read them, not proved absent.",
    "- Digests show that files are unchanged. They do not show who wrote them: compare the head of the register with the study’s own.",
    ...(checking === "single" ? ["- One person alone decided: there was no second opinion."] : []),
  ];
}
