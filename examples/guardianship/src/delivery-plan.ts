import type { DateStyle, Month } from "./calendar.ts";
import { monthOf } from "./calendar.ts";
import type { Group, ServiceKind } from "./counts.ts";
import type { FormName } from "./forms.ts";

export type Encoding = "utf-8" | "utf-8 with BOM" | "windows-1252";

export interface SheetPlan {
  /** Null in a CSV file. */
  readonly name: string | null;
  readonly form: FormName;
  readonly from: Month;
  readonly to: Month;
  readonly dates: Readonly<Record<string, DateStyle>>;
  /** What several types of exploitation are joined with. */
  readonly separator: string;
  readonly preamble: readonly string[];
  readonly footnotes: readonly string[];
  readonly total: boolean;
  readonly hidden: boolean;
}

export interface FilePlan {
  /** Under `deliveries/`. */
  readonly path: string;
  readonly kind: ServiceKind;
  readonly group: Group;
  readonly format: "xls" | "csv";
  readonly encoding: Encoding;
  readonly newline: "\n" | "\r\n";
  readonly date1904: boolean;
  readonly sheets: readonly SheetPlan[];
  /** Sheets without a record: an index of sheets in front, a hidden list of codes, empty ones. */
  readonly otherSheets: readonly { readonly name: string; readonly content: "index" | "codes" | "nothing" }[];
  /** A second delivery of rows that another file holds too. */
  readonly resent: boolean;
}

type SheetOptions = Partial<Pick<SheetPlan, "separator" | "preamble" | "footnotes" | "total" | "hidden">>;
type FileOptions = Partial<Pick<FilePlan, "encoding" | "newline" | "date1904" | "otherSheets" | "resent">>;

const sheet = (
  name: string | null,
  form: FormName,
  from: string,
  to: string,
  dates: Readonly<Record<string, DateStyle>>,
  options: SheetOptions = {},
): SheetPlan => ({
  name,
  form,
  from: monthOf(from),
  to: monthOf(to),
  dates,
  separator: "; ",
  preamble: [],
  footnotes: [],
  total: false,
  hidden: false,
  ...options,
});

const file = (path: string, kind: ServiceKind, sheets: readonly SheetPlan[], options: FileOptions = {}): FilePlan => ({
  path,
  kind,
  group: path.includes("/RPC/") ? "RPC" : path.includes("/Missing/") ? "Missing" : "DW",
  format: path.endsWith(".xls") ? "xls" : "csv",
  encoding: "utf-8",
  newline: "\n",
  date1904: false,
  sheets,
  otherSheets: [],
  resent: false,
  ...options,
});

const SYNTHETIC = "Synthetic records: no person behind any row";
const preamble = (title: string) => [title, SYNTHETIC, ""];

