import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as xlsx from "@e965/xlsx";
import { csvOf, monthlyHeader, referralHeader, referralOf, workbookOf, writeIn } from "./small-study.ts";

/** A mistake in the small study, and what must be said of it: severity, code, and the place as a person reads it. */
export interface Mistake {
  readonly what: string;
  readonly plant: (study: string) => void;
  readonly said: string;
}

/** None stands in the way of another, and no line of a text file moves. */
export const twentyMistakes: readonly Mistake[] = [
  {
    what: "a setting that Plait does not know",
    plant: swap("study.yaml", "synthetic: Everything", "synthetik: Everything"),
    said: "error unknown-key: study.yaml, line 3, synthetik",
  },
  {
    what: "a table of a variable that is not there",
    plant: swap("records/rules.yaml", "rows: [gender]", "rows: [sex]"),
    said: "error variable-not-declared: records/rules.yaml, line 44, tables[0].rows[0]",
  },
  {
    what: "a removal that asks about a variable that is not there",
    plant: swap("records/rules.yaml", "variable: age, between", "variable: years, between"),
    said: "error variable-not-declared: records/rules.yaml, line 35, wide.remove[0].when.variable",
  },
  {
    what: "a gap of a kind that is not declared",
    plant: swap("records/rules.yaml", "{ kind: monthly, from: 2023-01", "{ kind: mothly, from: 2023-01"),
    said: "error kind-not-declared: records/rules.yaml, line 32, not_supplied[0].kind",
  },
  {
    what: "a model with a predictor that the wide file does not have",
    plant: swap("records/models.yaml", "variable: age, label", "variable: ages, label"),
    said: "error variable-not-declared: records/models.yaml, line 11, models[0].predictors[1].variable",
  },
  {
    what: "a crosswalk row for deliveries that never came",
    plant: (study) =>
      writeIn(
        study,
        "records/crosswalk.csv",
        `${readFileSync(join(study, "records/crosswalk.csv"), "utf8")}status,monthly,2022/**,State,,As labelled,A. Analyst,2025-01-10\n`,
      ),
    said: "warning pattern-fits-no-file: records/crosswalk.csv, line 11",
  },
  {
    what: "a delivery that no pattern fits",
    plant: (study) => writeIn(study, "records/deliveries/2024/North/visits.csv", "Ref,Visit\n"),
    said: "error delivery-fits-no-pattern: records/deliveries/2024/North/visits.csv",
  },
  {
    what: "a period that is not declared",
    plant: (study) =>
      writeIn(study, "records/deliveries/2025/North/referrals.csv", csvOf([[...referralHeader], referralOf(1)])),
    said: "error period-not-declared: records/deliveries/2025/North/referrals.csv",
  },
  {
    what: "a group that is not declared",
    plant: (study) => writeIn(study, "records/deliveries/2024/East/monthly.csv", csvOf([[...monthlyHeader]])),
    said: "error group-not-declared: records/deliveries/2024/East/monthly.csv",
  },
  {
    what: "an encrypted workbook",
    plant: (study) => writeIn(study, "records/deliveries/2024/North/referrals locked.xlsx", encryptedWorkbook()),
    said: "error encrypted-workbook: records/deliveries/2024/North/referrals locked.xlsx",
  },
  {
    what: "a workbook that was cut off on its way",
    plant: (study) =>
      writeIn(study, "records/deliveries/2024/North/referrals cut.xlsx", xlsxWorkbook().subarray(0, 900)),
    said: "error damaged-workbook: records/deliveries/2024/North/referrals cut.xlsx",
  },
  {
    what: "an empty file",
    plant: (study) => writeIn(study, "records/deliveries/2024/North/monthly late.csv", ""),
    said: "error empty-file: records/deliveries/2024/North/monthly late.csv",
  },
  {
    what: "a file without a header",
    plant: (study) =>
      writeIn(
        study,
        "records/deliveries/2024/South/referrals more.csv",
        csvOf([referralOf(57), referralOf(59), referralOf(61)]),
      ),
    said: "error no-header: records/deliveries/2024/South/referrals more.csv, line 1",
  },
  {
    what: "two columns of one name",
    plant: (study) =>
      writeIn(
        study,
        "records/deliveries/2024/South/monthly twice.csv",
        csvOf([
          ["Ref", "Month", "Status", "Remark", "Remark"],
          ["REF000059", "12/2024", "Open", "", "moved"],
        ]),
      ),
    said: "warning duplicate-header: records/deliveries/2024/South/monthly twice.csv, line 1, cell D1",
  },
  {
    what: "a web page called .xls",
    plant: (study) =>
      writeIn(
        study,
        "records/deliveries/2023/South/monthly web.xls",
        webPage([
          ["Ref", "Month", "Status"],
          ["REF000001", "12/2023", "Open"],
        ]),
      ),
    said: "warning kind-differs-from-name: records/deliveries/2023/South/monthly web.xls",
  },
  {
    what: "bytes of no encoding",
    plant: (study) =>
      writeIn(
        study,
        "records/deliveries/2023/North/referrals odd.csv",
        Buffer.from(`${csvOf([[...referralHeader]])}REF000002,\u0081\u008d,x,y,z\n`, "latin1"),
      ),
    said: "error unknown-encoding: records/deliveries/2023/North/referrals odd.csv, line 2",
  },
  {
    what: "a sheet without a column that every row needs",
    plant: (study) =>
      writeIn(
        study,
        "records/deliveries/2023/North/referrals undated.xls",
        workbookOf([
          ["Ref", "Gender", "Needs"],
          ["REF000002", "Female", "Health"],
        ]),
      ),
    said: 'error required-variable-not-mapped: records/deliveries/2023/North/referrals undated.xls, sheet "Records"',
  },
  {
    what: "two columns mapped to one variable",
    plant: (study) =>
      writeIn(
        study,
        "records/deliveries/2023/South/referrals double.csv",
        csvOf([
          ["Ref", "Referred on", "Gender", "Sex", "Needs"],
          ["REF000001", "05/02/2023", "Male", "M", "Health"],
        ]),
      ),
    said: "error two-columns-one-variable: records/deliveries/2023/South/referrals double.csv",
  },
  {
    what: "a token that nobody declared",
    plant: swap("records/deliveries/2024/South/referrals.csv", "Housing; Health", "Housing; Debt"),
    said: "error value-not-declared: records/deliveries/2024/South/referrals.csv, line 4",
  },
  {
    what: "a value outside a closed list",
    plant: swap("records/deliveries/2023/North/referrals.csv", ",Female,", ",Femal,"),
    said: "error value-not-declared: records/deliveries/2023/North/referrals.csv, line 3",
  },
];

function swap(file: string, right: string, wrong: string): (study: string) => void {
  return (study) => {
    const text = readFileSync(join(study, file), "utf8");
    if (!text.includes(right)) throw new Error(`${file} does not hold "${right}"`);
    writeIn(study, file, text.replace(right, wrong));
  };
}

function xlsxWorkbook(): Buffer {
  const workbook = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(workbook, xlsx.utils.aoa_to_sheet([[...referralHeader], referralOf(32)]), "Records");
  return xlsx.write(workbook, { type: "buffer", bookType: "xlsx" });
}

/** The compound file that Excel makes of a workbook with a password. */
function encryptedWorkbook(): Uint8Array {
  const file = xlsx.CFB.utils.cfb_new();
  xlsx.CFB.utils.cfb_add(file, "/EncryptionInfo", Buffer.from([4, 0, 4, 0, 64, 0, 0, 0]));
  xlsx.CFB.utils.cfb_add(file, "/EncryptedPackage", Buffer.alloc(4096, 7));
  const bytes: Uint8Array = xlsx.CFB.write(file, { type: "buffer" });
  return bytes;
}

function webPage(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("");
  return `<html><body><table>${cells}</table></body></html>`;
}
