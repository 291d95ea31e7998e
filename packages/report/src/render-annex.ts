import { type Annex, type OutputFile, resultsFileOf } from "./annex.ts";
import { planAnnex } from "./annex-plan.ts";
import { figureSvg } from "./figures/figure-svg.ts";
import { annexHtml } from "./page/annex-html.ts";
import { resultsJson } from "./results-json.ts";
import { tablesWorkbook } from "./spreadsheet/tables-workbook.ts";
import { tableCsv } from "./table-csv.ts";
import { textFile } from "./text-file.ts";

/**
 * Every file of the outputs folder, in order of path: `annex.html`, `figures/<id>.svg`, `results.json`,
 * `tables.xlsx`, `tables/<id>.csv`. Nothing is written here. The same annex gives the same bytes.
 *
 * @throws RangeError when the annex and its release do not fit together; see `planAnnex`
 */
export async function renderAnnex(annex: Annex): Promise<OutputFile[]> {
  const plan = planAnnex(annex);
  const files: OutputFile[] = [
    textFile("annex.html", await annexHtml(annex)),
    textFile(resultsFileOf(annex), resultsJson(annex)),
    { path: "tables.xlsx", bytes: await tablesWorkbook(annex) },
  ];
  for (const { result, figure } of plan.results) {
    files.push(textFile(`tables/${result.id}.csv`, tableCsv(result)));
    const svg = figure === undefined ? undefined : await figureSvg(result);
    if (svg !== undefined) files.push(textFile(`figures/${result.id}.svg`, `${xmlDeclaration}${svg}\n`));
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