const referralFiles: readonly FilePlan[] = [
  file(
    "2017-2019/DW/ICTA referral Feb17-Dec18.xls",
    "referral",
    [
      sheet(
        "2017",
        "2017",
        "2016-01",
        "2017-12",
        { referral_date: "cell" },
        {
          preamble: preamble("Independent Child Trafficking Advocates: referrals 2017"),
          footnotes: ["1 Sites opened at different dates.", "2 Nationality as told by the young person."],
          total: true,
          separator: ", ",
        },
      ),
      sheet(
        "2018",
        "2017",
        "2018-01",
        "2018-12",
        { referral_date: "cell" },
        {
          preamble: preamble("Independent Child Trafficking Advocates: referrals 2018"),
          footnotes: ["Note: figures may change as cases are reviewed."],
          total: true,
          separator: ", ",
        },
      ),
    ],
    {
      otherSheets: [
        { name: "Contents", content: "index" },
        { name: "Lists", content: "codes" },
        { name: "Sheet3", content: "nothing" },
      ],
    },
  ),
  file(
    "2017-2019/DW/referral_2019.csv",
    "referral",
    [sheet(null, "2019", "2019-01", "2019-12", { referral_date: "dd/mm/yyyy" }, { separator: " & " })],
    { encoding: "windows-1252", newline: "\r\n" },
  ),
  file(
    "2017-2019/RPC/RPC referral Oct18-Dec19.xls",
    "referral",
    [
      sheet("Oct-Dec 2018", "2017", "2018-10", "2018-12", { referral_date: "cell" }, { total: true }),
      sheet("2019", "2019", "2019-01", "2019-12", { referral_date: "cell" }, { separator: " and " }),
    ],
    { date1904: true, otherSheets: [{ name: "Sheet2", content: "nothing" }] },
  ),
  file(
    "2020/DW/DW referral Jan-Apr 2020.csv",
    "referral",
    [sheet(null, "early 2020", "2020-01", "2020-04", { referral_date: "yyyy-mm-dd" })],
    { encoding: "utf-8 with BOM" },
  ),
  file("2020/DW/DW referral May-Dec 2020.xls", "referral", [
    sheet(
      "Referrals",
      "2020",
      "2020-05",
      "2020-12",
      { referral_date: "serial" },
      {
        preamble: preamble("Independent Child Trafficking Guardians: referrals May to December 2020"),
        separator: " / ",
      },
    ),
  ]),
  file("2020/RPC/RPC referral 2020.xls", "referral", [
    sheet("Jan-Apr", "early 2020", "2020-01", "2020-04", { referral_date: "dd.mm.yyyy" }),
    sheet("May-Dec", "2020", "2020-05", "2020-12", { referral_date: "dd-mm-yyyy" }, { total: true, separator: "+" }),
  ]),
  file("2021/DW/referral 2021 H1.csv", "referral", [
    sheet(null, "2021", "2021-01", "2021-06", { referral_date: "d mmm yyyy" }),
  ]),
  file(
    "2021/DW/referral 2021 Apr-Jun resent.csv",
    "referral",
    [sheet(null, "2021", "2021-04", "2021-06", { referral_date: "yyyy-mm-dd" }, { separator: ", " })],
    { resent: true },
  ),
  file(
    "2021/DW/referral 2021 H2.csv",
    "referral",
    [
      sheet(
        null,
        "2021",
        "2021-07",
        "2021-12",
        { referral_date: "dd/mm/yyyy" },
        {
          preamble: ["Referrals July to December 2021", SYNTHETIC],
          footnotes: ["Note: returned cases are entered again."],
          total: true,
        },
      ),
    ],
    { newline: "\r\n" },
  ),
  file("2021/RPC/RPC referral 2021.xls", "referral", [
    sheet("Q1", "2021 RPC", "2021-01", "2021-03", { referral_date: "dd/mm/yyyy" }),
    sheet("Q2", "2021 RPC", "2021-04", "2021-06", { referral_date: "dd/mm/yyyy" }),
    sheet("Q3", "2021 RPC", "2021-07", "2021-09", { referral_date: "cell" }, { separator: ", " }),
    sheet("Q4", "2021 RPC", "2021-10", "2021-12", { referral_date: "cell" }, { hidden: true }),
  ]),
  file("2021/Missing/referral role not known Apr-Jun 2021.csv", "referral", [
    sheet(null, "2021", "2021-04", "2021-06", { referral_date: "dd/mm/yy" }, { separator: " & " }),
  ]),
  file("2022/DW/DW referral 2022.xls", "referral", [
    sheet(
      "Referrals 2022",
      "2022 two rows",
      "2022-01",
      "2022-12",
      { referral_date: "cell" },
      {
        preamble: preamble("Guardianship service: referrals January to September 2022"),
        footnotes: ["1 Site of the guardian at referral."],
        total: true,
      },
    ),
  ]),
  file("2022/RPC/RPC referral Jan-Jun 2022.csv", "referral", [
    sheet(null, "2022", "2022-01", "2022-06", { referral_date: "dd/mm/yyyy" }),
  ]),
  file(
    "2022/RPC/RPC referral Jul-Sep 2022.csv",
    "referral",
    [sheet(null, "2022", "2022-07", "2022-12", { referral_date: "dd-mm-yyyy" }, { separator: "/" })],
    { encoding: "utf-8 with BOM" },
  ),
];

