import type { Problem, Read } from "@plait/study";
import type { QData } from "../q-data.ts";
import { statementCount } from "./q-problems.ts";

/**
 * Sorts with the texts of their statements, where these come in a file of their own (`.DAT` with `.STA`, CSV with TXT).
 * A list of another length than the sorts is an error, and the texts are left out.
 *
 * @param file names the file of the texts in the problem
 */
export function withStatementTexts(data: QData, texts: QData["statements"], file: string): Read<QData> {
  if (texts.length !== data.statements.length) {
    const problems: Problem[] = [statementCount({ file }, texts.length, data.statements.length, "the sorts have")];
    return { value: data, problems };
  }
  const statements = data.statements.map(({ id }, position) => {
    const text = texts[position]?.text;
    return { id, ...(text !== undefined && { text }) };
  });
  return { value: { ...data, statements }, problems: [] };
}
