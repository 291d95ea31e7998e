import type { ReplyOf } from "@plait/api";
import { sameName } from "@plait/study";
import type { Accounts } from "../accounts.ts";
import type { InvitedSorters } from "../invited-sorters.ts";
import type { OneTimeLink } from "../one-time-link.ts";
import { type Called, RefusedCall, type Room, type SignedIn } from "../room.ts";
import { settingsOf } from "../settings-of-study.ts";
import type { StudyAtWork } from "../study-at-work.ts";

/** The name that stands in the journal for whoever came in by the link, until there are accounts. */
const AT_THE_TERMINAL = "Owner at the terminal";

export interface SessionRoomParts {
  readonly accounts: Accounts;
  readonly sorters: InvitedSorters;
  readonly link: OneTimeLink;
}

/** Where people come in, and where it is said who may. */
export function sessionRoom({
  accounts,
  sorters,
  link,
}: SessionRoomParts): Room<
  | "readSession"
  | "openLink"
  | "signIn"
  | "enterCode"
  | "signOut"
  | "changePassphrase"
  | "listAccounts"
  | "makeAccount"
  | "changeAccount"
> {
  const told = async (study: StudyAtWork, who: SignedIn): Promise<ReplyOf<"readSession">> => {
    if (who.kind === "nobody") return { kind: "nobody", hasAccounts: accounts.list().length > 0 };
    const { title, languages } = await settingsOf(study.folder);
    const about = { title, languages: [...languages] };
    if (who.kind === "participant") return { kind: "participant", study: about };
    return { kind: "staff", name: who.name, role: who.role, study: about };
  };
  return {
    readSession: ({ study, caller }) => told(study, caller),
    openLink: async ({ study, body, session }) => {
      const opened = link.open(body.token);
      if (opened === "wrong") throw new RefusedCall(401, "wrong-link", "This link does not open this study.");
      if (opened === "used") {
        throw new RefusedCall(
          410,
          "used-link",
          "This link was used. It works once: start plait serve again for a new one.",
        );
      }
      const who = { kind: "staff", name: AT_THE_TERMINAL, role: "owner" } as const;
      session.begin(who);
      return told(study, who);
    },
    signIn: async ({ study, body, session }) => {
      const account = await accounts.signIn(body.name, body.passphrase);
      if (account === undefined) {
        throw new RefusedCall(401, "wrong-passphrase", "This name and passphrase do not open this study.");
      }
      const who = { kind: "staff", name: account.name, role: account.role } as const;
      session.begin(who);
      return told(study, who);
    },
    enterCode: async ({ study, body, session }) => {
      const participant = await sorters.participantOfCode(body.code);
      if (participant === undefined) throw new RefusedCall(401, "wrong-code", "This code does not work.");
      const who = { kind: "participant", participant } as const;
      session.begin(who);
      return told(study, who);
    },
    signOut: async ({ study, session }) => {
      session.end();
      return told(study, { kind: "nobody" });
    },
    changePassphrase: async ({ study, caller, body, session }) => {
      if (caller.kind !== "staff") throw new Error("passphrases are of staff");
      if (!sameName(body.name, caller.name)) {
        throw new RefusedCall(
          403,
          "not-your-account",
          "Somebody else is signed in on this browser. Look who it is first.",
        );
      }
      await accounts.changePassphrase(caller.name, body.current, body.passphrase);
      // A new passphrase ends every session of the account, the caller's too: see `openAccounts`.
      session.begin(caller);
      return told(study, caller);
    },
    listAccounts: async () => ({ accounts: [...accounts.list()] }),
    makeAccount: async ({ caller, body }) => {
      if (sameName(body.name, AT_THE_TERMINAL)) {
        throw new RefusedCall(409, "name-taken", "This name stands for whoever started Plait. Choose another.");
      }
      return accounts.make(body, actorOf(caller));
    },
    changeAccount: async ({ caller, body }) => accounts.change(body, actorOf(caller)),
  };
}

function actorOf(caller: Called<"makeAccount">["caller"]): string {
  if (caller.kind !== "staff") throw new Error("accounts are made by staff");
  return caller.name;
}
