import type { AnswerName, BodyOf, QueryOf, ReplyOf, Role } from "@plait/api";
import type { StudyAtWork } from "./study-at-work.ts";

/** Who calls, as the session says. */
export type SignedIn = { readonly kind: "nobody" } | KnownCaller;

export type KnownCaller =
  | { readonly kind: "participant"; readonly participant: string }
  | { readonly kind: "staff"; readonly name: string; readonly role: Role };

/** One call of a route whose caller may call it and whose body and query have the shape they should. */
export interface Called<Name extends AnswerName> {
  readonly study: StudyAtWork;
  readonly caller: SignedIn;
  readonly body: BodyOf<Name>;
  readonly query: QueryOf<Name>;
  readonly session: CallersSession;
}

/** The session that the caller's browser is in. */
export interface CallersSession {
  /** Ends the one it is in, if any, and begins one for this caller. */
  begin(who: KnownCaller): void;
  end(): void;
}

/** The answers to some routes: a room of the workbench. Throws RefusedCall for what is refused in words. */
export type Room<Name extends AnswerName> = {
  readonly [Each in Name]: (called: Called<Each>) => Promise<ReplyOf<Each>>;
};

/** A room that keeps something open while the server runs, such as a state that is up with the journal. */
export interface OpenRoom<Name extends AnswerName> {
  readonly room: Room<Name>;
  close(): Promise<void>;
}

/** In whose name a decision is made. */
export function nameOfStaff(caller: SignedIn): string {
  if (caller.kind === "staff") return caller.name;
  throw new RefusedCall(403, "not-staff", "Only people who work on the study decide in it.");
}

/** Said to the caller as it is: it holds no personal data. */
export class RefusedCall extends Error {
  override readonly name = "RefusedCall";
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 503;
  readonly code: string;

  constructor(status: RefusedCall["status"], code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
