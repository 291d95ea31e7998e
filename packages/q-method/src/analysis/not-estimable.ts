/** A statistic that does not exist, and why. */
export interface NotEstimable {
  readonly kind: "not-estimable";
  readonly reason: string;
}
