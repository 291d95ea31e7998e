/** What the server says of a request: never an address, a body, a query or a name. */
export type LogLine =
  | {
      readonly kind: "answered";
      readonly method: string;
      /** The pattern of the route; `screens` for a file, `unknown` where there is no such route. */
      readonly route: string;
      readonly status: number;
      /** Milliseconds. */
      readonly took: number;
    }
  /** A fault of ours: the id that the caller was given, and where it was, without its message, which may hold what it was about. */
  | { readonly kind: "failed"; readonly id: string; readonly route: string; readonly fault: string }
  /** The journal can no longer be followed: live news has ended, and what is kept in memory is refused. */
  | { readonly kind: "not-followed"; readonly fault: string };

export type Log = (line: LogLine) => void;

/** The name of an error, of its causes, and the places of the code it came through. */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = "code" in error && typeof error.code === "string" ? ` ${error.code}` : "";
  const places = (error.stack ?? "").split("\n").filter((line) => /^\s+at /u.test(line));
  const cause = error.cause === undefined ? [] : [`caused by ${faultOf(error.cause)}`];
  return [`${error.name}${code}`, ...places, ...cause].join("\n");
}
