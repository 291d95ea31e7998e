import { closureReasons, contactTypes, exploitationTypes, NOT_KNOWN, sites, TEST_SITE } from "./vocabulary.ts";

const list = (values: readonly string[]) =>
  `[${values.map((value) => (/^[\w ()-]+$/.test(value) ? value : `"${value}"`)).join(", ")}]`;

/** `records/rules.yaml` of the example, as a careful analyst would have kept it. */
export function rulesYaml(): string {
  return `# Where each file belongs: <period>/<group>/<kind> as the service hands them over, and the extract of the
# National Referral Mechanism (NRM) in a folder of its own.
deliveries:
  - { path: "{period}/{group}/*referral*", kind: referral }
  - { path: "{period}/{group}/*monthly*", kind: monthly }
  - { path: "{period}/{group}/*contact*", kind: contact }
  - { path: "nrm/*", kind: nrm, period: "2014-2023" }
ignore:
  - { path: "**/README*", note: covering letters }
periods:
  "2017-2019": { from: 2017-01, to: 2019-12 } # January 2017 holds referrals made before the service began
  "2020": { from: 2020-01, to: 2020-12 }
  "2021": { from: 2021-01, to: 2021-12 }
  "2022": { from: 2022-01, to: 2022-12 } # the last delivery runs on past September
  "2014-2023": { from: 2014-01, to: 2023-04 }
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
    required: [urn, referral_date, site] # a row without one of these goes to quarantine
    episodes: [referral_date, site] # same reference, other date or site: the young person came back
  monthly: { label: Monthly, unit: person, key: urn, date: month, required: [urn, month], one_row_per: [urn, month] }
  contact: { label: Contact, unit: person, key: urn, date: contact_date, required: [urn, contact_date] }
  nrm: { label: NRM referral, unit: case, date: referral_date } # anonymous: equal rows are different cases
spine: referral

variables:
  urn:
    label: Unique reference number
    type: reference
    prefix: URN
    digits: 6
    accept_prefixes: ["ICTG-", "URN-", "URN ", ""]
  referral_date: { label: Date of referral, type: date }
  site:
    label: Site
    type: category
    values: ${list([...sites, TEST_SITE])}
  gender:
    label: Gender
    type: category
    values: [Female, Male, Other, ${NOT_KNOWN}]
    unknown: [${NOT_KNOWN}]
    otherwise: quarantine
  nationality: { label: Nationality, type: category, unknown: [${NOT_KNOWN}] }
  age_at_referral: { label: Age at referral, type: integer, from: 0, to: 25 }
  exploitation: # six types here; the NRM has no financial exploitation, the service no other list
    label: Exploitation type
    type: multi
    values: ${list(exploitationTypes)}
    separators: [";", ",", "&", " and ", "/", "+"]
    unknown: [${NOT_KNOWN}]
  exploitation_location:
    label: Location of exploitation
    type: category
    values: [UK, Overseas, UK and overseas, ${NOT_KNOWN}]
    unknown: [${NOT_KNOWN}]
  immigration_status: { label: Immigration status, type: category, unknown: [${NOT_KNOWN}] }
  criminal_justice_status:
    label: Criminal justice status
    type: category
    values: [None, Victim or witness, Accused, Charged, Convicted, ${NOT_KNOWN}]
    unknown: [${NOT_KNOWN}]
    otherwise: keep # answers nobody foresaw stay and are listed
  referrer: { label: Referred by, type: category }
  month: { label: Month of record, type: month }
  case_status: { label: Case status, type: category, values: [Open, "Open, missing", Closed] }
  closure_date: { label: Date of closure, type: date }
  closure_reason:
    label: Reason for closure
    type: category
    values: ${list(closureReasons)}
    otherwise: stop # the models rest on this one
  moved_to_service: { label: Service moved to, type: category }
  contact_date: { label: Date of contact, type: date }
  contact_type: { label: Type of contact, type: category, values: ${list(contactTypes.map(([type]) => type))} }
  contact_with: { label: Contact with, type: category }
  minutes: { label: Length of contact (minutes), type: integer, from: 0, to: 600 }
  note: { label: Worker's note, type: text }
  age_group:
    label: Age at exploitation
    type: category
    values: [Child, Adult, ${NOT_KNOWN}]
    unknown: [${NOT_KNOWN}]
  nationality_group:
    label: Nationality group
    type: category
    values: [UK, Non-UK, ${NOT_KNOWN}]
    unknown: [${NOT_KNOWN}]
  location:
    label: Location of exploitation (NRM)
    type: category
    values: [UK, Overseas, UK and overseas, ${NOT_KNOWN}]
    unknown: [${NOT_KNOWN}]
  reasonable_grounds: { label: Reasonable grounds decision, type: category, values: [Positive, Negative, Pending] }
  conclusive_grounds: { label: Conclusive grounds decision, type: category, values: [Positive, Negative, Pending] }
dates: { two_digit_years_up_to: 30 } # 19 is 2019; 86 is nobody's year and a problem
missing: ["", "-", "n/a", "N/A"]

not_supplied:
  - { kind: monthly, group: DW, from: 2019-02, to: 2019-03, note: Not passed on while systems changed }
  - { kind: monthly, group: RPC, from: 2018-10, to: 2019-03, note: Not passed on in the first half year of the role }
  - { kind: contact, from: 2020-01, to: 2020-12, note: No contact data for 2020 }
limited:
  - { kind: referral, from: 2020-01, to: 2020-04, variables: [site, referral_date], note: Only site and date }

headers:
  - { path: "2017-2019/DW/ICTA referral Feb17-Dec18.xls", sheet: Contents, skip: true, note: An index of the sheets }
  - { path: "2017-2019/DW/ICTA referral Feb17-Dec18.xls", sheet: Lists, skip: true, note: "Hidden: codes" }

# One row a person: referral and monthly records. Contacts stay out, their coverage is too uneven.
wide:
  remove:
    - { rule: test-record, when: { variable: site, in: [${TEST_SITE}] }, reason: Made to try out the form }
    - {
        rule: outside-period,
        when: { variable: referral_date, not_between: [2017-02-01, 2022-09-30] },
        reason: Referral outside the study period,
      }
    - { rule: conflict, reason: "Same reference, date and site with different details" }
    - { rule: later-episode, reason: A later entry of the same person }
  summaries:
    - { variable: closure_reason, label: Reason for closure, kind: monthly, take: last, of: closure_reason, by: month }
    - { variable: closure_date, label: Date of closure, kind: monthly, take: max, of: closure_date }
    - { variable: months_recorded, label: Months with a record, kind: monthly, take: rows }
  derive:
    - { variable: time_in_service, label: Time in service (months), months_between: [referral_date, closure_date] }
    - { variable: uk_national, label: Nationality group, recode: nationality, to: { UK: [British] }, else: Non-UK }

chains:
  - id: records.nrm-attrition
    title: From all NRM referrals to the comparison population
    from: nrm
    start: "All NRM referrals, January 2014 to April 2023"
    steps:
      - {
          rule: study-period,
          label: "Referred February 2017 to September 2022",
          keep: { variable: referral_date, between: [2017-02-01, 2022-09-30] },
          removed: Outside the period,
        }
      - {
          rule: age-known,
          label: Child or adult at the time of exploitation,
          keep: { variable: age_group, in: [Child, Adult] },
          removed: Age not known,
        }
    conditional:
      - {
          rule: gender-known,
          label: Gender recorded as female or male,
          keep: { variable: gender, in: [Female, Male] },
          note: only where results are by gender,
        }
      - {
          rule: nationality-known,
          label: Nationality known,
          keep: { variable: nationality, is: known },
          note: only where results are by nationality,
        }

tables:
  - id: records.closure-reasons
    title: Reasons for closure by role of the worker
    from: wide
    where: { variable: closure_reason, is: known }
    rows: [closure_reason]
    columns: group
    measure: { count: people }
    totals: [rows, columns]
  - id: records.referrals-by-site
    title: Young people by site and role of the worker
    from: wide
    rows: [site]
    columns: group
    measure: { count: people }
    totals: [rows, columns]
  - id: records.contact-types
    title: Contacts by type and role of the worker
    from: contact
    rows: [contact_type]
    columns: group
    measure: { count: rows }
    totals: [rows, columns]
  - id: records.nrm-decisions
    title: Reasonable grounds decisions by age at exploitation
    from: nrm
    rows: [reasonable_grounds]
    columns: age_group
    measure: { count: rows }
    totals: [rows, columns]

comparisons:
  - id: records.populations
    title: Young people of the service beside those referred to the NRM
    sides:
      - {
          id: service,
          label: Guardianship service (under 18),
          from: wide,
          where: { variable: age_at_referral, between: [0, 17] },
        }
      - {
          id: nrm,
          label: NRM (under 18),
          from: nrm,
          after: records.nrm-attrition,
          where: { variable: age_group, in: [Child] },
        }
    by:
      - { label: Gender, conditional: gender-known, variables: { service: gender, nrm: gender } }
      - {
          label: Nationality group,
          conditional: nationality-known,
          variables: { service: uk_national, nrm: nationality_group },
        }
      - { label: Exploitation type, indicators: { service: exploitation, nrm: exploitation } }
      - { label: Quarter of referral, quarters: { service: referral_date, nrm: referral_date } }

trends:
  - { id: records.monthly-trend, title: Monthly records by month, kind: monthly }
`;
}
