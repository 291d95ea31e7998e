import { RefusedCall } from "./room.ts";

/**
 * The names under which a server may be asked: a page of another site whose name was made to point at this machine (DNS rebinding) asks under its own.
 *
 * @throws RefusedCall where the `Host` of a request is none of them
 */
export function assertHost(host: string | undefined, names: ReadonlySet<string>): void {
  const name = hostName(host);
  if (name !== undefined && names.has(name)) return;
  throw new RefusedCall(400, "wrong-host", "This address is not one that Plait was started under.");
}

/**
 * What a page of another site cannot send: its forms send no header of ours, its scripts may not, and browsers say where a request comes from.
 *
 * @throws RefusedCall
 */
export function assertSameSite(headers: {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly "x-plait"?: unknown;
  readonly "sec-fetch-site"?: unknown;
}): void {
  const site = headers["sec-fetch-site"];
  const isSameSite =
    headers["x-plait"] !== undefined &&
    (site === undefined || site === "same-origin") &&
    (headers.origin === undefined || hostOfOrigin(headers.origin) === headers.host);
  if (!isSameSite) throw new RefusedCall(403, "other-site", "This was not asked for by a page of Plait.");
}

/** Without the port: a forwarded port is no other machine. */
function hostName(host: string | undefined): string | undefined {
  return host === undefined ? undefined : parsed(`http://${host}`)?.hostname;
}

function hostOfOrigin(origin: string): string | undefined {
  // Not `URL.host`, which leaves out the port that is usual for the scheme.
  return /^https?:\/\/([^/?#]+)$/u.exec(origin)?.[1];
}

function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
