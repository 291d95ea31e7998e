import type { Reading, Sighting } from "./detail.ts";
import { wordSet } from "./everyday-words.ts";

const domains = wordSet(
  "com org net uk gov edu info io app tv eu vn al ro ng er sd sy iq ir fr de pl ie co online site live xyz link ly gg",
);
const schemes = wordSet("http https www ftp mailto");
const platforms = wordSet(`
  insta instagram ig snap snapchat sc tiktok facebook fb messenger whatsapp telegram twitter discord handle username
  user email e-mail viber zalo
`);
const platformLinks = wordSet("is was name account handle called user username : = @ on at");

/**
 * E-mail and web addresses, `@handles`, names with underscores, and what follows the name of a network: "insta: kt99".
 * Addresses written out ("k at mail dot com") are found by their "dot com".
 */
export function* onlineAddresses(reading: Reading): Iterable<Sighting> {
  const { tokens } = reading;
  for (let at = 0; at < tokens.length; at++) {
    const found = address(reading, at) ?? accountAfter(reading, at) ?? writtenOut(reading, at);
    if (found === undefined) continue;
    yield found;
    at = found.last;
  }
}

/** A piece without white space in it, looked at from its first token. */
function address(reading: Reading, first: number): Sighting | undefined {
  const { tokens } = reading;
  if (first > 0 && tokens[first]?.before === "nothing") return undefined;
  const last = endOfPiece(reading, first);
  if (!isAddress(reading, first, last)) return undefined;
  return { kind: "online-address", first, last: withoutPoint(reading, first, last) };
}

function endOfPiece({ tokens }: Reading, first: number): number {
  let last = first;
  while (tokens[last + 1]?.before === "nothing") last++;
  return last;
}

function isAddress({ tokens }: Reading, first: number, last: number): boolean {
  if (last === first) return false;
  for (let at = first; at <= last; at++) {
    const { text, base } = tokens[at] ?? { text: "", base: "" };
    const [previous, next] = [at > first ? tokens[at - 1] : undefined, at < last ? tokens[at + 1] : undefined];
    const isNext = next !== undefined && next.kind !== "mark";
    if (text === "@" && isNext) return true;
    if (text === "_" && isNext && previous !== undefined && previous.kind !== "mark") return true;
    if (text === "." && previous !== undefined && previous.kind !== "mark" && domains.has(next?.base ?? ""))
      return true;
    if (schemes.has(base) && (next?.text === ":" || next?.text === ".")) return true;
  }
  return false;
}

function withoutPoint({ tokens }: Reading, first: number, last: number): number {
  let end = last;
  while (end > first && tokens[end]?.kind === "mark" && tokens[end]?.text !== "/") end--;
  return end;
}

/** "my insta is kt99", "snapchat: lana.x": one word, or several without white space. */
function accountAfter(reading: Reading, at: number): Sighting | undefined {
  const { tokens } = reading;
  if (!platforms.has(tokens[at]?.base ?? "")) return undefined;
  let next = at + 1;
  let links = 0;
  while (next < at + 5 && platformLinks.has(tokens[next]?.base ?? "")) {
    if (!/^(?:on|at|called)$/.test(tokens[next]?.base ?? "")) links++;
    next++;
  }
  const token = tokens[next];
  if (links === 0 || token === undefined || token.kind === "mark" || token.before === "line") return undefined;
  const end = withoutPoint(reading, next, endOfPiece(reading, next));
  const isName = end > next || token.letters === "capital" || tokens[next - 1]?.kind === "mark";
  return isName ? { kind: "online-address", first: next, last: end } : undefined;
}

/** "k dot lan at mail dot com": back to the word before "at", or the word before "dot". */
function writtenOut({ tokens }: Reading, at: number): Sighting | undefined {
  if (tokens[at]?.base !== "dot" || !domains.has(tokens[at + 1]?.base ?? "")) return undefined;
  const first = tokens[at - 2]?.base === "at" ? at - 3 : at - 1;
  return { kind: "online-address", first: Math.max(0, first), last: at + 1 };
}
