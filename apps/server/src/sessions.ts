import { createHash } from "node:crypto";
import type { KnownCaller } from "./room.ts";

/** In milliseconds. */
export interface SessionLimits {
  /** Without a request that somebody made. */
  readonly idle: number;
  /** Since signing in, whatever was done. */
  readonly longest: number;
}

export interface SessionOptions {
  readonly now: () => Date;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly limits: Readonly<Record<KnownCaller["kind"], SessionLimits>>;
}

export interface OpenSession {
  readonly who: KnownCaller;
  /** Aborted when the session ends, whatever ends it. */
  readonly ended: AbortSignal;
}

/** Who is signed in, kept in memory: a restart signs everybody out. */
export interface Sessions {
  /** The token of a new session, which the browser keeps and nobody else. */
  begin(who: KnownCaller): string;
  /** The session of a token that is still open. `renews` where somebody did something: an idle session ends. */
  find(token: string | undefined, use: { readonly renews: boolean }): OpenSession | undefined;
  end(token: string): void;
  /** Ends the sessions of everybody for whom this holds. */
  endWhere(holds: (who: KnownCaller) => boolean): void;
  /** Ends those that have lasted too long, and those that idled. */
  endExpired(): void;
}

interface KeptSession extends OpenSession {
  readonly ending: AbortController;
  begun: number;
  lastUsed: number;
}

/** Only hashes of tokens are kept: what is read from memory or a core dump opens nothing. */
export function openSessions({ now, randomBytes, limits }: SessionOptions): Sessions {
  const kept = new Map<string, KeptSession>();
  let lastLook = now().getTime();
  /** A clock that was set back makes no session last longer: what is remembered goes back with it. */
  const look = (): number => {
    const at = now().getTime();
    const back = lastLook - at;
    lastLook = at;
    if (back <= 0) return at;
    for (const session of kept.values()) {
      session.begun -= back;
      session.lastUsed -= back;
    }
    return at;
  };
  const endAt = (hash: string): void => {
    const session = kept.get(hash);
    kept.delete(hash);
    session?.ending.abort();
  };
  const isExpired = ({ who, begun, lastUsed }: KeptSession): boolean => {
    const { idle, longest } = limits[who.kind];
    const at = look();
    return at - begun >= longest || at - lastUsed >= idle;
  };
  const endWhich = (holds: (session: KeptSession) => boolean): void => {
    for (const [hash, session] of [...kept]) if (holds(session)) endAt(hash);
  };
  return {
    begin: (who) => {
      endWhich(isExpired);
      const token = Buffer.from(randomBytes(32)).toString("base64url");
      const ending = new AbortController();
      const at = look();
      kept.set(hashOf(token), { who, ending, ended: ending.signal, begun: at, lastUsed: at });
      return token;
    },
    find: (token, { renews }) => {
      if (token === undefined) return undefined;
      const hash = hashOf(token);
      const session = kept.get(hash);
      if (session === undefined) return undefined;
      if (isExpired(session)) return void endAt(hash);
      if (renews) session.lastUsed = look();
      return session;
    },
    end: (token) => endAt(hashOf(token)),
    endWhere: (holds) => endWhich(({ who }) => holds(who)),
    endExpired: () => endWhich(isExpired),
  };
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
