import type { z } from "zod";
import type { Caller } from "./callers.ts";

/** One request that the server answers. A path holds no personal data: it stands in logs of others. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: `/api/${string}`;
  /** Everybody else is refused. */
  readonly may: readonly Caller[];
  /** Bytes of a kind that the answer names, for pages to show by their address; JSON unless told. */
  readonly gives?: "bytes";
  /** Bytes are called by their contents and are of nobody, so browsers may keep them; no answer is kept unless told. */
  readonly mayBeKept?: true;
  /** So many bytes may the body have; 1 MiB unless told. */
  readonly takesBytes?: number;
  /** What it does, for the description of the interface. */
  readonly about: string;
}

/** What a route takes and gives. */
export interface Shapes {
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly reply: z.ZodType;
}
