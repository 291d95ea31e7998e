import { isDeepStrictEqual } from "node:util";
import { ROLES, type Role } from "@plait/api";
import { eventShapes, type JournalEvent, type NewEvent, newEventId } from "@plait/journal";
import { sameName } from "@plait/study";
import { z } from "zod";
import { openLiveFold } from "./live-fold.ts";
import { hashPassphrase, isPassphrase } from "./passphrase-hash.ts";
import { RefusedCall } from "./room.ts";
import type { StudyAtWork } from "./study-at-work.ts";

/** The stream of who has an account. */
const ACCOUNTS_STREAM = "accounts";

/** Somebody of the team, as screens see it. */
export interface Account {
  readonly name: string;
  readonly role: Role;
  readonly closed: boolean;
}

export interface AccountChange {
  readonly name: string;
  readonly role?: Role;
  readonly passphrase?: string;
  readonly closed?: boolean;
}

/** Who has an account, with which role: events of the journal, so that it is known who made whom what. */
export interface Accounts {
  list(): readonly Account[];
  /** Undefined for an unknown name, a closed account and a wrong passphrase alike, after the same work. */
  signIn(name: string, passphrase: string): Promise<Account | undefined>;
  /** @throws RefusedCall where somebody of that name has an account */
  make(account: { name: string; role: Role; passphrase: string }, actor: string): Promise<Account>;
  /** @throws RefusedCall where nobody has that name, and where no owner would be left */
  change(change: AccountChange, actor: string): Promise<Account>;
  /**
   * Gives somebody's own account a new passphrase, for the one it has.
   *
   * @throws RefusedCall where nobody of that name has an open account, and where the current passphrase is another
   */
  changePassphrase(name: string, current: string, passphrase: string): Promise<void>;
  close(): Promise<void>;
}

/** `{ sequence, accounts }`: the sequence is that of the last event, so that two changes at once are noticed. */
type Kept = { readonly sequence: number; readonly accounts: readonly KeptAccount[] };
type KeptAccount = z.infer<typeof madePayload> & { readonly closed: boolean };

const role = z.enum(ROLES);
const madePayload = z.object({ name: z.string(), role, hash: z.string() });
const changedPayload = z.object({
  name: z.string(),
  role: role.exactOptional(),
  hash: z.string().exactOptional(),
  closed: z.boolean().exactOptional(),
});
const shaped = eventShapes<{
  "account.made": z.infer<typeof madePayload>;
  "account.changed": z.infer<typeof changedPayload>;
}>({
  "account.made": { steps: [], newest: madePayload },
  "account.changed": { steps: [], newest: changedPayload },
});

