import type { MethodRecord } from "@plait/study";
import type { ComparisonRule } from "./compare-factors.ts";
import type { Correlation } from "./correlation.ts";
import type { Extraction } from "./extraction.ts";
import { largestWeighedLoading } from "./factor-scores.ts";
import type { Flagging } from "./flags.ts";
import type { FactorOrder, Rotation } from "./solve-factors.ts";

/** Every choice an analysis has, made. */
export interface QChoices {
  readonly factors: number;
  readonly correlation: Correlation;
  readonly extraction: Extraction;
  readonly rotation: Rotation;
  readonly order: FactorOrder;
  readonly flags: Flagging;
  readonly splitBipolar: boolean;
  readonly reliability: number;
  readonly comparison: ComparisonRule;
  readonly keepsNames: boolean;
}

/** The choices in words, for whoever wants to know what was done or to do it again. */
export function methodRecord(choices: QChoices): MethodRecord {
  const { extraction, rotation, flags } = choices;
  return {
    name: "Q factor analysis",
    variant: `${extraction.method}, ${rotation.method}, ${choices.factors} factors`,
    options: {
      correlation: choices.correlation,
      ...extractionOptions(extraction),
      ...rotationOptions(rotation),
      reflection: "flagged weights add up to no less than 0; before flags, the sum of l|l| does",
      order: choices.keepsNames ? "earlier names" : choices.order,
      ...flagOptions(flags),
      splitBipolar: choices.splitBipolar,
      sorts: "each standardised, divisor n - 1",
      weight: `l/(1 - l²), |l| at most ${largestWeighedLoading}`,
      ties: "the statement that comes first in the Q-set gets the higher place",
      reliability: choices.reliability,
      comparison: choices.comparison,
    },
    source: "Stephenson (1953); Brown (1980), Political Subjectivity; Watts and Stenner (2012)",
    page: "q-factors",
    version: "0.1.0",
  };
}

type Options = MethodRecord["options"];

function extractionOptions(extraction: Extraction): Options {
  switch (extraction.method) {
    case "pca":
      return { extraction: "pca" };
    case "centroid":
      return { extraction: "centroid", centroidVariant: extraction.variant ?? "brown" };
    case "horst":
      return {
        extraction: "horst",
        horstPrecision: extraction.precision ?? 0.0001,
        horstIterations: extraction.iterations ?? 100,
        horstAutoStop: extraction.autoStop ?? "off",
      };
    default:
      return extraction satisfies never;
  }
}

function rotationOptions(rotation: Rotation): Options {
  switch (rotation.method) {
    case "none":
      return { rotation: "none" };
    case "varimax":
      return { rotation: "varimax", normalisation: "Kaiser" };
    case "judgmental": {
      const turns = rotation.turns.map(({ pair, degrees }) => `${pair[0] + 1} towards ${pair[1] + 1} by ${degrees}°`);
      return { rotation: "judgmental", turnedFrom: rotation.from ?? "varimax", turns: turns.join("; ") };
    }
    case "promax":
      return { rotation: "promax", power: rotation.power ?? 4, exploratory: true };
    case "oblimin":
      return { rotation: "oblimin", gamma: 0, normalisation: "Kaiser", exploratory: true };
    default:
      return rotation satisfies never;
  }
}

function flagOptions(flags: Flagging): Options {
  switch (flags.method) {
    case "manual":
      return { flags: "manual" };
    case "automatic": {
      const changes = (flags.changes ?? []).map(
        ({ sorter, factor, flagged }) => `${sorter} ${flagged ? "on" : "off"} ${factor}`,
      );
      return {
        flags: "automatic",
        flagLevel: flags.level ?? 0.05,
        flagCriticalValue: flags.criticalValue ?? "exact",
        flagMajority: flags.majority ?? true,
        ...(changes.length > 0 && { flagChanges: changes.join("; ") }),
      };
    }
    default:
      return flags satisfies never;
  }
}
