import type { ReplyOf } from "@plait/api";

type Cell = ReplyOf<"readPreviewedResult">["rows"][number]["cells"][number];
export type WithheldReason = NonNullable<Cell["because"]>;

interface ReasonInWords {
  /** Beside the cell. */
  readonly short: string;
  readonly meaning: string;
}

/** Why a number is withheld: the reasons of the gate, as the rules of a policy give them. */
export const withheldInWords: Readonly<Record<WithheldReason, ReasonInWords>> = {
  threshold: {
    short: "too few people",
    meaning: "Too few people stand behind it, none among them where the policy withholds zeros.",
  },
  secondary: {
    short: "protects another",
    meaning: "Enough people stand behind it, but a withheld number could be worked out from it.",
  },
  "threshold-or-secondary": {
    short: "too few, or protects",
    meaning:
      "Too few people stand behind it, or a withheld number could be worked out from it. The reader is not told which: that would help to work it out.",
  },
  "model-level": {
    short: "small group in the model",
    meaning:
      "A characteristic of the model, or all of them together, splits people or outcomes into groups that are too small.",
  },
  "residual-df": {
    short: "too few for the model",
    meaning: "The model or the correlation has too few degrees of freedom.",
  },
  leverage: { short: "one person decides", meaning: "One person alone decides what the model fits for them." },
  extreme: {
    short: "extreme value",
    meaning: "It is a minimum, a maximum or as good as one, and too few people have that value.",
  },
  "identical-values": {
    short: "all have one value",
    meaning: "All people behind it have the same value, so that it tells the value of each.",
  },
  dominance: {
    short: "few contribute most",
    meaning: "A few people contribute so much of it that it would tell what they have.",
  },
  "needs-review": {
    short: "a person must look",
    meaning: "No rule can decide. Somebody has to look at it before it leaves.",
  },
  "curve-step": {
    short: "too few at a step",
    meaning: "Too few people had the event since the last point of the curve that is shown, or until its end.",
  },
  "rests-on-withheld": {
    short: "rests on a withheld one",
    meaning: "It is made of a withheld number, stands beside the number it counts for, or tells one.",
  },
};

export interface Lost {
  readonly because: WithheldReason;
  readonly cells: number;
}

/** How many cells are withheld for each reason, the most frequent first. */
export function lostByReason(cells: readonly Cell[]): Lost[] {
  const counts = new Map<WithheldReason, number>();
  for (const { because } of cells) if (because !== undefined) counts.set(because, (counts.get(because) ?? 0) + 1);
  return [...counts].map(([because, count]) => ({ because, cells: count })).sort((a, b) => b.cells - a.cells);
}
