import type { Reading, Sighting } from "./detail.ts";
import { wordSet } from "./everyday-words.ts";
import type { Token } from "./plain-text.ts";

const domains = wordSet(`
  com org net uk gov edu info io app tv eu vn al ro ng er sd sy iq ir fr de pl ie co online site live xyz link ly gg
  me dev shop blog af eg et pk bd lk tr ua gr es pt nl se ch
`);
const schemes = wordSet("http https www ftp mailto");
const platforms = wordSet(`
  insta instagram ig snap snapchat sc tiktok facebook fb messenger whatsapp telegram twitter discord handle username
  user email mail viber zalo
`);
const platformLinks = wordSet("is was name account handle called user username : = @ on at");
/** Links that by themselves do not say that a name follows: "on insta at school". */
const looseLinks = wordSet("on at called");

/**
 * E-mail and web addresses, `@handles`, names with underscores, and what follows the name of a network: "insta: kt99".
 * Addresses written out ("k at mail dot com") are found by their "dot com".
 */
export function* onlineAddresses({ tokens }: Reading): Iterable<Sighting> {
  let unread = 0;
  for (const [at, token] of tokens.entries()) {
    if (at < unread) continue;
    const found = address(tokens, at, token) ?? accountAfter(tokens, at, token) ?? writtenOut(tokens, at, token);
    if (found === undefined) continue;
    yield { kind: "online-address", ...found };
    unread = found.last + 1;
  }
}

type Span = Pick<Sighting, "first" | "last">;

/** A piece without white space in it, looked at from its first token, and taken without the brackets around it. */
function address(tokens: readonly Token[], at: number, { before }: Token): Span | undefined {
  if (at > 0 && before === "nothing") return undefined;
  const piece = pieceFrom(tokens, at);
  if (!isAddress(piece)) return undefined;
  const first = piece.findIndex(({ kind, text }) => kind !== "mark" || text === "@");
  return { first: at + first, last: at + lastOf(piece) };
}

function pieceFrom(tokens: readonly Token[], first: number): readonly Token[] {
  let end = first + 1;
  while (tokens[end]?.before === "nothing") end++;
  return tokens.slice(first, end);
}

/** Without the point or bracket behind it. */
function lastOf(piece: readonly Token[]): number {
  return piece.findLastIndex(({ kind, text }) => kind !== "mark" || text === "/");
}

function isAddress(piece: readonly Token[]): boolean {
  return piece.some(({ text, base }, at) => {
    const [previous, next] = [piece[at - 1], piece[at + 1]];
    if (text === "@") return isWritten(next);
    if (text === "_") return isWritten(previous) && isWritten(next);
    if (text === ".") return isWritten(previous) && domains.has(next?.base ?? "");
    return schemes.has(base) && (next?.text === ":" || next?.text === ".");
  });
}

/** In letters or digits. */
function isWritten(token: Token | undefined): boolean {
  return token !== undefined && token.kind !== "mark";
}

/** "my insta is kt99", "snapchat: lana.x": one word, or several without white space. */
function accountAfter(tokens: readonly Token[], at: number, { base }: Token): Span | undefined {
  if (!platforms.has(base)) return undefined;
  let next = at + 1;
  let isNamed = false;
  for (; next < at + 5; next++) {
    const link = tokens[next]?.base ?? "";
    if (!platformLinks.has(link)) break;
    isNamed ||= !looseLinks.has(link);
  }
  const token = tokens[next];
  if (!isNamed || token === undefined || token.kind === "mark" || token.before === "line") return undefined;
  const last = next + lastOf(pieceFrom(tokens, next));
  const isName = last > next || token.letters === "capital" || tokens[next - 1]?.kind === "mark";
  return isName ? { first: next, last } : undefined;
}

/** "k dot lan at mail dot com": back to the word before "at", or the word before "dot". */
function writtenOut(tokens: readonly Token[], at: number, { base }: Token): Span | undefined {
  if (base !== "dot" || !domains.has(tokens[at + 1]?.base ?? "")) return undefined;
  const first = tokens[at - 2]?.base === "at" ? at - 3 : at - 1;
  return { first: Math.max(0, first), last: at + 1 };
}
