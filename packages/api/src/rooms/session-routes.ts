import { anyone, CALLERS, staff } from "../callers.ts";
import type { Route } from "../route.ts";

export const sessionRoutes = {
  readSession: { method: "GET", path: "/api/session", may: anyone, about: "Who the caller is, and of which study." },
  openLink: {
    method: "POST",
    path: "/api/session/link",
    may: anyone,
    about: "Signs in by the one-time link that plait serve prints. It works once.",
  },
  signIn: {
    method: "POST",
    path: "/api/session/account",
    may: anyone,
    about: "Signs in with a name and a passphrase.",
  },
  enterCode: { method: "POST", path: "/api/session/code", may: anyone, about: "Lets a participant in by a code." },
  signOut: {
    method: "DELETE",
    path: "/api/session",
    may: CALLERS.filter((caller) => caller !== "nobody"),
    about: "Ends the session.",
  },
  changePassphrase: {
    method: "PUT",
    path: "/api/session/passphrase",
    may: staff,
    about:
      "Gives the caller's own account a new passphrase, for the one it has. Its other sessions end. The name is sent as at signing in: tries count with those.",
  },
  listAccounts: { method: "GET", path: "/api/accounts", may: ["owner"], about: "Who has an account, and which role." },
  makeAccount: { method: "POST", path: "/api/accounts", may: ["owner"], about: "Makes an account with a role." },
  changeAccount: {
    method: "PUT",
    path: "/api/accounts",
    may: ["owner"],
    about: "Gives an account another role or a new passphrase, or closes it.",
  },
} as const satisfies Readonly<Record<string, Route>>;
