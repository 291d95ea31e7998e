import type { Random } from "@plait/study";
import { type Design, fitLeastSquares, type LeastSquares, prepareDesign } from "./least-squares.ts";
import { type ExploitationType, pickWeighted, rarerReasons } from "./vocabulary.ts";

export const outcomes = ["turning_18", "other", "no_concerns"] as const;
export type Outcome = (typeof outcomes)[number];

export const predictors = [
  "labour",
  "sexual",
  "criminal",
  "domestic",
  "organ_harvesting",
  "financial",
  "male",
  "non_uk",
  "time_in_service_months",
  "direct_worker",
] as const;
export type Predictor = (typeof predictors)[number];

export interface PlantedEffect {
  readonly coefficient: number;
  /** `printed`: as the source prints it. `restored`: a sign, point or digit was lost in print. `chosen`: lost, ours. */
  readonly origin: "printed" | "restored" | "chosen";
}

const printed = (coefficient: number): PlantedEffect => ({ coefficient, origin: "printed" });
const restored = (coefficient: number): PlantedEffect => ({ coefficient, origin: "restored" });
const chosen = (coefficient: number): PlantedEffect => ({ coefficient, origin: "chosen" });

/** Table 2 of the source document, in the order of `outcomes`. */
export const plantedEffects: Readonly<Record<Predictor, readonly [PlantedEffect, PlantedEffect, PlantedEffect]>> = {
  labour: [chosen(0.141), restored(-0.115), printed(-0.021)],
  sexual: [printed(-0.012), printed(0.075), printed(-0.01)],
  criminal: [restored(0.12), printed(-0.026), printed(-0.083)],
  domestic: [printed(0.019), printed(-0.04), printed(0.025)],
  organ_harvesting: [printed(-0.235), restored(-0.172), restored(0.291)],
  financial: [restored(0.041), printed(-0.49), restored(0.411)],
  male: [printed(0.036), printed(-0.001), printed(0.035)],
  non_uk: [chosen(-0.1), restored(0.189), printed(-0.059)],
  time_in_service_months: [printed(0.007), printed(0.004), printed(-0.005)],
  direct_worker: [printed(0.021), printed(-0.23), printed(-0.026)],
};

/** The source prints no constants. These keep nearly every probability between 0 and 1. */
export const plantedConstants: readonly [number, number, number] = [0.13, 0.38, 0.26];

/** What a closure depends on. */
export interface ClosureDesign {
  readonly exploitation: readonly ExploitationType[];
  readonly male: boolean;
  readonly nonUk: boolean;
  readonly months: number;
  readonly directWorker: boolean;
}

/** A row of the design: a constant, then the predictors in order. */
export function designRow(design: ClosureDesign): number[] {
  const has = (type: ExploitationType) => (design.exploitation.includes(type) ? 1 : 0);
  return [
    1,
    has("Labour"),
    has("Sexual"),
    has("Criminal"),
    has("Domestic"),
    has("Organ harvesting"),
    has("Financial"),
    design.male ? 1 : 0,
    design.nonUk ? 1 : 0,
    design.months,
    design.directWorker ? 1 : 0,
  ];
}

function closureProbabilities(design: ClosureDesign): [number, number, number] {
  const row = designRow(design);
  const probability = (outcome: 0 | 1 | 2) =>
    predictors.reduce(
      (sum, predictor, j) => sum + (row[j + 1] ?? 0) * plantedEffects[predictor][outcome].coefficient,
      plantedConstants[outcome],
    );
  return [probability(0), probability(1), probability(2)];
}

/** Whether the linear probabilities of a design can be drawn from as they are. */
export function isDrawable(design: ClosureDesign): boolean {
  const probabilities = closureProbabilities(design);
  const sum = probabilities.reduce((total, p) => total + p, 0);
  return probabilities.every((p) => p >= 0.005) && sum <= 0.985;
}

/** One closure reason; probabilities below 0 count as 0. */
export function drawClosureReason(design: ClosureDesign, random: Random): string {
  const [turning18, other, noConcerns] = closureProbabilities(design).map((p) => Math.max(p, 0));
  const point = random.next();
  const afterFirst = turning18 ?? 0;
  const afterSecond = afterFirst + (other ?? 0);
  if (point < afterFirst) return "Turning 18";
  if (point < afterSecond) return "Other";
  if (point < afterSecond + (noConcerns ?? 0)) return "No trafficking concerns";
  return pickWeighted(rarerReasons, random);
}

export interface DrawnClosures {
  readonly reasons: readonly string[];
  /** How many times all reasons were drawn before every estimate lay close to what was planted. */
  readonly draws: number;
  readonly fits: Readonly<Record<Outcome, LeastSquares>>;
}

const REASON_OF: Readonly<Record<Outcome, string>> = {
  turning_18: "Turning 18",
  other: "Other",
  no_concerns: "No trafficking concerns",
};

/**
 * Draws everyone's closure reason, again and again until each of the thirty estimates lies within 1.6 of its HC3
 * standard errors of the planted coefficient: one study is one sample, and an example should not mislead by bad luck.
 */
export function drawClosures(designs: readonly ClosureDesign[], random: Random): DrawnClosures {
  const design = prepareDesign(designs.map(designRow));
  for (let draw = 1; draw <= 5000; draw++) {
    const source = random.fork(`draw ${draw}`);
    const reasons = designs.map((one) => drawClosureReason(one, source));
    const fits = fitsOf(design, reasons);
    if (fits !== null) return { reasons, draws: draw, fits };
  }
  throw new RangeError("no draw of the closure reasons came close to the planted effects");
}

function fitsOf(design: Design, reasons: readonly string[]): Readonly<Record<Outcome, LeastSquares>> | null {
  const fits: LeastSquares[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    const fit = fitLeastSquares(
      design,
      reasons.map((reason) => (reason === REASON_OF[outcome] ? 1 : 0)),
    );
    const close = predictors.every((predictor, j) => {
      const planted = plantedEffects[predictor][index]?.coefficient ?? 0;
      return Math.abs((fit.coefficients[j + 1] ?? 0) - planted) <= 1.6 * (fit.standardErrors[j + 1] ?? 0);
    });
    if (!close) return null;
    fits.push(fit);
  }
  const [turning_18, other, no_concerns] = fits;
  if (turning_18 === undefined || other === undefined || no_concerns === undefined) return null;
  return { turning_18, other, no_concerns };
}
