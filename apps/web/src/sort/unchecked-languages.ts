import { wordsDigest } from "@plait/study";
import { shippedTag, shippedTexts } from "./languages.ts";

/**
 * Those of some languages whose words on this page no native speaker has checked, as far as the study's owner has signed off. English is what they were translated
 * from; where Plait has no words, the page speaks English and says so.
 *
 * @param signedOff by language, the digest of the words that were signed off
 */
export async function uncheckedLanguages(
  tags: readonly string[],
  signedOff: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const found = await Promise.all(
    tags.map(async (wanted) => {
      const tag = shippedTag(wanted) ?? "en";
      return tag === "en" || signedOff[tag] === wordsDigest(await shippedTexts(tag));
    }),
  );
  return tags.filter((_, at) => found[at] === false);
}
