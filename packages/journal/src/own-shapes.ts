import { z } from "zod";
import type { KindShapes } from "./event-shapes.ts";

/** The payload of `SUBJECT_FORGOTTEN`: the mark that the person's events bear. */
export const subjectForgottenShapes: KindShapes<{ readonly subject: string }> = {
  steps: [],
  newest: z.strictObject({ subject: z.string().regex(/^[0-9a-f]{32}$/u) }),
};

/** The payload of `FILE_DROPPED`. */
export const fileDroppedShapes: KindShapes<{ readonly file: string }> = {
  steps: [],
  newest: z.strictObject({ file: z.uuid() }),
};