/** @param changed told whose accounts have another role or passphrase or were closed, by this server or another one on the same study */
export async function openAccounts(
  { journal, now, randomBytes }: StudyAtWork,
  changed: (isOf: (name: string) => boolean) => void,
): Promise<Accounts> {
  let known: readonly KeptAccount[] = [];
  const live = await openLiveFold<Kept>(journal, {
    streams: [ACCOUNTS_STREAM],
    takes: ({ kind }) => kind.startsWith("account."),
    fold: { name: "accounts", version: 1, order: "arrival", initial: { sequence: 0, accounts: [] }, apply },
    changed: () => {
      const before = known;
      known = live.state(ACCOUNTS_STREAM).accounts;
      // By contents: when somebody is forgotten all is folded anew, and nobody's account is another for that.
      const gone = before.filter((account) => !known.some((each) => isDeepStrictEqual(each, account)));
      if (gone.length > 0) changed((name) => gone.some((account) => sameName(account.name, name)));
    },
  });
  known = live.state(ACCOUNTS_STREAM).accounts;
  // Verified for names that are unknown: the answer then takes as long as for a wrong passphrase.
  const nobodys = await hashPassphrase(Buffer.from(randomBytes(32)).toString("base64url"));
  const kept = () => live.state(ACCOUNTS_STREAM);
  const called = (name: string) => kept().accounts.find((account) => sameName(account.name, name));
  const write = async (event: Pick<NewEvent, "kind" | "payload" | "actor">, expected: number): Promise<void> => {
    const id = newEventId(now().getTime(), randomBytes);
    const written = await journal.append([{ id, stream: ACCOUNTS_STREAM, version: 1, ...event }], {
      expectedSequence: { [ACCOUNTS_STREAM]: expected },
    });
    if (written.kind !== "appended") throw changedMeanwhile();
    await live.upTo(written.head.position);
  };
  return {
    list: () => kept().accounts.map(shown),
    signIn: async (name, passphrase) => {
      await live.upToNow();
      const account = called(name);
      const isRight = await isPassphrase(passphrase, account?.hash ?? nobodys);
      return account !== undefined && isRight && !account.closed ? shown(account) : undefined;
    },
    make: async ({ passphrase, ...account }, actor) => {
      const hash = await hashPassphrase(passphrase);
      if (called(account.name) !== undefined) throw nameTaken();
      await write({ kind: "account.made", payload: { ...account, hash }, actor }, kept().sequence);
      return { ...account, closed: false };
    },
    change: async ({ name, passphrase, ...change }, actor) => {
      const hash = passphrase === undefined ? {} : { hash: await hashPassphrase(passphrase) };
      const account = called(name);
      if (account === undefined) throw nobodyOfThatName();
      const after = { ...account, ...change, ...hash };
      if (isOpenOwner(account) && !isOpenOwner(after) && kept().accounts.filter(isOpenOwner).length === 1) {
        throw lastOwner();
      }
      const payload = { name: account.name, ...change, ...hash };
      await write({ kind: "account.changed", payload, actor }, kept().sequence);
      return shown(after);
    },
    changePassphrase: async (name, current, passphrase) => {
      await live.upToNow();
      const account = called(name);
      const { sequence } = kept();
      if (account === undefined || account.closed) throw noOwnAccount();
      if (!(await isPassphrase(current, account.hash))) throw wrongCurrent();
      const payload = { name: account.name, hash: await hashPassphrase(passphrase) };
      await write({ kind: "account.changed", payload, actor: account.name }, sequence);
    },
    close: live.close,
  };
}

function apply(before: Kept, event: JournalEvent): Kept {
  const { sequence } = event;
  const { accounts } = before;
  const read = shaped(event);
  if (read.kind !== "known") return { ...before, sequence };
  if (read.eventKind === "account.made") {
    const isThere = accounts.some(({ name }) => sameName(name, read.payload.name));
    return { sequence, accounts: isThere ? accounts : [...accounts, { ...read.payload, closed: false }] };
  }
  const { name, ...change } = read.payload;
  return {
    sequence,
    accounts: accounts.map((account) => (sameName(account.name, name) ? { ...account, ...change } : account)),
  };
}

function isOpenOwner({ role, closed }: Account): boolean {
  return role === "owner" && !closed;
}

function shown({ name, role, closed }: KeptAccount): Account {
  return { name, role, closed };
}

function nameTaken(): RefusedCall {
  return new RefusedCall(409, "name-taken", "Somebody of that name has an account.");
}

function nobodyOfThatName(): RefusedCall {
  return new RefusedCall(404, "no-such-account", "Nobody of that name has an account.");
}

function noOwnAccount(): RefusedCall {
  return new RefusedCall(
    404,
    "no-own-account",
    "You have no account in this study: whoever comes in by the link of the terminal has no passphrase.",
  );
}

function wrongCurrent(): RefusedCall {
  return new RefusedCall(403, "wrong-passphrase", "This is not your passphrase. Nothing was changed.");
}

function lastOwner(): RefusedCall {
  return new RefusedCall(409, "last-owner", "This is the last owner. Make somebody else an owner first.");
}

function changedMeanwhile(): RefusedCall {
  return new RefusedCall(409, "changed-meanwhile", "Somebody changed the accounts at the same time. Try again.");
}
