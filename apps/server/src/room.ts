import type { BodyOf, QueryOf, ReplyOf, Role, RouteName } from "@plait/api";
import type { StudyAtWork } from "./study-at-work.ts";

/** Who calls, as the session says. */
export type SignedIn =
  | { readonly kind: "nobody" }
  | { readonly kind: "participant"; readonly participant: string }
  | { readonly kind: "staff"; readonly name: string; readonly role: Role };

/** One call of a route whose caller may call it and whose body and query have the shape they should. */
export interface Called<Name extends RouteName> {
  readonly study: StudyAtWork;
  readonly caller: SignedIn;
  readonly body: BodyOf<Name>;
  readonly query: QueryOf<Name>;
}

/** The answers to some routes: a room of the workbench. Throws RefusedCall for what is refused in words. */
export type Room<Name extends RouteName> = {
  readonly [Each in Name]: (called: Called<Each>) => Promise<ReplyOf<Each>>;
};

/** Said to the caller as it is: it holds no personal data. */
export class RefusedCall extends Error {
  override readonly name = "RefusedCall";
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429;
  readonly code: string;

  constructor(status: RefusedCall["status"], code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
