import { z } from "zod";

/** What is wrong in a study, where, and how it is mended. */
export const problem = z.strictObject({
  severity: z.enum(["error", "warning"]),
  code: z.string(),
  file: z.string(),
  /** Sheet, line, cell or path within the file, in words. */
  where: z.string().exactOptional(),
  message: z.string(),
  remedy: z.string(),
});
