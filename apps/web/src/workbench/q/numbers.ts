/** A loading, score or share of it with two digits and a true minus sign. */
export function twoDigits(value: number): string {
  return value
    .toFixed(2)
    .replace(/^-(0\.00)$/, "$1")
    .replace("-", "−");
}

export function wholePercent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** A share of draws: that it happened in a few is not the same as never. */
export function atLeastOnePercent(share: number): string {
  return share < 0.01 ? "< 1 %" : wholePercent(share);
}

/** The value of a column, with a true minus sign. */
export function placeText(value: number): string {
  return value > 0 ? `+${value}` : String(value).replace("-", "−");
}
