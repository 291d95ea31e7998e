import { decodeWindows1252 } from "@plait/study";

/** Names of the characters 160 to 255 in HTML 4, in order. Source: HTML 4.01, section 24.2. */
const LATIN_1 = (
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para " +
  "middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave " +
  "Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc " +
  "Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc " +
  "iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml"
).split(" ");

const OTHERS: Readonly<Record<string, string>> = {
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  bull: "•",
  hellip: "…",
  euro: "€",
  trade: "™",
  dagger: "†",
  Dagger: "‡",
  permil: "‰",
  OElig: "Œ",
  oelig: "œ",
  Scaron: "Š",
  scaron: "š",
  Yuml: "Ÿ",
  le: "≤",
  ge: "≥",
  minus: "−",
};

const ENTITIES = new Map([
  ...LATIN_1.map((name, index): [string, string] => [name, String.fromCodePoint(160 + index)]),
  ...Object.entries(OTHERS),
]);

const CELL = /(<t[dh]\b[^>]*>)([\s\S]*?)(?:<\/t[dh]\s*>|(?=<t[dhr]\b|<\/tr\b|<\/?t(?:able|body|head|foot)\b))/gi;

/**
 * The text of an HTML file as the reader of tables needs it: decoded from UTF-8 where it is well formed, else from the
 * encoding it declares, else from windows-1252; named characters (`&euml;`) decoded, save those that are markup
 * (`&lt; &gt; &amp; &quot;`), which the reader decodes itself; and every cell closed, for HTML lets a writer leave that
 * out and the reader would then run cells together.
 */
export function decodeHtml(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString("latin1");
  const declared = /charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1];
  return decode(bytes, declared)
    .replace(/&(\w+);/g, (whole, name: string) => ENTITIES.get(name) ?? whole)
    .replace(CELL, "$1$2</td>");
}

function decode(bytes: Uint8Array, declared: string | undefined): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return new TextDecoder(bytes[0] === 0xff ? "utf-16le" : "utf-16be").decode(bytes);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const decoder = new TextDecoder(isKnown(declared) ? declared : "windows-1252");
    return decoder.encoding === "windows-1252" ? decodeWindows1252(bytes) : decoder.decode(bytes);
  }
}

function isKnown(label: string | undefined): label is string {
  if (label === undefined || /^utf-?(8|16)/i.test(label)) return false;
  try {
    return new TextDecoder(label).encoding !== "";
  } catch {
    return false;
  }
}
