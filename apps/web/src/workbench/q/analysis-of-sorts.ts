import type { ReplyOf } from "@plait/api";
import {
  analyseByChoices,
  type Bootstrap,
  bootstrapFactors,
  type ChosenAnalysis,
  type Influence,
  leaveOneOut,
  makeGrid,
  type NoiseBaseline,
  type NotEstimable,
  noiseBaseline,
  type SortMatrix,
} from "@plait/q-method";
import type { QAnalysisFile } from "@plait/study";

/** What the server tells of the sorts and the choices of their analysis. */
export type SortsReply = ReplyOf<"readQSorts">;
export type Choices = SortsReply["choices"];

/** What is worked out, in the order in which it is ready. */
export type AnalysisPart =
  | { readonly kind: "analysis"; readonly chosen: ChosenAnalysis }
  | { readonly kind: "baseline"; readonly baseline: NoiseBaseline }
  | { readonly kind: "stability"; readonly bootstrap: Bootstrap }
  | { readonly kind: "influence"; readonly influences: readonly Influence[] | NotEstimable }
  | { readonly kind: "not-possible"; readonly why: string };

function matrixOf({ sorts, board, statements }: SortsReply): SortMatrix {
  return {
    sorters: sorts.map(({ sorter }) => sorter),
    statements: statements.length,
    values: Float64Array.from(sorts.flatMap(({ places }) => places)),
    grid: makeGrid(board.columns, board.shape),
  };
}

/** The whole analysis, part by part: the later ones draw at random and take a second or more. */
export function* analysisParts(reply: SortsReply): Generator<AnalysisPart> {
  const wrong = reply.problems.find(({ severity }) => severity === "error");
  if (wrong !== undefined) return yield { kind: "not-possible", why: wrong.message };
  if (reply.sorts.length < 3) return yield { kind: "not-possible", why: "An analysis needs three sorts or more." };
  const matrix = matrixOf(reply);
  let chosen: ChosenAnalysis;
  try {
    chosen = analyseByChoices(reply.choices, matrix);
  } catch (error) {
    return yield { kind: "not-possible", why: error instanceof Error ? error.message : String(error) };
  }
  yield { kind: "analysis", chosen };
  const { seed, stability } = reply.choices;
  yield { kind: "baseline", baseline: noiseBaseline(matrix, chosen.options, { seed }) };
  if (chosen.kept === 0) return;
  const { resamples, align: alignment } = stability;
  yield { kind: "stability", bootstrap: bootstrapFactors(matrix, chosen.options, { seed, resamples, alignment }) };
  yield { kind: "influence", influences: influencesOf(matrix, chosen, alignment) };
}

/** Of few sorts there may be none to leave out. */
function influencesOf(matrix: SortMatrix, { options }: ChosenAnalysis, alignment: Bootstrap["alignment"]) {
  try {
    return leaveOneOut(matrix, options, { alignment });
  } catch (error) {
    if (error instanceof RangeError) return { kind: "not-estimable", reason: error.message } as const;
    throw error;
  }
}

/** The analysis with factors turned by hand: quick enough to follow the hand, as nothing is drawn at random. */
export function turnedAnalysis(
  reply: SortsReply,
  kept: number,
  turns: readonly { readonly factors: readonly [number, number]; readonly degrees: number }[],
): ChosenAnalysis {
  const rotation = turnedRotation(reply.choices.rotation, turns, "looked at on the screen");
  const choices: QAnalysisFile = {
    ...reply.choices,
    rotation,
    factors: { number: Math.max(1, kept), reason: "as it stands" },
    noise: { draws: 100 },
  };
  return analyseByChoices(choices, matrixOf(reply));
}

/** The choice of turning further what is turned now. */
export function turnedRotation(
  before: Choices["rotation"],
  turns: readonly { readonly factors: readonly [number, number]; readonly degrees: number }[],
  reason: string,
): Choices["rotation"] {
  if (turns.length === 0) return before;
  const [after, earlier] =
    before.method === "judgmental"
      ? [before.after, before.turns]
      : [before.method === "none" ? ("none" as const) : ("varimax" as const), []];
  return { method: "judgmental", after, turns: [...earlier, ...turns], reason };
}
