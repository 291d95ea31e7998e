import type { Problem } from "./problem.ts";
import { errorAt } from "./problem-at.ts";

export interface DecodedText {
  /** Without byte order mark, lines ended by `\n` alone. */
  readonly text: string;
  readonly problems: readonly Problem[];
}

/** Takes off a byte order mark, makes line ends one, and reports bytes that were not UTF-8. */
export function decodedText(file: string, raw: string): DecodedText {
  const text = raw.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const at = text.indexOf("\uFFFD");
  if (at < 0) return { text, problems: [] };
  const problem = errorAt(
    { file, line: lineAt(text, at) },
    "not-utf-8",
    "the file is not UTF-8: some characters cannot be read, first on this line",
    "Save the file as UTF-8 (in Excel: CSV UTF-8) and write the damaged characters again.",
  );
  return { text, problems: [problem] };
}

/** The line, from 1, on which the character at an offset stands. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
