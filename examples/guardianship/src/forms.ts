import type { ServiceKind } from "./counts.ts";

/** A column of a delivered sheet. A column without a variable is one the study does not use. */
export interface Column {
  readonly variable: string | null;
  readonly label: string;
  /** The heading above the label, in a sheet with two header rows. */
  readonly heading?: string;
  /** Holds the variable where its first column is empty. */
  readonly coalesce?: true;
}

/** How the service's form looked in a year: which columns, in which order, under which names. */
export type FormName = "2017" | "2019" | "early 2020" | "2020" | "2021" | "2021 RPC" | "2022" | "2022 two rows";

type Labels = readonly (readonly [variable: string | null, label: string, heading?: string])[];

const referral: Partial<Record<FormName, Labels>> = {
  "2017": [
    ["urn", "URN"],
    ["referral_date", "Date of referral to ICTA service"],
    ["site", "ICTA site"],
    ["gender", "Gender"],
    ["nationality", "Nationality"],
    ["age_at_referral", "Age at referral"],
    ["exploitation", "Exploitation type(s)"],
    ["immigration_status", "Immigration status"],
    ["criminal_justice_status", "CJS status"],
  ],
  "2019": [
    [null, "Record ID"],
    ["urn", "URN"],
    ["referral_date", "Date of referral to ICTG service"],
    ["site", "ICTG Site "],
    ["gender", "Gender"],
    ["nationality", "Nationality2"],
    ["age_at_referral", "Age at referral"],
    ["exploitation", "Exploitation type(s)"],
    ["immigration_status", "Immigration status"],
    ["criminal_justice_status", "CJS status"],
  ],
  "early 2020": [
    ["urn", "Unique Ref No"],
    ["site", "ICTG site"],
    ["referral_date", "Referral date"],
  ],
  "2020": [
    ["urn", "Unique Ref No"],
    ["referral_date", "Referral date"],
    ["site", "ICTG site"],
    ["gender", "Gender of young person"],
    ["nationality", "Nationality"],
    ["age_at_referral", "Age (at referral)"],
    ["exploitation", "Type of exploitation"],
    ["exploitation_location", "Where exploited"],
    ["immigration_status", "Immigration status at referral"],
    ["criminal_justice_status", "Criminal justice status"],
  ],
  "2021": [
    ["urn", "Unique reference number"],
    ["referral_date", "Date\u00a0of Referral"],
    ["site", "ICTG site"],
    ["gender", "Gender"],
    ["nationality", "Nationality"],
    ["age_at_referral", "Age at referral"],
    ["exploitation", "Exploitation type"],
    ["exploitation_location", "Location of exploitation"],
    ["immigration_status", "Immigration status"],
    ["criminal_justice_status", "Criminal justice involvement"],
    ["referrer", "First responder"],
    [null, "Form version"],
  ],
  "2022": [
    ["urn", "URN"],
    ["referral_date", "Referral date"],
    ["site", "ICTG site"],
    ["referrer", "Referred by"],
    ["gender", "Gender"],
    ["nationality", "Nationality"],
    ["age_at_referral", "Age at referral"],
    ["exploitation", "Exploitation type(s)"],
    ["exploitation_location", "Location of exploitation"],
    ["immigration_status", "Immigration status"],
    ["criminal_justice_status", "Criminal justice status"],
  ],
  "2022 two rows": [
    ["urn", "URN", "Young person"],
    ["gender", "Gender", "Young person"],
    ["nationality", "Nationality", "Young person"],
    ["age_at_referral", "Age", "Young person"],
    ["referral_date", "Date", "Referral"],
    ["site", "Site", "Referral"],
    ["referrer", "Referred by", "Referral"],
    ["exploitation", "Type(s)", "Exploitation"],
    ["exploitation_location", "Location", "Exploitation"],
    ["immigration_status", "Immigration", "Status at referral"],
    ["criminal_justice_status", "Criminal justice", "Status at referral"],
  ],
};

