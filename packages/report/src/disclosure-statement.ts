import type { DisclosureRecord } from "@plait/disclosure";
import { countText } from "./number-text.ts";

/** What the gate did to one result, in a sentence or two. */
export function disclosureStatement({ status, withheld }: DisclosureRecord): string {
  const { sentences, ...cells } = withheld;
  const hidden = Object.values(cells).reduce((sum, count) => sum + count, 0);
  const dropped = droppedSentences(sentences);
  switch (status) {
    case "released":
      return `Disclosure: every number of this table was released.${dropped}`;
    case "released-with-withheld-cells":
      return `Disclosure: ${countText(hidden)} ${hidden === 1 ? "number is" : "numbers are"} held back and shown as [c].${dropped}`;
    case "withheld":
      return `Disclosure: every number of this table is held back.${dropped}`;
  }
}

function droppedSentences(count: number): string {
  if (count === 0) return "";
  return count === 1
    ? " One sentence that rested on held-back numbers is left out."
    : ` ${countText(count)} sentences that rested on held-back numbers are left out.`;
}
