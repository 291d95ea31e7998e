/** Text made safe to stand in HTML or SVG, in content or in a quoted attribute. Control characters XML forbids go. */
export function escaped(text: string): string {
  return text
    .replace(forbiddenInXml, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that no XML document may hold
const forbiddenInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
