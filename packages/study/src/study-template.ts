import { qTemplate } from "./q-template.ts";
import { CROSSWALK_COLUMNS, CROSSWALK_FILE } from "./read-crosswalk.ts";
import { MODELS_FILE, RULES_FILE } from "./read-records.ts";
import { SETTINGS_FILE } from "./read-study.ts";
import { VALUE_COLUMNS, VALUES_FOLDER } from "./read-value-repairs.ts";
import type { Strand } from "./study-settings.ts";

/**
 * The files of a new study with these strands, path (relative to the study folder) to text: what `plait init` writes. As it
 * stands it has no error, only the warning that there is no delivery and no sort yet. Comments that begin with `#` and no single space are
 * examples: taking the `#` away leaves a study without error, too.
 *
 * @param policy the name of the disclosure policy of the study: one that Plait ships
 */
export function studyTemplate(
  strands: readonly Strand[] = ["records"],
  policy: string = usualPolicy,
): ReadonlyMap<string, string> {
  return new Map([
    [SETTINGS_FILE, settingsText(strands, policy)],
    ...(strands.includes("records") ? recordsTemplate : []),
    ...(strands.includes("q") ? qTemplate() : []),
    [".gitignore", gitignore],
  ]);
}

/** The strictest of the policies that Plait ships: whoever needs another says so. */
const usualPolicy = "strict-children";

function settingsText(strands: readonly Strand[], policy: string): string {
  return settings
    .replace("strands: [records]", () => `strands: [${strands.join(", ")}]`)
    .replace(`policy: ${usualPolicy}`, () => `policy: ${policy}`);
}

const settings = `# What this study is. docs/guides/study-folder.md explains every key.
plait: 1
title: Title of the study
#summary: One paragraph that opens the annex.
languages: [en]
strands: [records]

# What may leave the study: a policy Plait ships (strict-children, sacro, opensafely, gov-uk, uk-llc), or the path of your
# own, such as disclosure.yaml. Any of its rules may be made stricter here; a looser one needs a reason, which is printed.
disclosure:
  policy: ${usualPolicy}
#  rules:
#    - { rule: threshold.people, value: 15 }
#    - { rule: flow_differences, value: true, reason: "Why the rule is changed, as the annex will print it." }
# Who checks what leaves. team: two output checkers who did not ask for it. single: one person, and the annex says so.
  checking: team

# memory: nothing unencrypted is written while a build runs.
# volume: for large studies, on an encrypted volume.
storage: memory

# Where what people do live is kept: sqlite, encrypted in this folder; or PostgreSQL, for several servers.
store: sqlite

# When the agreement ends, and who works with the data.
#retention: { until: 2030-12-31, note: Agreement of 1 January 2025 }
#people:
#  - { name: A. Analyst, role: analyst }
#  - { name: B. Checker, role: output checker }
#  - { name: C. Checker, role: output checker }
`;

const rules = `# What the deliveries are and what becomes of them. docs/guides/study-folder.md explains every key.
# A text that holds a comma or a colon is put in quotation marks inside { }.

# Which file is of which kind. Paths are those under records/deliveries/; the first pattern that fits wins.
deliveries:
  - { path: "{period}/{group}/*referral*", kind: referral }
#  - { path: "{period}/{group}/*monthly*", kind: monthly }
ignore:
  - { path: "**/README*", note: no data }

# The folders' names, and the months they stand for.
periods:
  "2024": { from: 2024-01, to: 2024-12 }
groups:
  North: { label: Team North }

# The kinds of record, and the one that has one row an episode.
kinds:
  referral:
    label: Referral
    unit: person
    key: reference
    date: referral_date
    required: [reference, referral_date]
    episodes: [referral_date]
#  monthly:
#    { label: Monthly, unit: person, key: reference, date: month, required: [reference, month], one_row_per: [reference, month] }
spine: referral

# Every variable, by the name it has in all tables.
variables:
  reference: { label: Reference number, type: reference, prefix: REF, digits: 6, accept_prefixes: ["REF-", "REF", ""] }
  referral_date: { label: Date of referral, type: date }
  gender: { label: Gender, type: category, values: [Female, Male, Not known], unknown: [Not known] }
#  month: { label: Month of record, type: month }
#  age: { label: Age at referral, type: integer, from: 0, to: 25 }
#  status: { label: Status, type: category, values: [Open, Closed], otherwise: stop }
#  need: { label: Need, type: multi, values: [Housing, Health], separators: [";", ","] }

# Cells that mean "no value", everywhere.
missing: ["", "-", "n/a", "N/A"]

# Two-digit years up to this one are of this century; without it, every two-digit year is a problem.
#dates: { two_digit_years_up_to: 30 }

# Months for which a kind never arrived, or arrived with some variables only. They are never shown as zero.
#not_supplied:
#  - { kind: monthly, group: North, from: 2024-01, to: 2024-03, note: Not passed on }
#limited:
#  - { kind: referral, from: 2024-01, to: 2024-01, variables: [reference, referral_date], note: Only two columns }

# The wide file has one row a person: which rows are left out, and what other kinds add.
wide:
  remove:
    - { rule: conflict, reason: Same reference and date with different details }
    - { rule: later-episode, reason: A later entry of the same person }
#  summaries:
#    - { variable: last_status, label: Last status, kind: monthly, take: last, of: status, by: month }
#  derive:
#    - { variable: is_closed, label: Closed at last, recode: last_status, to: { "Yes": [Closed] }, else: "No" }

# Tables of your own. Sample sizes, the linkage flow and coverage are made without being asked for.
#tables:
#  - id: records.by-gender
#    title: People by gender
#    from: wide
#    rows: [gender]
#    measure: { count: people }
#    totals: [rows]
#trends:
#  - { id: records.monthly-trend, title: Monthly records by month, kind: monthly }
`;

const models = `# Regression models of the wide file. docs/guides/study-folder.md explains every key.
models: []
`;

const valuesReadme = `# Repaired values

One file a variable, such as \`gender.csv\`, that begins with the line

    ${VALUE_COLUMNS.join(",")}

\`raw\` is the value as delivered, \`canonical\` what it stands for; an empty \`canonical\` makes the value missing. Every row
says why, who decided, and on which day (yyyy-mm-dd). A further column \`kind\` limits a row to one kind of record.

\`plait records repair\` proposes repairs; only what is written here is applied.
`;

const deliveriesReadme = `# Deliveries

Put the files here as they arrived, for instance as \`2024/North/referrals.csv\`, and never change them. What each file is,
\`../rules.yaml\` says; which column is which variable, \`../crosswalk.csv\` does.
`;

const gitignore = `# Deliveries, sorts and what checkers see of them are about people: they are kept and shared by other means than version control.
/.plait/
/releases/
/records/deliveries/*
!/records/deliveries/README.md
/q/participants.csv
/q/sorts/*
!/q/sorts/README.md
`;

const recordsTemplate: readonly (readonly [path: string, text: string])[] = [
  [RULES_FILE, rules],
  [CROSSWALK_FILE, `${CROSSWALK_COLUMNS.join(",")}\n`],
  [MODELS_FILE, models],
  [`${VALUES_FOLDER}README.md`, valuesReadme],
  ["records/deliveries/README.md", deliveriesReadme],
];
