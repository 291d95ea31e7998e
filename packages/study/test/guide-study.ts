import type { Problem, StudyFiles } from "../src/index.ts";

/** A study folder held in memory: file to text. */
export function studyOf(files: Readonly<Record<string, string>>): StudyFiles {
  return {
    list: async () => Object.keys(files),
    readText: async (path) => {
      const text = files[path];
      return text === undefined ? { missing: true } : { text };
    },
  };
}

/** One line a problem: `error code file:line path`. */
export function inShort({ severity, code, place }: Problem): string {
  const line = place.line === undefined ? "" : `:${place.line}`;
  return `${severity} ${code} ${place.file}${line}${place.path === undefined ? "" : ` ${place.path}`}`;
}

/** The study of docs/guides/study-folder.md, made whole: no problem, no warning. */
export const guideStudy: Readonly<Record<string, string>> = {
  "study.yaml": `plait: 1
title: Outcomes of a guardianship service
summary: One paragraph that opens the annex.
languages: [en]
strands: [records]
disclosure:
  policy: sacro
storage: memory
retention: { until: 2027-12-31, note: Agreement of 1 May 2024 }
people:
  - { name: A. Analyst, role: analyst }
`,
  "records/rules.yaml": `deliveries:
  - { path: "{period}/{group}/*referral*", kind: referral }
  - { path: "{period}/{group}/*monthly*", kind: monthly }
  - { path: "{period}/{group}/*contact*", kind: contact }
  - { path: "nrm/*", kind: nrm, period: "2014-2023" }
  - { path: "published/*", kind: published, period: "2014-2023" }
ignore:
  - { path: "**/README*", note: covering letters }
periods:
  "2014-2023": { from: 2014-01, to: 2023-12 }
  "2017-2019": { from: 2017-02, to: 2019-12 }
  2020: { from: 2020-01, to: 2020-12 }
groups:
  DW: { label: Direct worker }
  RPC: { label: Regional practice coordinator, from: 2018-10 }
  Missing: { label: Role not known, from: 2021-04, to: 2021-06 }
kinds:
  referral:
    label: Referral
    unit: person
    key: urn
    date: referral_date
    required: [urn, referral_date, site]
    episodes: [referral_date, site]
  monthly: { label: Monthly, unit: person, key: urn, date: month, required: [urn, month], one_row_per: [urn, month] }
  contact: { label: Contact, unit: person, key: urn, date: contact_date, required: [urn, contact_date] }
  nrm: { label: NRM referral, unit: case, date: referral_date }
  published:
    label: Published figure
    unit: figure
    source: Home Office, NRM statistics (OGL v3.0)
    subtotals: [{ variable: location, total: Total, of: referrals }]
spine: referral
variables:
  urn: { label: Reference, type: reference, prefix: URN, digits: 6, accept_prefixes: ["ICTG-", "URN-", ""] }
  referral_date: { label: Date of referral, type: date }
  contact_date: { label: Date of contact, type: date }
  closed_on: { label: Date of closure, type: date }
  month: { label: Month of record, type: month }
  site: { label: Site, type: category }
  gender: { label: Gender, type: category, values: [Female, Male, Not known], unknown: [Not known], otherwise: quarantine }
  nationality: { label: Nationality, type: category, values: [British, UK, Albanian], otherwise: stop }
  closure: { label: Reason for closure, type: category, values: [Turning 18, Other], otherwise: stop }
  exploitation:
    label: Exploitation type
    type: multi
    values: [Labour, Sexual, Organ harvesting]
    separators: [";", ","]
    unknown: [Not known]
  age: { label: Age at referral, type: integer, from: 0, to: 25 }
  age_group: { label: Age group, type: category, values: [Adult, Child], otherwise: stop }
  year: { label: Year, type: category }
  quarter: { label: Quarter, type: category }
  location: { label: Location, type: category }
  referrals: { label: Referrals, type: integer, from: 0 }
  note: { label: Worker's note, type: text }
dates: { two_digit_years_up_to: 30 }
missing: ["", "-", "n/a", "N/A"]
not_supplied:
  - { kind: monthly, group: RPC, from: 2018-10, to: 2019-03, note: Not passed on while systems changed }
  - { kind: contact, from: 2020-01, to: 2020-12, note: No contact data for 2020 }
limited:
  - { kind: referral, from: 2020-01, to: 2020-04, variables: [site, referral_date], note: Only site and date }
headers:
  - { path: "2020/RPC/monthly.xls", sheet: Q1, rows: [4, 5], note: "Two rows, the first a group heading" }
  - { path: "2020/**", sheet: Contents, skip: true, note: An index of sheets }
wide:
  remove:
    - { rule: conflict, reason: Same reference with different details }
    - rule: outside-period
      reason: Referral outside the study period
      when: { variable: referral_date, not_between: [2017-02-01, 2022-09-30] }
    - { rule: later-episode, reason: A later entry of the same person }
  summaries:
    - { variable: closure_reason, label: Reason for closure, kind: monthly, take: last, of: closure, by: month }
    - { variable: closure_date, label: Date of closure, kind: monthly, take: max, of: closed_on }
    - { variable: months_recorded, label: Months with a record, kind: monthly, take: rows }
  derive:
    - { variable: time_in_service, label: Time in service (months), months_between: [referral_date, closure_date] }
    - { variable: uk_national, label: Nationality, recode: nationality, to: { UK: [British, UK] }, else: Non-UK }
chains:
  - id: records.nrm-attrition
    title: From all NRM referrals to the comparison population
    from: nrm
    start: All NRM referrals
    steps:
      - rule: study-period
        label: Referred February 2017 to September 2022
        keep: { variable: referral_date, between: [2017-02-01, 2022-09-30] }
        removed: Outside the period
    conditional:
      - rule: gender-known
        label: Gender recorded as female or male
        keep: { variable: gender, in: [Female, Male] }
tables:
  - id: records.published-quarters
    title: Referrals by quarter and age
    from: published
    where: { all: [{ variable: year, in: ["2022"] }, { any: [{ variable: quarter, is: known }] }] }
    rows: [year, quarter]
    columns: age_group
    measure: { sum: referrals }
    totals: [rows, columns]
comparisons:
  - id: records.populations
    title: Young people of the service beside those referred to the NRM
    sides:
      - { id: service, label: Service, from: wide }
      - id: nrm
        label: NRM (under 18)
        from: nrm
        after: records.nrm-attrition
        where: { variable: age_group, in: [Child] }
    by:
      - { label: Gender, variables: { service: gender, nrm: gender }, conditional: gender-known }
      - { label: Exploitation type, indicators: { service: exploitation, nrm: exploitation } }
      - { label: Quarter of referral, quarters: { service: referral_date, nrm: referral_date } }
trends:
  - { id: records.monthly-trend, title: Monthly records by month, kind: monthly }
`,
  "records/crosswalk.csv": `variable,kind,delivery,source_label,type,note,who,when
urn,referral,*,URN|Reference,,,A. Analyst,2024-05-01
referral_date,referral,*,Date,date dd/mm/yyyy; mmm yy; serial,,A. Analyst,2024-05-01
site,referral,*,"Site
name",,,A. Analyst,2024-05-01
site,referral,2020/**,Area,,,A. Analyst,2024-05-01
gender,referral,*,Gender,,,A. Analyst,2024-05-01
nationality,referral,*,Nationality,,,A. Analyst,2024-05-01
exploitation,referral,*,Type,,,A. Analyst,2024-05-01
age,referral,*,Age,,,A. Analyst,2024-05-01
,referral,*,Notes,ignore,never used,A. Analyst,2024-05-01
urn,monthly,*,URN,,,A. Analyst,2024-05-01
month,monthly,*,Month,date mmm yy,,A. Analyst,2024-05-01
closure,monthly,*,Reason,,,A. Analyst,2024-05-01
closure,monthly,*,Reason 2,coalesce,,A. Analyst,2024-05-01
closed_on,monthly,*,Closed,,,A. Analyst,2024-05-01
urn,contact,*,URN,,,A. Analyst,2024-05-01
contact_date,contact,*,Date,,,A. Analyst,2024-05-01
referral_date,nrm,*,Referred,,,A. Analyst,2024-05-01
gender,nrm,*,Gender,,,A. Analyst,2024-05-01
age_group,nrm,*,Age,,,A. Analyst,2024-05-01
exploitation,nrm,*,Exploitation,,,A. Analyst,2024-05-01
year,published,*,Year,,,A. Analyst,2024-05-01
quarter,published,*,Quarter,,,A. Analyst,2024-05-01
age_group,published,*,Age,,,A. Analyst,2024-05-01
location,published,*,Location,,,A. Analyst,2024-05-01
referrals,published,*,NRM referrals,,,A. Analyst,2024-05-01
`,
  "records/values/gender.csv": `raw,canonical,reason,who,when
F,Female,short form,A. Analyst,2024-05-02
" m",Male,short form,A. Analyst,2024-05-02
x,,not an answer,A. Analyst,2024-05-02
`,
  "records/values/exploitation.csv": `raw,canonical,reason,who,when,kind
labor,Labour,spelling,A. Analyst,2024-05-02,
labor,Labour,spelling,A. Analyst,2024-05-02,nrm
`,
  "records/models.yaml": `models:
  - id: records.closure-models
    title: Characteristics of young people and reasons for closure
    from: wide
    sample:
      - { rule: closed, label: Case closed with a reason, keep: { variable: closure_reason, is: known } }
    outcomes:
      - { id: turning_18, label: Turning 18, when: { variable: closure_reason, in: [Turning 18] } }
    predictors:
      - { group: Exploitation type, indicator: exploitation_organ_harvesting, label: Organ harvesting }
      - { group: Gender, variable: gender, levels: [Male], reference: Female }
      - { group: Nationality, variable: uk_national, levels: [UK], reference: Non-UK }
      - { group: Time in service (months), variable: time_in_service, label: Months }
    standard_errors: { cluster: site }
    interval: 0.95
    stars: { "***": 0.01, "**": 0.05, "*": 0.1 }
`,
  "records/deliveries/README.txt": "",
  "records/deliveries/.DS_Store": "",
  "records/deliveries/2017-2019/DW/referral.csv": "",
  "records/deliveries/2017-2019/dw/Monthly 2017.xls": "",
  "records/deliveries/2017-2019/DW/contact.csv": "",
  "records/deliveries/2020/RPC/Referrals.csv": "",
  "records/deliveries/2020/RPC/monthly.xls": "",
  "records/deliveries/nrm/nrm.csv": "",
  "records/deliveries/published/table.csv": "",
  ".plait/cache": "",
};
