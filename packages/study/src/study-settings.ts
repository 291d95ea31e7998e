import { z } from "zod";
import { type DeepReadonly, isoDay, text } from "./schema-parts.ts";

/** The strands of evidence this version can build. */
export const STRANDS = ["records", "q"] as const;
export type Strand = (typeof STRANDS)[number];

const reviewedResult = z.string().regex(new RegExp(`^(${STRANDS.join("|")})(\\.[a-z0-9]+(-[a-z0-9]+)*)+$`), {
  error: (issue) => `"${String(issue.input)}" is no id of a result, such as q.groups`,
});

const personName = text.regex(/[\p{L}\p{N}]/u, { error: "a name has letters" });

const outcome = z.enum(["release", "refuse"], { error: "expected release or refuse" });

const reviewSchema = z
  .strictObject({
    result: reviewedResult,
    reason: text,
    requested: z.strictObject({ by: text, on: isoDay }),
    decision: z.strictObject({ outcome, by: text, on: isoDay, note: text.exactOptional() }).exactOptional(),
  })
  .superRefine(({ requested, decision }, context) => {
    if (decision === undefined) return;
    if (sameName(decision.by, requested.by)) {
      const message = "is the person who asked for the review: somebody else has to decide";
      context.addIssue({ code: "custom", path: ["decision", "by"], message, input: decision.by });
    }
    if (decision.on < requested.on) {
      const message = `is before the review was asked for, on ${requested.on}`;
      context.addIssue({ code: "custom", path: ["decision", "on"], message, input: decision.on });
    }
  });

const reviewsSchema = z.array(reviewSchema).superRefine((reviews, context) => {
  for (const [at, { result }] of reviews.entries()) {
    if (reviews.findIndex((other) => other.result === result) === at) continue;
    const message = `${result} has a review already: a result has one`;
    context.addIssue({ code: "custom", path: [at, "result"], message, input: result });
  }
});

/** Which rules there are, and what each may be, is for the disclosure gate to say. */
const ruleChangeSchema = z.strictObject({
  rule: text,
  value: z.union([z.string(), z.number(), z.boolean(), z.record(z.string(), z.unknown())], {
    error: "expected a number, a word, true or false, or keys with values, as in a policy",
  }),
  reason: text.exactOptional(),
});

/** A password would be read by everybody who gets the folder, and stay in its history. */
const withoutPassword = text.refine(
  (written) => !/^[a-z]+:\/\/[^/?#]*:[^/?#]*@/iu.test(written) && !/\bpassword\s*=/iu.test(written),
  { error: "holds a password, which does not belong here: put it in PGPASSWORD or in a password file of PostgreSQL" },
);

const storeSchema = z.union(
  [
    z.literal("sqlite"),
    z.strictObject({
      postgres: withoutPassword,
      schema: z
        .string()
        .regex(/^[a-z][a-z0-9_]{0,39}$/, { error: "expected small letters, digits and _, at most 40" })
        .default("plait"),
    }),
  ],
  { error: "expected sqlite, or postgres: with a connection" },
);

/** Capitals, accents typed in two ways and spaces make nobody another person. */
export function sameName(a: string, b: string): boolean {
  const plain = (name: string) => name.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();
  return plain(a) === plain(b);
}

export const studySettingsSchema = z.strictObject({
  plait: z.literal(1, { error: "expected 1, the version of the schema this Plait reads" }).default(1),
  title: text,
  summary: text.exactOptional(),
  synthetic: text.exactOptional(),
  languages: z.array(text).min(1, { error: "lists no language" }).default(["en"]),
  strands: z
    .array(
      z.enum(STRANDS, {
        error: (issue) => `"${String(issue.input)}" is no strand this version builds: ${STRANDS.join(", ")}`,
      }),
    )
    .min(1, { error: "lists no strand" }),
  disclosure: z.strictObject({
    policy: text,
    rules: z.array(ruleChangeSchema).default([]),
    checking: z.enum(["team", "single"], { error: "expected team or single" }).default("team"),
    reviews: reviewsSchema.default([]),
  }),
  storage: z.enum(["memory", "volume"], { error: "expected memory or volume" }).default("memory"),
  store: storeSchema.default("sqlite"),
  retention: z.strictObject({ until: isoDay, note: text.exactOptional() }).exactOptional(),
  people: z.array(z.strictObject({ name: personName, role: text })).default([]),
});

/** `study.yaml`, with defaults filled in. Whether the policy exists is for the disclosure gate to say. */
export type StudySettings = DeepReadonly<z.infer<typeof studySettingsSchema>>;

/**
 * Where the journal is kept. `sqlite`: encrypted, in the study folder. `postgres`: a connection string without its password, or the name of an
 * environment variable, in capitals, that holds one.
 */
export type StoreSetting = StudySettings["store"];

/** `team`: two people other than who asked check every output. `single`: one person, who may have asked for it. */
export type Checking = StudySettings["disclosure"]["checking"];

/** A rule of the policy that the study sets otherwise, such as `threshold.people`; a looser one needs the reason. */
export type RuleChange = StudySettings["disclosure"]["rules"][number];

/** A result that the policy stops, taken to review with a reason; released whole only where it is so decided. */
export type DisclosureReview = StudySettings["disclosure"]["reviews"][number];
