import { z } from "zod";
import { problem } from "../problem-shape.ts";
import type { Shapes } from "../route.ts";
import type { previewRoutes } from "./preview-routes.ts";

const count = z.int().min(0);
const seconds = z.number().min(0);

/** Names a state of the study. What is shown of one state never changes. */
const state = z.string().regex(/^[0-9a-f]{64}$/u);

const status = z.enum(["released", "released-with-withheld-cells", "released-after-review", "withheld"]);

const figure = z.enum(["flow", "heat-map", "lines", "bars", "intervals", "boards", "points"]);

const because = z.enum([
  "threshold",
  "secondary",
  "threshold-or-secondary",
  "model-level",
  "residual-df",
  "leverage",
  "extreme",
  "identical-values",
  "dominance",
  "needs-review",
  "curve-step",
  "rests-on-withheld",
]);

/** Numbers are written as the annex writes them. */
const cell = z.strictObject({
  inside: z.string(),
  seen: z.string(),
  standing: z.enum(["as-it-is", "rounded", "withheld"]),
  /** Present where it is withheld. */
  because: because.exactOptional(),
  /** Who stands behind it, in words. */
  people: z.string().exactOptional(),
});

const row = z.strictObject({
  id: z.string(),
  label: z.string(),
  group: z.string().exactOptional(),
  isNameWithheld: z.boolean(),
  cells: z.array(cell),
});

const model = z.strictObject({
  id: z.string(),
  label: z.string(),
  observations: count,
  residualDegreesOfFreedom: count,
  /** How many people have each 0/1 term and have it not, and for a 0/1 outcome how many of each had it. */
  levels: z.array(
    z.strictObject({
      term: z.string(),
      people: count,
      complement: count,
      events: count.exactOptional(),
      complementEvents: count.exactOptional(),
    }),
  ),
});

const review = z.strictObject({
  reason: z.string(),
  by: z.string(),
  outcome: z.enum(["undecided", "refused", "released"]),
  /** Who decided. */
  decidedBy: z.string().exactOptional(),
  note: z.string().exactOptional(),
});

const previewedResult = z.strictObject({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  status,
  rowHeading: z.string(),
  columns: z.array(
    z.strictObject({ id: z.string(), label: z.string(), unit: z.string(), group: z.string().exactOptional() }),
  ),
  rows: z.array(row),
  /** A sentence without `seen` is left out of the annex. */
  sentences: z.array(z.strictObject({ inside: z.string(), seen: z.string().exactOptional() })),
  notes: z.array(z.string()),
  models: z.array(model),
  /** The rules that had something to look at in it, in words. */
  checks: z.array(z.string()),
  /** The fewest people behind a number under the policy; present where cells are withheld for it. */
  leastPeople: count.exactOptional(),
  /** Texts of people that wait until somebody has looked at them. */
  awaitingReview: count.exactOptional(),
  review: review.exactOptional(),
  /** What a person has to look at before it leaves. */
  findings: z.array(z.strictObject({ row: count.exactOptional(), column: count.exactOptional(), message: z.string() })),
  /** The picture that the reader would see, as an SVG document; absent where nothing is left to draw. */
  picture: z.string().exactOptional(),
});

const listedResult = z.strictObject({
  id: z.string(),
  strand: z.string(),
  title: z.string(),
  status,
  /** Absent where it is a table only. */
  figure: figure.exactOptional(),
  models: count,
  cells: count,
  withheld: count,
  rounded: count,
  /** Sentences that are left out. */
  sentences: count,
});

export const previewShapes = {
  readPreview: {
    reply: z.discriminatedUnion("kind", [
      z.strictObject({
        kind: z.literal("at-work"),
        /** What is being done. */
        step: z.string(),
        /** Since it began. */
        seconds,
      }),
      /** Something in the study has to be mended: a build would make nothing either. */
      z.strictObject({ kind: z.literal("stopped"), problems: z.array(problem) }),
      z.strictObject({
        kind: z.literal("ready"),
        state,
        /** That it took. */
        seconds,
        policy: z.string(),
        results: z.array(listedResult),
      }),
    ]),
  },
  readPreviewedResult: {
    query: z.strictObject({ state, result: z.string().min(1).max(200) }),
    reply: previewedResult,
  },
} as const satisfies Readonly<Record<keyof typeof previewRoutes, Shapes>>;
