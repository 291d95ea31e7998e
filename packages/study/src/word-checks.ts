import { isMap, parseDocument } from "yaml";
import { z } from "zod";
import { type DeepReadonly, isoDay, text } from "./schema-parts.ts";
import { wordsDigest } from "./words-digest.ts";

export const WORD_CHECKS_FILE = "q/words-checked.yaml";

const wordCheckSchema = z
  .strictObject({
    checked: z.strictObject({ by: text, when: isoDay }),
    signed_off: z.strictObject({ who: text, when: isoDay }),
    sha256: text,
    texts: z.record(z.string(), z.string()),
  })
  .superRefine(({ sha256, texts }, context) => {
    const found = wordsDigest(texts);
    if (found === sha256) return;
    const message = `is not that of the texts beneath it (${found}): they are not the words that were signed off`;
    context.addIssue({ code: "custom", path: ["sha256"], message, input: sha256 });
  });

const tag = z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, {
  error: (issue) => `"${String(issue.input)}" is no tag of a language, such as ar`,
});

export const wordChecksSchema = z.record(tag, wordCheckSchema);

/**
 * `q/words-checked.yaml`: by language, who has checked Plait's own words of the participants' page, who signed that off, and the words themselves. A sign-off is of
 * these words and no others.
 */
export type WordChecks = DeepReadonly<z.infer<typeof wordChecksSchema>>;
export type WordCheck = WordChecks[string];

const HEADING = ` Languages of the participants' page that a native speaker has checked, with the very words.
 Written by the workbench. To take a sign-off back, delete its language.`;

/**
 * The file with one language signed off, in the place of what was said of it before. Everything else stays as it is written.
 *
 * @param raw the file, empty where there is none
 * @throws RangeError where the text is no YAML of keys and values; the caller has read it before
 */
export function editWordChecks(raw: string, language: string, check: WordCheck): string {
  const document = parseDocument(raw);
  if (document.errors.length > 0 || !(document.contents === null || isMap(document.contents))) {
    throw new RangeError(`${WORD_CHECKS_FILE} is no YAML of keys and values`);
  }
  if (document.contents === null) document.commentBefore = HEADING;
  document.set(language, document.createNode(check));
  return document.toString({ lineWidth: 0 });
}
