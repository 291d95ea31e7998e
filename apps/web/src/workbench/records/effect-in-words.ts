import type { ReplyOf } from "@plait/api";

type Effect = ReplyOf<"readDelivery">["kinds"][number]["effect"];

interface EffectWords {
  readonly name: string;
  readonly sentence: string;
  readonly tag: "error" | "warning" | "quiet";
}

/** What comes of a problem. */
export const effectInWords: Readonly<Record<Effect, EffectWords>> = {
  "stops-linking": { name: "Stops linking", sentence: "Nothing can be linked until it is mended.", tag: "error" },
  quarantine: { name: "Quarantine", sentence: "The row is in quarantine: it is in no table.", tag: "warning" },
  "no-value": {
    name: "No value",
    sentence: "The row is used, and the cell counts as having no value.",
    tag: "warning",
  },
  "not-used": { name: "Not used", sentence: "Nothing of this column is used yet.", tag: "warning" },
  "to-look-at": { name: "To look at", sentence: "It is used as it stands.", tag: "quiet" },
};
