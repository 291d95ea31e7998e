import { z } from "zod";
import type { Shapes } from "../route.ts";
import { TOPICS } from "../topics.ts";
import type { studyRoutes } from "./study-routes.ts";

const problem = z.strictObject({
  severity: z.enum(["error", "warning"]),
  code: z.string(),
  file: z.string(),
  /** Line, cell or path within the file, in words. */
  where: z.string().exactOptional(),
  message: z.string(),
  remedy: z.string(),
});

const strand = z.strictObject({
  strand: z.enum(["records", "q"]),
  /** What is there, such as "43 files". */
  done: z.array(z.string()),
  /** What waits for a person. */
  needs: z.array(z.strictObject({ what: z.string(), count: z.int().min(1) })),
});

/** The data of one server-sent event. */
export const news = z.strictObject({ topic: z.enum(TOPICS) });

export const studyShapes = {
  readStudy: {
    reply: z.strictObject({
      title: z.string(),
      summary: z.string().exactOptional(),
      policy: z.string(),
      languages: z.array(z.string()),
      strands: z.array(strand),
      problems: z.array(problem),
    }),
  },
  readDescription: { reply: z.looseObject({ openapi: z.string() }) },
} as const satisfies Readonly<Record<Exclude<keyof typeof studyRoutes, "followNews">, Shapes>>;
