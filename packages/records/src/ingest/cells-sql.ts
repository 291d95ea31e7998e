import type { SheetRead } from "./sheet-read.ts";

/**
 * A DuckDB `SELECT` of a sheet's data rows in no promised order: `"row"` (BIGINT, the row of the source counted from 1),
 * `"c1"` … `"cn"` (displayed text; an empty cell is `''`, never NULL) and `"u1"` … `"un"` (the underlying value of a
 * workbook's cell where it is not what the cell displays, such as the serial number of a date; else NULL).
 *
 * The number of rows must be `sheet.dataRows`: compare them, for a file may have changed since it was read. Paths are
 * quoted as literals; the files must be readable to the engine.
 */
export function cellsSql(sheet: SheetRead): string {
  const columns = Array.from({ length: sheet.columnCount }, (_, index) => index + 1);
  const { cells } = sheet;
  switch (cells.kind) {
    case "rows": {
      const names = ["row", ...columns.map((n) => `c${n}`), ...cells.underlyingColumns.map((n) => `u${n}`)];
      const underlying = new Set(cells.underlyingColumns);
      const selected = [
        `CAST("row" AS BIGINT) AS "row"`,
        ...columns.map((n) => `"c${n}"`),
        ...columns.map((n) => (underlying.has(n) ? `"u${n}"` : `CAST(NULL AS VARCHAR) AS "u${n}"`)),
      ];
      return `SELECT ${selected.join(", ")} FROM ${readCsv(cells.path, ",", names, "header = true, allow_quoted_nulls = false")}`;
    }
    case "source": {
      const names = Array.from({ length: cells.fields }, (_, index) => `c${index + 1}`);
      const numbered = [
        `row_number() OVER () AS "row"`,
        ...columns.map((n) => `coalesce("c${n}", '') AS "c${n}"`),
        ...columns.map((n) => `CAST(NULL AS VARCHAR) AS "u${n}"`),
      ];
      const scan = readCsv(
        cells.path,
        cells.delimiter,
        names,
        "header = false, null_padding = true, strict_mode = false, parallel = false",
      );
      const kept = cells.excluded.map(([first, last]) => `"row" NOT BETWEEN ${first} AND ${last}`);
      const where = kept.length === 0 ? "" : ` WHERE ${kept.join(" AND ")}`;
      return `SELECT * FROM (SELECT ${numbered.join(", ")} FROM ${scan})${where}`;
    }
  }
}

function readCsv(path: string, delimiter: string, names: readonly string[], options: string): string {
  const columns = names.map((name) => `'${name}': 'VARCHAR'`).join(", ");
  return `read_csv(${literal(path)}, auto_detect = false, delim = ${literal(delimiter)}, quote = '"', escape = '"', max_line_size = 34000000, columns = {${columns}}, ${options})`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
