import type { SmallSheet, SmallStudy } from "./small-study.ts";

/** A service with referrals, monthly records and contacts, and cases and figures beside it; tests change what they are about. */
export const guardianRules = {
  deliveries: [
    { path: "{period}/{group}/referral*", kind: "referral" },
    { path: "{period}/{group}/monthly*", kind: "monthly" },
    { path: "{period}/{group}/contact*", kind: "contact" },
  ],
  periods: { "2019": { from: "2019-01", to: "2019-12" }, "2020": { from: "2020-01", to: "2020-12" } },
  groups: { DW: { label: "Direct worker" }, RPC: { label: "Coordinator" } },
  kinds: {
    referral: {
      label: "Referral",
      unit: "person",
      key: "urn",
      date: "referral_date",
      required: ["urn", "referral_date", "site"],
      episodes: ["referral_date", "site"],
    },
    monthly: {
      label: "Monthly",
      unit: "person",
      key: "urn",
      date: "month",
      required: ["urn", "month"],
      one_row_per: ["urn", "month"],
    },
    contact: {
      label: "Contact",
      unit: "person",
      key: "urn",
      date: "contact_date",
      required: ["urn", "contact_date"],
    },
  },
  spine: "referral",
  variables: {
    urn: { label: "Reference number", type: "reference", prefix: "URN", digits: 6, accept_prefixes: ["URN-", ""] },
    referral_date: { label: "Date of referral", type: "date" },
    site: { label: "Site", type: "category" },
    gender: {
      label: "Gender",
      type: "category",
      values: ["Female", "Male", "Other", "Not known"],
      unknown: ["Not known"],
    },
    age: { label: "Age", type: "integer", from: 0, to: 25 },
    exploitation: {
      label: "Exploitation type",
      type: "multi",
      values: ["Labour", "Sexual", "Criminal"],
      separators: [";", "/"],
      unknown: ["Not known"],
    },
    note: { label: "Worker's note", type: "text" },
    month: { label: "Month", type: "month" },
    closure_reason: {
      label: "Reason for closure",
      type: "category",
      values: ["Turning 18", "Other", "Not known"],
      unknown: ["Not known"],
    },
    closure_date: { label: "Date of closure", type: "date" },
    hours: { label: "Hours", type: "integer" },
    contact_date: { label: "Date of contact", type: "date" },
  },
  missing: ["", "-", "n/a"],
  wide: {
    remove: [
      { rule: "conflict", reason: "Details differ" },
      { rule: "later-episode", reason: "A later entry" },
    ],
    summaries: [] as unknown[],
    derive: [] as unknown[],
  },
};

export const guardianCrosswalk: SmallStudy["crosswalk"] = [
  ["urn", "referral", "*", "URN"],
  ["referral_date", "referral", "*", "Date"],
  ["site", "referral", "*", "Site"],
  ["gender", "referral", "*", "Gender"],
  ["age", "referral", "*", "Age"],
  ["exploitation", "referral", "*", "Exploitation"],
  ["note", "referral", "*", "Note"],
  ["urn", "monthly", "*", "URN"],
  ["month", "monthly", "*", "Month", "date mm/yyyy; dd/mm/yyyy"],
  ["closure_reason", "monthly", "*", "Closed because"],
  ["closure_date", "monthly", "*", "Closed on", "date dd/mm/yyyy; mmmm yyyy"],
  ["hours", "monthly", "*", "Hours"],
  ["urn", "contact", "*", "URN"],
  ["contact_date", "contact", "*", "Date"],
  ["site", "contact", "*", "Site"],
];

export const guardians: SmallStudy = { rules: guardianRules, crosswalk: guardianCrosswalk };

/** The study with other rules for the wide file. */
export function withWide(wide: Partial<Record<keyof typeof guardianRules.wide, readonly unknown[]>>): SmallStudy {
  return { ...guardians, rules: { ...guardianRules, wide: { ...guardianRules.wide, ...wide } } };
}

type Rows = SmallSheet["rows"];

export function referrals(path: string, rows: Rows): SmallSheet {
  return { path, labels: ["URN", "Date", "Site", "Gender", "Age", "Exploitation", "Note"], rows };
}

export function months(path: string, rows: Rows): SmallSheet {
  return { path, labels: ["URN", "Month", "Closed because", "Closed on", "Hours"], rows };
}

export function contacts(path: string, rows: Rows): SmallSheet {
  return { path, labels: ["URN", "Date", "Site"], rows };
}
