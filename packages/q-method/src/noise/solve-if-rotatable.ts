import { NoObliqueRotation } from "../analysis/no-oblique-rotation.ts";
import { type FactorPlan, type FactorSolution, solveFactors } from "../analysis/solve-factors.ts";
import type { EigenWork } from "../analysis/symmetric-eigen.ts";

/**
 * `solveFactors`, or undefined where there is no oblique rotation: of many random data sets some have none, and that is a
 * finding, not a mistake of the caller.
 */
export function solveIfRotatable(
  correlations: Float64Array,
  statements: number,
  plan: FactorPlan,
  work: EigenWork,
): FactorSolution | undefined {
  try {
    return solveFactors(correlations, statements, plan, work);
  } catch (error) {
    if (error instanceof NoObliqueRotation) return undefined;
    throw error;
  }
}
