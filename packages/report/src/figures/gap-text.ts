import type { ReleasedCell } from "@plait/disclosure";

/** What stands in a drawing where a number would be, in words. */
export function gapText(cell: ReleasedCell | undefined): string {
  if (cell?.kind === "absent") return cell.reason.replaceAll("-", " ");
  return cell?.kind === "withheld" ? "held back [c]" : "no value";
}
