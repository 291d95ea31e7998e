import { eventShapes, type Journal, newEventId } from "@plait/journal";
import { z } from "zod";
import type { StudyAtWork } from "../../study-at-work.ts";

/** Every decision that was made on the records in the workbench. */
const DECISIONS_STREAM = "records/decisions";

const why = z.string();
/** Digests of the file before and after the decision: they tell whether it reached the file. */
const written = { file: z.string(), line: z.int(), before: z.string(), after: z.string(), why };

const payloads = {
  "records.mapping-decided": z.strictObject({
    ...written,
    kind: z.string(),
    delivery: z.string(),
    labels: z.array(z.string()),
    /** Null: the column is not used. */
    variable: z.string().nullable(),
    type: z.string(),
  }),
  "records.values-decided": z.strictObject({
    ...written,
    variable: z.string(),
    raws: z.array(z.string()),
    /** Null: the values are missing. */
    canonical: z.string().nullable(),
  }),
  "records.decision-taken-back": z.strictObject({
    ...written,
    /** What the row said, by the columns of its file. */
    cells: z.record(z.string(), z.string()),
  }),
  /** The values stay apart. No file says so. */
  "records.repairs-refused": z.strictObject({
    variable: z.string(),
    raws: z.array(z.string()),
    canonical: z.string(),
    why,
  }),
} as const;

export type DecisionPayloads = { readonly [Kind in keyof typeof payloads]: z.infer<(typeof payloads)[Kind]> };

/** Something that a person decided about the records. */
export type RecordsDecision = {
  readonly [Kind in keyof DecisionPayloads]: {
    readonly kind: Kind;
    readonly who: string;
    /** ISO 8601 in UTC. */
    readonly at: string;
    readonly payload: DecisionPayloads[Kind];
  };
}[keyof DecisionPayloads];

const shaped = eventShapes<DecisionPayloads>({
  "records.mapping-decided": { steps: [], newest: payloads["records.mapping-decided"] },
  "records.values-decided": { steps: [], newest: payloads["records.values-decided"] },
  "records.decision-taken-back": { steps: [], newest: payloads["records.decision-taken-back"] },
  "records.repairs-refused": { steps: [], newest: payloads["records.repairs-refused"] },
});

/** Journals a decision. What it changes in a file is written afterwards: see `unwrittenDecision`. */
export async function journalDecision<Kind extends keyof DecisionPayloads & string>(
  { journal, now, randomBytes }: StudyAtWork,
  who: string,
  kind: Kind,
  payload: DecisionPayloads[Kind],
): Promise<void> {
  const id = newEventId(now().getTime(), randomBytes);
  const appended = await journal.append([{ id, stream: DECISIONS_STREAM, actor: who, kind, version: 1, payload }]);
  if (appended.kind !== "appended") throw new Error(`the journal did not take the decision: ${appended.kind}`);
}

/** Every decision of the workbench, the oldest first. Events that a newer Plait wrote are passed over. */
export async function readDecisions(journal: Journal): Promise<RecordsDecision[]> {
  const decisions: RecordsDecision[] = [];
  for await (const event of journal.read({ streams: [DECISIONS_STREAM] })) {
    const read = shaped(event);
    if (read.kind !== "known") continue;
    // `eventShapes` pairs each kind with its payload; a union of pairs loses that in an object made of its parts.
    const decision = { kind: read.eventKind, who: read.content.actor, at: event.at, payload: read.payload };
    decisions.push(decision as RecordsDecision);
  }
  return decisions;
}

/**
 * The last decision on a file that the journal holds and the file does not: writing it was interrupted, or it was taken out by hand.
 *
 * @param version of the file as it stands
 */
export function unwrittenDecision(
  decisions: readonly RecordsDecision[],
  file: string,
  version: string,
): { readonly who: string; readonly at: string; readonly what: string } | null {
  const last = decisions.findLast(({ payload }) => "file" in payload && payload.file === file);
  if (last === undefined || !("before" in last.payload) || last.payload.before !== version) return null;
  return { who: last.who, at: last.at, what: inWords(last) };
}

/** Decisions that were taken out of a file in the workbench, the newest first. */
export function takenBackDecisions(
  decisions: readonly RecordsDecision[],
  file: string,
): { readonly what: string; readonly who: string; readonly at: string; readonly why: string }[] {
  return decisions
    .flatMap(({ kind, payload, who, at }) =>
      kind === "records.decision-taken-back" && payload.file === file
        ? [{ what: rowInWords(payload.cells), who, at, why: payload.why }]
        : [],
    )
    .reverse();
}

function inWords(decision: RecordsDecision): string {
  switch (decision.kind) {
    case "records.mapping-decided": {
      const { kind, delivery, labels, variable } = decision.payload;
      return mappingInWords(kind, delivery, labels.join(" | "), variable);
    }
    case "records.values-decided":
    case "records.repairs-refused": {
      const { variable, raws, canonical } = decision.payload;
      return `${variable}: ${repairInWords(raws, canonical)}`;
    }
    case "records.decision-taken-back":
      return `taken back: ${rowInWords(decision.payload.cells)}`;
  }
}

function rowInWords(cells: Readonly<Record<string, string>>): string {
  const {
    raw,
    canonical = "",
    kind = "",
    delivery = "",
    source_label = "",
    variable = "",
    when = "",
    who = "",
  } = cells;
  const said =
    raw === undefined
      ? mappingInWords(kind, delivery, source_label, variable || null)
      : `${repairInWords([raw], canonical || null)}${kind === "" ? "" : ` (${kind})`}`;
  return `${said}, decided by ${who}, ${when}`;
}

function mappingInWords(kind: string, delivery: string, label: string, variable: string | null): string {
  return `${kind}, ${delivery}: “${label}” ${variable === null ? "not used" : `mapped to ${variable}`}`;
}

function repairInWords(raws: readonly string[], canonical: string | null): string {
  const all = raws.map((raw) => `“${raw}”`).join(", ");
  return `${all} read as ${canonical === null ? "missing" : `“${canonical}”`}`;
}
