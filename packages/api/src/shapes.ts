import type { DeepReadonly } from "@plait/study";
import type { z } from "zod";
import { outputsShapes } from "./rooms/outputs-shapes.ts";
import { paperShapes } from "./rooms/paper-shapes.ts";
import { previewShapes } from "./rooms/preview-shapes.ts";
import { qShapes } from "./rooms/q-shapes.ts";
import { recordsShapes } from "./rooms/records-shapes.ts";
import { sessionShapes } from "./rooms/session-shapes.ts";
import { sortShapes } from "./rooms/sort-shapes.ts";
import { studyShapes } from "./rooms/study-shapes.ts";
import type { Shapes } from "./route.ts";
import type { AnswerName, BytesName } from "./route-table.ts";

/** What every route that answers once takes and gives. */
export const shapes = {
  ...sessionShapes,
  ...studyShapes,
  ...recordsShapes,
  ...previewShapes,
  ...qShapes,
  ...paperShapes,
  ...outputsShapes,
  ...sortShapes,
} as const satisfies Readonly<Record<AnswerName, Shapes>>;

type AllShapes = typeof shapes;
type Of<Name extends AnswerName, Part extends keyof Shapes> =
  AllShapes[Name] extends Readonly<Record<Part, infer Shape>>
    ? Shape extends z.ZodType
      ? DeepReadonly<z.infer<Shape>>
      : undefined
    : undefined;

/** What a route of bytes answers. */
export interface Bytes {
  /** Such as `image/png`. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

export type BodyOf<Name extends AnswerName> = Of<Name, "body">;
export type QueryOf<Name extends AnswerName> = Of<Name, "query">;
export type ReplyOf<Name extends AnswerName> = Name extends BytesName
  ? Bytes
  : DeepReadonly<z.infer<AllShapes[Name]["reply"]>>;
