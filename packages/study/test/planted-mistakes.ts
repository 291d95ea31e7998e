/** A slip in the study of the guide: `wrong` for `right` in one line of one file, and what must be said of it. */
export interface PlantedMistake {
  readonly what: string;
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
  /** In the form of `inShort`; the line is that of the slip. */
  readonly said: readonly string[];
}

const SETTINGS = "study.yaml";
const RULES = "records/rules.yaml";
const CROSSWALK = "records/crosswalk.csv";
const MODELS = "records/models.yaml";
const GENDER = "records/values/gender.csv";

/** Each can be planted beside all others: none changes the number of lines, and no two change the same text. */
export const plantedMistakes: readonly PlantedMistake[] = [
  {
    what: "no title",
    file: SETTINGS,
    right: "title: Outcomes of a guardianship service",
    wrong: "# no title",
    said: ["error missing-key study.yaml:1 title"],
  },
  {
    what: "an unknown strand",
    file: SETTINGS,
    right: "strands: [records]",
    wrong: "strands: [records, recods]",
    said: ["error wrong-value study.yaml:5 strands[1]"],
  },
  {
    what: "a retention date that does not exist",
    file: SETTINGS,
    right: "until: 2027-12-31",
    wrong: "until: 2027-12-32",
    said: ["error wrong-value study.yaml:9 retention.until"],
  },
  {
    what: "a misspelt key",
    file: RULES,
    right: "    episodes: [referral_date, site]",
    wrong: "    episode: [referral_date, site]",
    said: ["error unknown-key records/rules.yaml:24 kinds.referral.episode"],
  },
  {
    what: "a kind that requires an undeclared variable",
    file: RULES,
    right: "required: [urn, contact_date] }",
    wrong: "required: [urn, contact_day] }",
    said: ["error variable-not-declared records/rules.yaml:26 kinds.contact.required[1]"],
  },
  {
    what: "a pattern with unknown braces",
    file: RULES,
    right: 'path: "**/README*"',
    wrong: 'path: "**/{name}/README*"',
    said: [
      "error delivery-fits-no-pattern records/deliveries/README.txt",
      "error bad-pattern records/rules.yaml:8 ignore[0].path",
    ],
  },
  {
    what: "a period that ends before it begins",
    file: RULES,
    right: "2020: { from: 2020-01, to: 2020-12 }",
    wrong: "2020: { from: 2020-12, to: 2020-01 }",
    said: ["error range-backwards records/rules.yaml:12 periods.2020.from"],
  },
  {
    what: "not_supplied of an undeclared group",
    file: RULES,
    right: "group: RPC, from: 2018-10, to: 2019-03",
    wrong: "group: RCP, from: 2018-10, to: 2019-03",
    said: ["error group-not-declared records/rules.yaml:60 not_supplied[0].group"],
  },
  {
    what: "not_supplied of an undeclared kind",
    file: RULES,
    right: "- { kind: contact, from: 2020-01",
    wrong: "- { kind: contacts, from: 2020-01",
    said: ["error kind-not-declared records/rules.yaml:61 not_supplied[1].kind"],
  },
  {
    what: "a header override of no file",
    file: RULES,
    right: 'path: "2020/RPC/monthly.xls"',
    wrong: 'path: "2021/RPC/monthly.xls"',
    said: ["error header-fits-no-file records/rules.yaml:65 headers[0].path"],
  },
  {
    what: "a removal that asks about an unknown variable",
    file: RULES,
    right: "when: { variable: referral_date, not_between",
    wrong: "when: { variable: refferal_date, not_between",
    said: ["error variable-not-declared records/rules.yaml:72 wide.remove[1].when.variable"],
  },
  {
    what: "a summary of a variable that its kind has not",
    file: RULES,
    right: "take: max, of: closed_on",
    wrong: "take: max, of: contact_date",
    said: ["error variable-not-available records/rules.yaml:76 wide.summaries[1].of"],
  },
  {
    what: "a derived variable of an unknown one",
    file: RULES,
    right: "months_between: [referral_date, closure_date]",
    wrong: "months_between: [referral_date, closing_date]",
    said: ["error variable-not-declared records/rules.yaml:79 wide.derive[0].months_between[1]"],
  },
  {
    what: "a value that the variable does not have",
    file: RULES,
    right: "in: [Female, Male]",
    wrong: "in: [Female, male]",
    said: ["error condition-value-unknown records/rules.yaml:94 chains[0].conditional[0].keep.in[1]"],
  },
  {
    what: "a number where a text is held",
    file: RULES,
    right: 'in: ["2022"]',
    wrong: "in: [2022]",
    said: ["error condition-value-unfit records/rules.yaml:99 tables[0].where.all[0].in[0]"],
  },
  {
    what: "a side that comes after no chain",
    file: RULES,
    right: "after: records.nrm-attrition",
    wrong: "after: records.nrm-attritions",
    said: [
      "error chain-unknown records/rules.yaml:112 comparisons[0].sides[1].after",
      "error conditional-unknown records/rules.yaml:115 comparisons[0].by[0].conditional",
    ],
  },
  {
    what: "a result id used twice",
    file: RULES,
    right: "id: records.monthly-trend",
    wrong: "id: records.populations",
    said: ["error result-id-twice records/rules.yaml:119 trends[0].id"],
  },
  {
    what: "a crosswalk variable that is not declared",
    file: CROSSWALK,
    right: "age,referral,*,Age,,,",
    wrong: "aged,referral,*,Age,,,",
    said: ["error variable-not-declared records/crosswalk.csv:10"],
  },
  {
    what: "a crosswalk kind that is not declared",
    file: CROSSWALK,
    right: ",referral,*,Notes,ignore,",
    wrong: ",refferal,*,Notes,ignore,",
    said: ["error kind-not-declared records/crosswalk.csv:11"],
  },
  {
    what: "an unknown type",
    file: CROSSWALK,
    right: "Reason 2,coalesce,",
    wrong: "Reason 2,coalese,",
    said: ["error crosswalk-unknown-type records/crosswalk.csv:15"],
  },
  {
    what: "a bad date format",
    file: CROSSWALK,
    right: "date mmm yy,,A. Analyst,2024-05-01",
    wrong: "date mmm yyy,,A. Analyst,2024-05-01",
    said: ["error crosswalk-bad-date-format records/crosswalk.csv:13"],
  },
  {
    what: "a day that does not exist",
    file: CROSSWALK,
    right: "closed_on,monthly,*,Closed,,,A. Analyst,2024-05-01",
    wrong: "closed_on,monthly,*,Closed,,,A. Analyst,31/04/2024",
    said: ["error decision-bad-when records/crosswalk.csv:16"],
  },
  {
    what: "a decision by nobody",
    file: CROSSWALK,
    right: "contact_date,contact,*,Date,,,A. Analyst,",
    wrong: "contact_date,contact,*,Date,,,,",
    said: ["error decision-no-who records/crosswalk.csv:18"],
  },
  {
    what: "one label claimed twice",
    file: CROSSWALK,
    right: "gender,nrm,*,Gender,",
    wrong: "gender,nrm,*,REFERRED,",
    said: ["error crosswalk-label-twice records/crosswalk.csv:20"],
  },
  {
    what: "a row for a folder that is not there",
    file: CROSSWALK,
    right: "site,referral,2020/**,Area",
    wrong: "site,referral,2019/**,Area",
    said: ["warning pattern-fits-no-file records/crosswalk.csv:6"],
  },
  {
    what: "a canonical value that is none",
    file: GENDER,
    right: "F,Female,",
    wrong: "F,Feminine,",
    said: ["error canonical-unfit records/values/gender.csv:2"],
  },
  {
    what: "a raw value repaired twice, differently",
    file: GENDER,
    right: "x,,not an answer",
    wrong: '"m  ",,not an answer',
    said: ["error repair-contradiction records/values/gender.csv:4"],
  },
  {
    what: "a sample that asks about an unknown variable",
    file: MODELS,
    right: "keep: { variable: closure_reason, is: known }",
    wrong: "keep: { variable: closing_reason, is: known }",
    said: ["error variable-not-declared records/models.yaml:6 models[0].sample[0].keep.variable"],
  },
  {
    what: "an outcome that cannot occur",
    file: MODELS,
    right: "in: [Turning 18] }",
    wrong: "in: [Turning 19] }",
    said: ["error condition-value-unknown records/models.yaml:8 models[0].outcomes[0].when.in[0]"],
  },
  {
    what: "a predictor that is no variable",
    file: MODELS,
    right: "indicator: exploitation_organ_harvesting",
    wrong: "indicator: exploitation_organs",
    said: ["error variable-not-declared records/models.yaml:10 models[0].predictors[0].indicator"],
  },
  {
    what: "a level that is no value",
    file: MODELS,
    right: "levels: [Male]",
    wrong: "levels: [Man]",
    said: ["error level-unknown records/models.yaml:11 models[0].predictors[1].levels[0]"],
  },
  {
    what: "an unknown estimator",
    file: MODELS,
    right: "standard_errors: { cluster: site }",
    wrong: "standard_errors: HC9",
    said: ["error wrong-value records/models.yaml:14 models[0].standard_errors"],
  },
];

/** Files whose presence is the mistake. */
export const plantedFiles: Readonly<Record<string, { readonly text: string; readonly said: readonly string[] }>> = {
  "records/deliveries/2020/RPC/minutes.doc": {
    text: "",
    said: ["error delivery-fits-no-pattern records/deliveries/2020/RPC/minutes.doc"],
  },
  "records/deliveries/2021/DW/referral.csv": {
    text: "",
    said: ["error period-not-declared records/deliveries/2021/DW/referral.csv"],
  },
  "records/deliveries/2020/Direct/contact.csv": {
    text: "",
    said: ["error group-not-declared records/deliveries/2020/Direct/contact.csv"],
  },
  "records/values/gendre.csv": {
    text: "raw,canonical,reason,who,when\n",
    said: ["error variable-not-declared records/values/gendre.csv"],
  },
  "records/values/note.csv": {
    text: "raw,canonical,reason,who,when\nlost,Lost,Re-cased,A. Analyst,2024-05-02\n",
    said: ["error repairs-of-a-text records/values/note.csv"],
  },
  "records/crosswalk.xlsx": { text: "", said: ["warning file-not-read records/crosswalk.xlsx"] },
};
