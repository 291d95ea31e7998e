import { type CallName, routeTable } from "./route-table.ts";
import type { BodyOf, QueryOf, ReplyOf } from "./shapes.ts";

/** Sent with every request: a form of another site cannot send it, so it cannot act in somebody's name. */
export const SAME_SITE_HEADER = "x-plait";

/** Value of that header where nobody did anything to send the request. */
export const IN_BACKGROUND = "background";

/** What a route is called with; nothing where it takes nothing. */
export type Given<Name extends CallName> = Manner &
  (BodyOf<Name> extends undefined ? { readonly body?: undefined } : { readonly body: BodyOf<Name> }) &
  (QueryOf<Name> extends undefined ? { readonly query?: undefined } : { readonly query: QueryOf<Name> });

export interface Manner {
  /** Nobody did anything to ask for this, so it does not keep an idle session open. */
  readonly background?: boolean;
  /** Lets go of the connection where nobody waits for the answer any more. */
  readonly signal?: AbortSignal;
}

export type Call = <Name extends CallName>(
  name: Name,
  ...given: Record<never, never> extends Given<Name> ? [given?: Given<Name>] : [given: Given<Name>]
) => Promise<ReplyOf<Name>>;

/** The server answered, and not with what was asked for. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly status: number;
  /** A word for programs, such as `signed-out`. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The part of `fetch` that is used. */
export type Fetch = (
  path: string,
  init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
    readonly signal?: AbortSignal;
  },
) => Promise<{ readonly ok: boolean; readonly status: number; json(): Promise<unknown> }>;

/**
 * Calls routes by name.
 *
 * The returned function throws Refused where the server refuses, and whatever `fetch` throws where it cannot be reached.
 */
export function makeClient(fetch: Fetch): Call {
  // One implementation for all names: what a name takes and gives is settled by `Call`.
  return (async (name: CallName, given: Manner & { body?: unknown; query?: Record<string, string> } = {}) => {
    const { body, query, signal, background = false } = given;
    const { method, path } = routeTable[name];
    const asked = query === undefined ? "" : `?${new URLSearchParams(query)}`;
    const headers: Record<string, string> = { [SAME_SITE_HEADER]: background ? IN_BACKGROUND : "1" };
    if (body !== undefined) headers["content-type"] = "application/json";
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const init = { method, headers, ...sent, ...(signal === undefined ? {} : { signal }) };
    const answer = await fetch(`${path}${asked}`, init);
    const said = await answer.json().catch(() => undefined);
    if (!answer.ok) throw refused(answer.status, said);
    return said;
  }) as Call;
}

function refused(status: number, said: unknown): Refused {
  const of = (key: "code" | "message") =>
    typeof said === "object" && said !== null && key in said ? String(Reflect.get(said, key)) : "";
  return new Refused(status, of("code") || "unknown", of("message") || `the server answered ${status}`);
}
