const counts = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 20 });

/** A count with thousands separators: `35,187`. */
export function countText(value: number): string {
  return counts.format(value).replace("-", "−");
}

/** A share of 1 as a percentage with one decimal: `8.3%`. */
export function shareText(share: number): string {
  return `${fixedText(share * 100, 1)}%`;
}

/** A number with fixed decimals, thousands separators and a true minus sign; what rounds to zero has no sign. */
export function fixedText(value: number, digits: number): string {
  const text = new Intl.NumberFormat("en-GB", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: "negative",
  }).format(value);
  return text.replace("-", "−");
}

/** A number with its sign, as places of a grid are written: `−3`, `0`, `+3`. */
export function signedText(value: number): string {
  return `${value > 0 ? "+" : ""}${countText(value)}`;
}

/** A p-value with three decimals and its sign, never zero: `= 0.042`, `< 0.001`. */
export function pValueText(pValue: number): string {
  return pValue < 0.001 ? "< 0.001" : `= ${fixedText(pValue, 3)}`;
}
