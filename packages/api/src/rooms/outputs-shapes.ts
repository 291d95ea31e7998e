import { z } from "zod";
import type { Shapes } from "../route.ts";
import type { outputsRoutes } from "./outputs-routes.ts";

const status = z.enum(["released", "released-with-withheld-cells", "released-after-review", "withheld"]);

const decision = z.strictObject({
  by: z.string(),
  at: z.string(),
  kind: z.enum(["approved", "rejected"]),
  words: z.string().exactOptional(),
});

const release = z.strictObject({
  number: z.int().min(1),
  by: z.string(),
  at: z.string(),
  purpose: z.string(),
  /** What output checkers decide by, in the study folder. */
  page: z.string(),
  /** When the bundle was made. */
  bundled: z.string().exactOptional(),
  /** What stands against the caller deciding on it; absent where nothing does. */
  barred: z.string().exactOptional(),
  outputs: z.array(
    z.strictObject({
      id: z.string(),
      standing: z.enum(["waiting", "approved", "rejected"]),
      approvalsMissing: z.int().min(0),
      decisions: z.array(decision),
    }),
  ),
});

export const outputsShapes = {
  readOutputs: {
    reply: z.strictObject({
      /** Absent where nothing was built yet. */
      built: z
        .strictObject({
          policy: z.string(),
          results: z.array(
            z.strictObject({
              id: z.string(),
              title: z.string(),
              status,
              /** Numbers that were withheld. */
              withheld: z.int().min(0),
              /** What was done to it, and why. */
              checks: z.array(z.string()),
              /** Asked for in words, and what became of it. */
              review: z
                .strictObject({
                  reason: z.string(),
                  by: z.string(),
                  outcome: z.enum(["undecided", "refused", "released"]),
                })
                .exactOptional(),
            }),
          ),
        })
        .exactOptional(),
      releases: z.array(release),
    }),
  },
  decideOutputs: {
    body: z.strictObject({
      release: z.int().min(1),
      outputs: z.array(z.string().min(1).max(200)).min(1).max(1000),
      decision: z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("approved"), comment: z.string().trim().max(2000).exactOptional() }),
        z.strictObject({ kind: z.literal("rejected"), reason: z.string().trim().min(1).max(2000) }),
      ]),
    }),
    reply: release,
  },
} as const satisfies Readonly<Record<keyof typeof outputsRoutes, Shapes>>;
