import type { DeepReadonly } from "@plait/study";
import type { z } from "zod";
import { outputsShapes } from "./rooms/outputs-shapes.ts";
import { qShapes } from "./rooms/q-shapes.ts";
import { recordsShapes } from "./rooms/records-shapes.ts";
import { sessionShapes } from "./rooms/session-shapes.ts";
import { sortShapes } from "./rooms/sort-shapes.ts";
import { studyShapes } from "./rooms/study-shapes.ts";
import type { Shapes } from "./route.ts";
import type { CallName } from "./route-table.ts";

/** What every route that answers once takes and gives. */
export const shapes = {
  ...sessionShapes,
  ...studyShapes,
  ...recordsShapes,
  ...qShapes,
  ...outputsShapes,
  ...sortShapes,
} as const satisfies Readonly<Record<CallName, Shapes>>;

type AllShapes = typeof shapes;
type Of<Name extends CallName, Part extends keyof Shapes> =
  AllShapes[Name] extends Readonly<Record<Part, infer Shape>>
    ? Shape extends z.ZodType
      ? DeepReadonly<z.infer<Shape>>
      : undefined
    : undefined;

export type BodyOf<Name extends CallName> = Of<Name, "body">;
export type QueryOf<Name extends CallName> = Of<Name, "query">;
export type ReplyOf<Name extends CallName> = DeepReadonly<z.infer<AllShapes[Name]["reply"]>>;
