import { z } from "zod";
import { type DeepReadonly, isoDay, text } from "./schema-parts.ts";

/** The strands of evidence this version can build. */
export const STRANDS = ["records", "q"] as const;
export type Strand = (typeof STRANDS)[number];

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
  disclosure: z.strictObject({ policy: text }),
  storage: z.enum(["memory", "volume"], { error: "expected memory or volume" }).default("memory"),
  retention: z.strictObject({ until: isoDay, note: text.exactOptional() }).exactOptional(),
  people: z.array(z.strictObject({ name: text, role: text })).default([]),
});

/** `study.yaml`, with defaults filled in. Whether the policy exists is for the disclosure gate to say. */
export type StudySettings = DeepReadonly<z.infer<typeof studySettingsSchema>>;
