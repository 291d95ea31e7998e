import rateLimit from "@fastify/rate-limit";
import type { CallName } from "@plait/api";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { RefusedCall } from "./room.ts";

/** How often something may be tried. */
export interface Tries {
  readonly most: number;
  /** Milliseconds. */
  readonly within: number;
}

/** Tries at what lets somebody in, by the address they come from; at passphrases also by the name that is tried. */
export interface TriesLimits {
  readonly link: Tries;
  readonly account: Tries;
  /** Many tablets may share an address, and a code has fifty bits. */
  readonly code: Tries;
  readonly name: Tries;
}

const MINUTE = 60_000;

export const USUAL_TRIES: TriesLimits = {
  link: { most: 20, within: MINUTE },
  account: { most: 20, within: MINUTE },
  code: { most: 300, within: MINUTE },
  name: { most: 10, within: 10 * MINUTE },
};

type Check = (request: FastifyRequest) => Promise<void>;

/** What is checked of a route before anything is parsed, and once its body has been. */
export interface TriesChecks {
  readonly before: Check;
  readonly afterParsing: Check;
}

/** Checks for the routes that let somebody in, and for what devices seal; all others may be called as often as one likes. */
export async function limitTries(
  app: FastifyInstance,
  limits: TriesLimits,
): Promise<(name: string) => TriesChecks | undefined> {
  await app.register(rateLimit, { global: false });
  // By the address unless told: of IPv6 by its first half, of which a device has all.
  const byAddress = (tries: Tries): Check => check(app, tries);
  const none: Check = async () => {};
  // Counted together: tries at somebody's passphrase are of one number, wherever it is asked for.
  const byName = check(app, limits.name, nameTried);
  const checks: Partial<Record<CallName, TriesChecks>> = {
    openLink: { before: byAddress(limits.link), afterParsing: none },
    enterCode: { before: byAddress(limits.code), afterParsing: none },
    // Opening a parcel is work, and nobody has to sign in for it.
    takeParcel: { before: byAddress(limits.code), afterParsing: none },
    signIn: { before: byAddress(limits.account), afterParsing: byName },
    changePassphrase: { before: none, afterParsing: byName },
  };
  return (name) => new Map(Object.entries(checks)).get(name);
}

function check(app: FastifyInstance, { most, within }: Tries, keyOf?: (request: FastifyRequest) => string): Check {
  const key = keyOf === undefined ? {} : { keyGenerator: keyOf };
  const count = app.createRateLimit({ max: most, timeWindow: within, ...key });
  return async (request) => {
    const tried = await count(request);
    if (tried.isAllowed || !tried.isExceeded) return;
    const seconds = tried.ttlInSeconds;
    throw new RefusedCall(429, "too-many-tries", `Too many tries. Wait ${seconds} seconds, then try again.`);
  };
}

/** Spelled in one way, as `sameName` compares. */
function nameTried({ body }: FastifyRequest): string {
  const name = typeof body === "object" && body !== null && "name" in body ? String(body.name) : "";
  return name.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();
}
