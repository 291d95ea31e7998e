import type { Extracted } from "./extraction.ts";
import { type EigenWork, symmetricEigen } from "./symmetric-eigen.ts";

/**
 * Principal components: eigenvectors of the correlations times the roots of their eigenvalues. A component whose
 * eigenvalue is zero to rounding has loadings of zero.
 */
export function principalComponents(correlations: Float64Array, factors: number, work: EigenWork): Extracted {
  const sorts = work.order;
  const { values, vectors } = symmetricEigen(correlations, factors, work);
  const loadings = new Float64Array(sorts * factors);
  const zero = sorts * Number.EPSILON * (values[0] ?? 0);
  for (let f = 0; f < factors; f++) {
    const value = values[f] ?? 0;
    const scale = value > zero ? Math.sqrt(value) : 0;
    for (let j = 0; j < sorts; j++) loadings[j * factors + f] = scale * (vectors[f * sorts + j] ?? 0);
  }
  return { factors, loadings, eigenvalues: values };
}