const monthlyFiles: readonly FilePlan[] = [
  file("2017-2019/DW/DW monthly 2017.xls", "monthly", [
    sheet("Feb-Mar", "2017", "2017-02", "2017-03", { month: "cell", closure_date: "cell" }),
    sheet("Q2", "2017", "2017-04", "2017-06", { month: "cell", closure_date: "cell" }),
    sheet("Q3", "2017", "2017-07", "2017-09", { month: "cell", closure_date: "cell" }),
    sheet(
      "Q4",
      "2017",
      "2017-10",
      "2017-12",
      { month: "cell", closure_date: "cell" },
      {
        footnotes: ["Note: December returns were late."],
      },
    ),
  ]),
  file("2017-2019/DW/DW monthly 2018.xls", "monthly", [
    sheet("Jan-Jun", "2017", "2018-01", "2018-06", { month: "mmm-yy", closure_date: "dd/mm/yyyy" }, { total: true }),
    sheet("Jul-Dec", "2017", "2018-07", "2018-12", { month: "mmm-yy", closure_date: "dd/mm/yyyy" }, { total: true }),
  ]),
  file("2017-2019/DW/DW monthly 2019.csv", "monthly", [
    sheet(null, "2019", "2019-01", "2019-12", { month: "mmmm yyyy", closure_date: "d mmm yyyy" }),
  ]),
  file(
    "2017-2019/RPC/RPC monthly Apr-Dec 2019.csv",
    "monthly",
    [
      sheet(
        null,
        "2019",
        "2019-04",
        "2019-12",
        { month: "mm/yyyy", closure_date: "dd/mm/yyyy" },
        { footnotes: ["3 The coordinator’s own words – not checked against the local authority’s."] },
      ),
    ],
    { encoding: "windows-1252", newline: "\r\n" },
  ),
  file("2020/DW/DW monthly 2020.xls", "monthly", [
    sheet("Q1", "2020", "2020-01", "2020-03", { month: "cell", closure_date: "serial" }),
    sheet("Q2", "2020", "2020-04", "2020-06", { month: "cell", closure_date: "serial" }),
    sheet("Q3", "2020", "2020-07", "2020-09", { month: "cell", closure_date: "serial" }),
    sheet("Q4", "2020", "2020-10", "2020-12", { month: "cell", closure_date: "serial" }),
  ]),
  file(
    "2020/RPC/RPC monthly 2020.csv",
    "monthly",
    [sheet(null, "2020", "2020-01", "2020-12", { month: "yyyy-mm", closure_date: "yyyy-mm-dd" })],
    { encoding: "utf-8 with BOM" },
  ),
  file("2021/DW/monthly 2021 H1.csv", "monthly", [
    sheet(null, "2021", "2021-01", "2021-06", { month: "mmm-yy", closure_date: "dd/mm/yyyy" }),
  ]),
  file("2021/DW/monthly 2021 H2.csv", "monthly", [
    sheet(null, "2021", "2021-07", "2021-12", { month: "mmm-yy", closure_date: "dd/mm/yyyy" }),
  ]),
  file(
    "2021/DW/monthly Sep 2021 resent.csv",
    "monthly",
    [sheet(null, "2021", "2021-09", "2021-09", { month: "mmm-yy", closure_date: "dd-mm-yyyy" })],
    { resent: true },
  ),
  file("2021/RPC/RPC monthly 2021.xls", "monthly", [
    sheet("Q1", "2021", "2021-01", "2021-03", { month: "mmmm yyyy", closure_date: "cell" }),
    sheet("Q2", "2021", "2021-04", "2021-06", { month: "mmmm yyyy", closure_date: "cell" }),
    sheet("Q3", "2021", "2021-07", "2021-09", { month: "mmmm yyyy", closure_date: "cell" }),
    sheet("Q4", "2021", "2021-10", "2021-12", { month: "mmmm yyyy", closure_date: "cell" }),
  ]),
  file("2021/Missing/monthly role not known Apr-Jun 2021.csv", "monthly", [
    sheet(null, "2021", "2021-04", "2021-06", { month: "mmmm yyyy", closure_date: "dd.mm.yyyy" }),
  ]),
  file("2022/DW/DW monthly 2022.csv", "monthly", [
    sheet(null, "2021", "2022-01", "2022-12", { month: "yyyy-mm", closure_date: "yyyy-mm-dd" }),
  ]),
  file("2022/RPC/RPC monthly Jan-Jun 2022.csv", "monthly", [
    sheet(null, "2021", "2022-01", "2022-06", { month: "mm/yyyy", closure_date: "dd/mm/yyyy" }),
  ]),
  file("2022/RPC/RPC monthly Jul-Sep 2022.xls", "monthly", [
    sheet(
      "Monthly records",
      "2022 two rows",
      "2022-07",
      "2022-12",
      { month: "cell", closure_date: "cell" },
      {
        preamble: preamble("Guardianship service: monthly records July to September 2022"),
        total: true,
      },
    ),
  ]),
];