const monthly: Partial<Record<FormName, Labels>> = {
  "2017": [
    ["urn", "URN"],
    ["month", "Month"],
    ["case_status", "Case\nstatus"],
    ["closure_date", "Date case closed"],
    ["closure_reason", "Reason for closure"],
    ["immigration_status", "Immigration status"],
    ["criminal_justice_status", "CJS status"],
  ],
  "2019": [
    ["urn", "URN"],
    ["month", "Month"],
    ["case_status", "Case status"],
    ["closure_date", "Date case closed"],
    ["closure_reason", "Reason for closure3"],
    ["moved_to_service", "Moved to"],
    ["immigration_status", "Immigration status"],
    ["criminal_justice_status", "CJS status"],
    [null, "Data quality check"],
  ],
  "2020": [
    ["urn", "Unique Ref No"],
    ["month", "Reporting month"],
    ["case_status", "Status of case"],
    ["closure_date", "Closure date"],
    ["closure_reason", "Closure reason"],
    ["moved_to_service", "Service moved to"],
    ["immigration_status", "Immigration status (current)"],
    ["criminal_justice_status", "Criminal justice status"],
  ],
  "2021": [
    ["urn", "Unique reference number"],
    ["month", "Month of record"],
    ["case_status", "Case status"],
    ["closure_date", "Date closed"],
    ["closure_reason", "Reason closed"],
    ["moved_to_service", "Moved to which service"],
    ["immigration_status", "Immigration status"],
    ["criminal_justice_status", "Criminal justice involvement"],
  ],
  "2022 two rows": [
    ["urn", "URN", "Young person"],
    ["month", "Month", "Record"],
    ["case_status", "Status", "Case"],
    ["closure_date", "Date closed", "Case"],
    ["closure_reason", "Reason closed", "Case"],
    ["moved_to_service", "Moved to", "Case"],
    ["immigration_status", "Immigration", "Status this month"],
    ["criminal_justice_status", "Criminal justice", "Status this month"],
  ],
};

const contact: Partial<Record<FormName, Labels>> = {
  "2017": [
    ["urn", "URN"],
    ["contact_date", "Date of contact by Advocate"],
    ["contact_type", "Contact type"],
    ["contact_with", "Contact with"],
    ["note", "Notes"],
  ],
  "2019": [
    ["urn", "URN"],
    ["contact_date", "Date of contact by Guardian"],
    ["contact_type", "Contact type"],
    ["contact_with", "Contact with"],
  ],
  "2021": [
    ["urn", "Unique reference number"],
    ["contact_date", "Date of contact by Guardian"],
    ["contact_type", "Type of contact"],
    ["contact_with", "Person or agency contacted"],
    ["minutes", "Minutes"],
    ["note", "Note"],
  ],
  "2022": [
    ["urn", "URN"],
    ["contact_date", "Contact date"],
    ["contact_type", "How"],
    ["contact_with", "Who"],
    ["minutes", "Length (minutes)"],
    ["note", "Note"],
  ],
};

const forms: Readonly<Record<ServiceKind, Partial<Record<FormName, Labels>>>> = { referral, monthly, contact };

export function columnsOf(kind: ServiceKind, form: FormName): Column[] {
  if (kind === "referral" && form === "2021 RPC") return withFreeTextNationality(columnsOf("referral", "2021"));
  const labels = forms[kind][form];
  if (labels === undefined) throw new RangeError(`there is no form ${form} for ${kind}`);
  return labels.map(([variable, label, heading]) => ({
    variable,
    label,
    ...(heading === undefined ? {} : { heading }),
  }));
}

/** In 2021 the RPC form had a list of nationalities and, for those not on it, a field to write in. */
function withFreeTextNationality(columns: readonly Column[]): Column[] {
  return columns.flatMap((column) =>
    column.variable === "nationality"
      ? [column, { variable: "nationality", label: "Nationality (free text)", coalesce: true } as const]
      : [column],
  );
}

/** The label as ingest reports it: headings and labels on one line. */
export function sourceLabel(column: Column): string {
  const label = column.heading === undefined ? column.label : `${column.heading} / ${column.label}`;
  return label.replace(/\s+/gu, " ").trim();
}
