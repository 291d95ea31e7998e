import type { OutputFile } from "./annex.ts";

/** A file of text in UTF-8. */
export function textFile(path: string, text: string): OutputFile {
  return { path, bytes: new TextEncoder().encode(text) };
}

/** A file of JSON with its keys in the order given, two spaces of indent and a final line end. */
export function jsonFile(path: string, value: unknown): OutputFile {
  return textFile(path, `${JSON.stringify(value, null, 2)}\n`);
}
