import { readDelivered } from "@plait/testkit";

/** The values of a delivered file by sheet (`""` in CSV): what lies beneath a cell, else what it shows. */
export function readBack(path: string): Map<string, string[][]> {
  return new Map(
    [...readDelivered(path)].map(([sheet, rows]) => [
      sheet,
      rows.map((cells) => cells.map(({ shown, underlying }) => underlying ?? shown)),
    ]),
  );
}
