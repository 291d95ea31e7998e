/** A grid value as it is printed: `−3`, `0`, `+3`, with a true minus sign. Always to be set from left to right. */
export function valueText(value: number): string {
  const size = String(Math.abs(value));
  return value < 0 ? `\u2212${size}` : value > 0 ? `+${size}` : size;
}

/** The same inside a sentence of any direction: a mark of direction before it keeps the sign before the figure. */
export function valueInSentence(value: number): string {
  return `\u200e${valueText(value)}`;
}