const contactFiles: readonly FilePlan[] = [
  file(
    "2017-2019/DW/Advocate contact 2017.csv",
    "contact",
    [sheet(null, "2017", "2017-01", "2017-12", { contact_date: "dd/mm/yyyy" })],
    { newline: "\r\n" },
  ),
  file(
    "2017-2019/DW/Advocate contact 2018.csv",
    "contact",
    [sheet(null, "2017", "2018-01", "2018-12", { contact_date: "d mmm yyyy" })],
    { encoding: "windows-1252", newline: "\r\n" },
  ),
  file("2017-2019/DW/contact Jan-Jun 2019.xls", "contact", [
    sheet("Jan-Mar", "2019", "2019-01", "2019-03", { contact_date: "cell" }),
    sheet("Apr-Jun", "2019", "2019-04", "2019-06", { contact_date: "cell" }),
  ]),
  file("2017-2019/DW/contact Jul-Dec 2019.csv", "contact", [
    sheet(null, "2019", "2019-07", "2019-12", { contact_date: "dd.mm.yyyy" }),
  ]),
  file("2017-2019/RPC/RPC contact Oct18-Dec19.csv", "contact", [
    sheet(null, "2019", "2018-10", "2019-12", { contact_date: "dd-mm-yyyy" }),
  ]),
  file("2021/DW/contact 2021 H1.csv", "contact", [
    sheet(null, "2021", "2021-01", "2021-06", { contact_date: "dd/mm/yyyy" }),
  ]),
  file("2021/DW/contact 2021 H2.csv", "contact", [
    sheet(null, "2021", "2021-07", "2021-12", { contact_date: "yyyy-mm-dd" }),
  ]),
  file("2021/RPC/RPC contact 2021.xls", "contact", [
    sheet("Q1", "2021", "2021-01", "2021-03", { contact_date: "cell" }),
    sheet("Q2", "2021", "2021-04", "2021-06", { contact_date: "cell" }),
    sheet("Q3", "2021", "2021-07", "2021-09", { contact_date: "serial" }),
    sheet("Q4", "2021", "2021-10", "2021-12", { contact_date: "serial" }),
  ]),
  file("2021/Missing/contact role not known Apr-Jun 2021.csv", "contact", [
    sheet(null, "2021", "2021-04", "2021-06", { contact_date: "dd.mm.yyyy" }),
  ]),
  file("2022/DW/DW contact Jan-Mar 2022.xls", "contact", [
    sheet("Contacts", "2022", "2022-01", "2022-03", { contact_date: "cell" }, { total: true }),
  ]),
  file("2022/DW/DW contact Apr-Sep 2022.csv", "contact", [
    sheet(null, "2022", "2022-04", "2022-12", { contact_date: "d mmm yyyy" }),
  ]),
  file("2022/RPC/RPC contact 2022.csv", "contact", [
    sheet(null, "2022", "2022-01", "2022-12", { contact_date: "dd/mm/yyyy" }),
  ]),
  file(
    "2022/RPC/RPC contact Aug 2022 resent.csv",
    "contact",
    [sheet(null, "2022", "2022-08", "2022-08", { contact_date: "dd/mm/yyyy" })],
    { resent: true },
  ),
];

/** What was handed over, file by file: which months in which form. Gaps are months that no file covers. */
export const filePlans: readonly FilePlan[] = [...referralFiles, ...monthlyFiles, ...contactFiles];

export function periodOfPath(path: string): string {
  return path.slice(0, path.indexOf("/"));
}
