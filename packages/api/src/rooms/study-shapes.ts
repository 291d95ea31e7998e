import { z } from "zod";
import { problem } from "../problem-shape.ts";
import type { Shapes } from "../route.ts";
import { PASSING_TOPICS, TOPICS } from "../topics.ts";
import type { studyRoutes } from "./study-routes.ts";

const strand = z.strictObject({
  strand: z.enum(["records", "q"]),
  /** What is there, such as "43 files". */
  done: z.array(z.string()),
  /** What waits for a person. */
  needs: z.array(z.strictObject({ what: z.string(), count: z.int().min(1) })),
});

/** The data of one server-sent event. */
export const news = z.strictObject({ topic: z.enum([...TOPICS, ...PASSING_TOPICS]) });

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
