import type { ChangedRule, DisclosureRecord, Releasable, ReviewRecord } from "@plait/disclosure";
import { asSentence } from "./as-sentence.ts";
import { dayText } from "./day-text.ts";
import { countText } from "./number-text.ts";

/** What the gate did to one result, in a sentence or two. */
export function disclosureStatement({ status, withheld, awaitingReview = 0 }: DisclosureRecord): string {
  const { sentences, ...cells } = withheld;
  const hidden = Object.values(cells).reduce((sum, count) => sum + count, 0);
  const dropped = `${droppedSentences(sentences)}${unreadTexts(awaitingReview)}`;
  switch (status) {
    case "released":
      return `Disclosure: every number of this table was released.${dropped}`;
    case "released-after-review":
      return "Disclosure: this table was released whole after review, whatever the policy says of its numbers.";
    case "released-with-withheld-cells":
      return `Disclosure: ${countText(hidden)} ${hidden === 1 ? "number is" : "numbers are"} held back and shown as [c].${dropped}`;
    case "withheld":
      return `Disclosure: every number of this table is held back.${dropped}`;
  }
}

/** What belongs to the statement: what leaves as it stands, what the policy asks of a number, and any review. */
export function disclosureNotes({ status, releasable, review }: DisclosureRecord): string[] {
  return [
    ...(releasable === undefined || status === "withheld" ? [] : [wholeParts(releasable)]),
    ...(releasable === undefined ? [] : [peopleNeeded(releasable)]),
    ...(review === undefined ? [] : [reviewStatement(review)]),
  ];
}

/** A rule of the policy that the study changed. Of rules for amounts it is said only that they were. */
export function changeStatement({ rule, values, looser, reason }: ChangedRule): string {
  const direction = looser ? "looser" : "stricter";
  const changed =
    values === undefined
      ? `The rule ${rule} is ${direction} than in the policy; its values are told to nobody.`
      : `The rule ${rule} is ${direction} than in the policy: ${values.is} instead of ${values.was}.`;
  return reason === undefined ? changed : `${changed} Reason: ${asSentence(reason)}`;
}

/** Who asked for a review, when and why, and what was decided. */
export function reviewStatement({ reason, requested, outcome }: ReviewRecord): string {
  const asked = `by ${requested.by} on ${dayText(requested.on)}. Reason: ${asSentence(reason)}`;
  switch (outcome.kind) {
    case "undecided":
      return `Taken to review ${asked} Not decided yet, so the policy holds.`;
    case "refused":
      return `Taken to review ${asked} Refused ${decided(outcome)}`;
    case "released": {
      const { failing } = outcome;
      const cells = failing === 1 ? "1 cell that fails" : `${countText(failing)} cells that fail`;
      return `Taken to review ${asked} Released ${decided(outcome)} It shows ${cells} the policy.`;
    }
  }
}

function decided({ by, on, note }: { readonly by: string; readonly on: string; readonly note?: string }): string {
  return `by ${by} on ${dayText(on)}.${note === undefined ? "" : ` ${asSentence(note)}`}`;
}

function wholeParts({ rows, columns }: Releasable): string {
  const parts = [...named("row", rows), ...named("column", columns)];
  return parts.length === 0
    ? "No row and no column of this table is free of held-back numbers."
    : `Released as it stands: ${parts.join("; ")}.`;
}

function peopleNeeded({ leastPeople }: Releasable): string {
  return `A number needs at least ${leastPeople} people behind it: groups of fewer cannot be described one by one under this policy, what at least ${leastPeople} people say together can.`;
}

/** More names than these are counted, not listed. */
const mostNamed = 8;

function named(noun: "row" | "column", parts: Releasable["rows"]): string[] {
  if (parts.length === 0) return [];
  const names = parts.map(({ label, group }) => (group === undefined ? `“${label}”` : `“${group}: ${label}”`));
  const rest = names.length - mostNamed;
  const listed = rest > 1 ? [...names.slice(0, mostNamed), `${rest} more`] : names;
  return [`the ${noun}${parts.length === 1 ? "" : "s"} ${listed.join(", ")}`];
}

function unreadTexts(count: number): string {
  if (count === 0) return "";
  return count === 1
    ? " One text that people wrote is left out until somebody has looked whether it tells who is meant."
    : ` ${countText(count)} texts that people wrote are left out until somebody has looked whether they tell who is meant.`;
}

function droppedSentences(count: number): string {
  if (count === 0) return "";
  return count === 1
    ? " One sentence that rested on held-back numbers is left out."
    : ` ${countText(count)} sentences that rested on held-back numbers are left out.`;
}
