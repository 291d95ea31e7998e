import { describe, expect, test } from "vitest";
import { readStudy } from "../src/index.ts";
import { guideStudy, inShort, studyOf } from "./guide-study.ts";
import { type PlantedMistake, plantedFiles, plantedMistakes } from "./planted-mistakes.ts";

type Files = Readonly<Record<string, string>>;

async function said(files: Files): Promise<string[]> {
  return (await readStudy(studyOf(files))).problems.map(inShort);
}

function planted(files: Files, { file, right, wrong }: PlantedMistake): Files {
  const text = files[file] ?? "";
  if (text.split(right).length !== 2) throw new Error(`"${right}" must stand once in ${file}`);
  return { ...files, [file]: text.replace(right, () => wrong) };
}

function changed(file: string, change: (text: string) => string): Files {
  return { ...guideStudy, [file]: change(guideStudy[file] ?? "") };
}

describe("a study without a mistake [R1]", () => {
  test("has no problem and is read whole", async () => {
    const { value, problems } = await readStudy(studyOf(guideStudy));
    expect(problems).toEqual([]);
    expect(value?.settings.title).toBe("Outcomes of a guardianship service");
    expect(value?.records?.models.models.map(({ id }) => id)).toEqual(["records.closure-models"]);
    expect(value?.records?.values.get("gender")?.map(({ raw, canonical, line }) => [raw, canonical, line])).toEqual([
      ["F", "Female", 2],
      ["m", "Male", 3],
      ["x", null, 4],
    ]);
    expect(value?.listing).not.toContain(".plait/cache");
  });

  test("says of every delivery what it is, in the spelling of the rules", async () => {
    const { value } = await readStudy(studyOf(guideStudy));
    expect(value?.records?.deliveries.map(({ path, period, group, kind }) => [path, period, group, kind])).toEqual([
      ["2017-2019/DW/contact.csv", "2017-2019", "DW", "contact"],
      ["2017-2019/DW/referral.csv", "2017-2019", "DW", "referral"],
      ["2017-2019/dw/Monthly 2017.xls", "2017-2019", "DW", "monthly"],
      ["2020/RPC/Referrals.csv", "2020", "RPC", "referral"],
      ["2020/RPC/monthly.xls", "2020", "RPC", "monthly"],
      ["nrm/nrm.csv", "2014-2023", null, "nrm"],
      ["published/table.csv", "2014-2023", null, "published"],
    ]);
  });

  test("keeps the line on which a crosswalk row begins, over quoted line ends", async () => {
    const { value } = await readStudy(studyOf(guideStudy));
    expect(value?.records?.crosswalk.slice(0, 4).map(({ sourceLabels, line }) => [sourceLabels, line])).toEqual([
      [["URN", "Reference"], 2],
      [["Date"], 3],
      [["Site\nname"], 4],
      [["Area"], 6],
    ]);
  });

  test("reads the same with Windows line ends and a byte order mark", async () => {
    const windows = Object.fromEntries(
      Object.entries(guideStudy).map(([file, text]) => [file, `\uFEFF${text.replaceAll("\n", "\r\n")}`]),
    );
    expect(await said(windows)).toEqual([]);
  });
});

describe("one mistake is named once, and hides or feigns no other [R2]", () => {
  test.each(plantedMistakes)("$what", async (mistake) => {
    expect(await said(planted(guideStudy, mistake))).toEqual(mistake.said);
  });

  test.each(Object.entries(plantedFiles))("%s", async (file, mistake) => {
    expect(await said({ ...guideStudy, [file]: mistake.text })).toEqual(mistake.said);
  });
});

test("all mistakes planted at once are all named with their file and line, and no value is given [R3]", async () => {
  let files: Files = Object.fromEntries(Object.entries(plantedFiles).map(([file, { text }]) => [file, text]));
  files = { ...guideStudy, ...files };
  for (const mistake of plantedMistakes) files = planted(files, mistake);
  const { value, problems } = await readStudy(studyOf(files));
  const found = problems.map(inShort);
  const expected = [...plantedMistakes, ...Object.values(plantedFiles)].flatMap((mistake) => mistake.said);
  expect(expected.length).toBeGreaterThan(35);
  expect(expected.filter((line) => !found.includes(line))).toEqual([]);
  expect(found.filter((line) => !expected.includes(line))).toEqual([]);
  expect(value).toBeUndefined();
  for (const problem of problems) {
    expect(problem.message).toMatch(/\S/);
    expect(problem.remedy).toMatch(/\.$|\?$/);
  }
});

describe("files that cannot be read [R4]", () => {
  test("an empty folder lacks three files", async () => {
    expect(await said({})).toEqual([
      "error missing-file records/crosswalk.csv",
      "error missing-file records/rules.yaml",
      "error missing-file study.yaml",
    ]);
  });

  test("models.yaml may be absent", async () => {
    const { "records/models.yaml": _models, ...rest } = guideStudy;
    expect(await said(rest)).toEqual([]);
  });

  test("a tab, a duplicate key and broken YAML have their lines", async () => {
    expect(await said(changed("study.yaml", (text) => text.replace("  policy", "\tpolicy")))).toContain(
      "error yaml-tab study.yaml:7",
    );
    expect(await said(changed("study.yaml", (text) => `${text}title: Another\n`))).toEqual([
      "error yaml-duplicate-key study.yaml:12",
    ]);
    expect(await said(changed("study.yaml", (text) => text.replace("[en]", "[en")))).toContainEqual(
      expect.stringMatching(/^error yaml-syntax study.yaml:\d+$/),
    );
  });

  test("a slip in one file does not keep the others from being checked", async () => {
    const files = changed("records/rules.yaml", (text) => text.replace("kinds:", "kinds: ["));
    const found = await said({ ...files, "records/values/gender.csv": "raw,canonical,reason,who,when\nF,Female,,,\n" });
    expect(found).toContain("error repair-no-reason records/values/gender.csv:2");
    expect(found).toContain("error decision-no-who records/values/gender.csv:2");
  });

  test("bytes that are not UTF-8", async () => {
    const files = changed("records/values/gender.csv", (text) => text.replace("short form", "short f\uFFFDrm"));
    expect(await said(files)).toEqual(["error not-utf-8 records/values/gender.csv:2"]);
  });

  test("a problem of the file system is handed on", async () => {
    const problem = { severity: "error", code: "unreadable", place: { file: "study.yaml" }, message: "m", remedy: "r" };
    const files = studyOf(guideStudy);
    const { problems, value } = await readStudy({
      list: files.list,
      readText: async (path) =>
        path === "study.yaml" ? { problem: { ...problem, severity: "error" } } : files.readText(path),
    });
    expect(problems).toEqual([problem]);
    expect(value).toBeUndefined();
  });

  test("a person whose name has no letter", async () => {
    const settings = `${guideStudy["study.yaml"]}`.replace("name: A. Analyst", 'name: "--"');
    expect(await said({ ...guideStudy, "study.yaml": settings })).toEqual([
      expect.stringMatching(/^error wrong-value study.yaml:\d+ people\[0\].name$/u),
    ]);
  });

  test("a list where keys are expected", async () => {
    expect(await said({ ...guideStudy, "study.yaml": "- title\n" })).toEqual(["error wrong-value study.yaml:1"]);
  });

  test("a comma in an unquoted text inside braces has its own remedy", async () => {
    const files = changed("study.yaml", (text) => text.replace("note: Agreement", "note: First, Agreement"));
    const { problems } = await readStudy(studyOf(files));
    expect(problems.map(inShort)).toEqual(["error unknown-key study.yaml:9 retention.Agreement of 1 May 2024"]);
    expect(problems[0]?.remedy).toContain("quotation marks");
  });
});

describe("CSV files [R5]", () => {
  const values = "records/values/gender.csv";
  const row = "F,Female,short form,A. Analyst,2024-05-02\n";

  test.each([
    ["semicolons", "raw;canonical;reason;who;when\n", "csv-separator"],
    ["a missing column", `raw,canonical,reason,who\nF,Female,short form,A. Analyst\n`, "csv-missing-column"],
    ["an unknown column", `raw,canonical,reason,who,when,why\n${row}`, "csv-unknown-column"],
    ["a column twice", `raw,canonical,reason,who,when,Raw\n${row}`, "csv-duplicate-column"],
    ["nothing", "\n", "csv-no-header"],
  ])("a header with %s", async (_what, text, code) => {
    expect(await said({ ...guideStudy, [values]: text })).toEqual([`error ${code} ${values}:1`]);
  });

  test("a row with too many cells, and one that is not closed", async () => {
    expect(await said({ ...guideStudy, [values]: `raw,canonical,reason,who,when\n${row}a,b,c,d,e,f\n` })).toEqual([
      `error csv-too-many-cells ${values}:3`,
    ]);
    expect(await said({ ...guideStudy, [values]: `raw,canonical,reason,who,when\n${row}"a,Female\n` })).toContain(
      `error csv-quotes ${values}:3`,
    );
  });

  test("columns in another order and case, and empty rows", async () => {
    const text = `When,who,reason,CANONICAL,raw\n\n,,,,\n2024-05-02,A. Analyst,short,Female,F\n`;
    const { value, problems } = await readStudy(studyOf({ ...guideStudy, [values]: text }));
    expect(problems).toEqual([]);
    expect(value?.records?.values.get("gender")?.[0]).toMatchObject({ raw: "F", canonical: "Female", line: 4 });
  });
});

describe("checks between files [R6]", () => {
  const rules = "records/rules.yaml";
  const edits: readonly [string, string, string, readonly string[]][] = [
    [
      "a spine that is no kind",
      "spine: referral",
      "spine: refferal",
      ["error spine-not-declared records/rules.yaml:33 spine"],
    ],
    [
      "a spine without people",
      "spine: referral",
      "spine: nrm",
      ["error spine-not-of-people records/rules.yaml:33 spine"],
    ],
    [
      "a wide file without spine",
      "spine: referral",
      "# spine",
      ["error wide-without-spine records/rules.yaml:67 wide"],
    ],
    [
      "a group stated and captured",
      'path: "{period}/{group}/*referral*", kind: referral',
      'path: "{period}/{group}/*referral*", kind: referral, group: DW',
      ["error group-captured-and-stated records/rules.yaml:2 deliveries[0].group"],
    ],
    [
      "deliveries of no period",
      'kind: nrm, period: "2014-2023"',
      "kind: nrm",
      ["error delivery-without-period records/rules.yaml:5 deliveries[3]"],
    ],
    [
      "a pattern that an earlier one leaves nothing",
      '"published/*"',
      '"nrm/n*"',
      [
        "error delivery-fits-no-pattern records/deliveries/published/table.csv",
        "warning pattern-fits-no-file records/rules.yaml:6 deliveries[4].path",
      ],
    ],
    [
      "periods that overlap",
      "2017-02, to: 2019-12",
      "2017-02, to: 2020-01",
      ["warning periods-overlap records/rules.yaml:12 periods.2020"],
    ],
    [
      "a kind's key that is no reference",
      "unit: person, key: urn, date: month",
      "unit: person, key: closure, date: month",
      ["error variable-of-other-type records/rules.yaml:25 kinds.monthly.key"],
    ],
    [
      "a required variable that no column is mapped to",
      "required: [urn, month]",
      "required: [urn, month, age]",
      ["error variable-not-mapped records/rules.yaml:25 kinds.monthly.required[2]"],
    ],
    [
      "two values with one indicator",
      "[Labour, Sexual, Organ harvesting]",
      "[Labour, Sexual, Organ harvesting, Organ-harvesting]",
      ["error indicator-name-taken records/rules.yaml:47 variables.exploitation.values[3]"],
    ],
    [
      "a recode that leaves values out",
      "to: { UK: [British, UK] }, else: Non-UK",
      "to: { UK: [British, UK] }",
      [
        "error level-unknown records/models.yaml:12 models[0].predictors[2].reference",
        "error recode-incomplete records/rules.yaml:80 wide.derive[1]",
      ],
    ],
    [
      "a summary under a taken name",
      "variable: months_recorded",
      "variable: age",
      ["error wide-variable-twice records/rules.yaml:77 wide.summaries[2].variable"],
    ],
    [
      "a removal that asks about a summary, which is made of the rows that are left",
      "when: { variable: referral_date, not_between",
      "when: { variable: closure_date, not_between",
      ["error variable-not-declared records/rules.yaml:72 wide.remove[1].when.variable"],
    ],
    [
      "a variable derived from a derived one",
      "months_between: [referral_date, closure_date]",
      "months_between: [referral_date, uk_national]",
      ["error variable-not-declared records/rules.yaml:79 wide.derive[0].months_between[1]"],
    ],
    [
      "a range of a variable without order",
      "where: { variable: age_group, in: [Child] }",
      "where: { variable: age_group, between: [Adult, Child] }",
      ["error condition-range-unfit records/rules.yaml:113 comparisons[0].sides[1].where.between"],
    ],
    [
      "a removal of one's own without a condition",
      "rule: later-episode",
      "rule: latter-episode",
      ["error rule-without-condition records/rules.yaml:73 wide.remove[2]"],
    ],
    [
      "a variable called like one of Plait's",
      "  note: { label: Worker's note",
      "  period: { label: Worker's note",
      ["error variable-name-reserved records/rules.yaml:56 variables.period"],
    ],
    [
      "a table that counts published figures",
      "measure: { sum: referrals }",
      "measure: { count: people }",
      ["error figures-not-counted records/rules.yaml:102 tables[0].measure"],
    ],
    [
      "a trend of figures",
      "by month, kind: monthly",
      "by month, kind: published",
      ["error trend-without-date records/rules.yaml:119 trends[0].kind"],
    ],
    [
      "two-digit years of no declared century",
      "dates: { two_digit_years_up_to: 30 }",
      "dates: {}",
      [
        "warning two-digit-year-without-limit records/crosswalk.csv:3",
        "warning two-digit-year-without-limit records/crosswalk.csv:13",
      ],
    ],
  ];

  test.each(edits)("%s", async (_what, right, wrong, expected) => {
    const found = await said(changed(rules, (text) => text.replace(right, wrong)));
    expect(found).toEqual(expected);
  });

  test("a value outside `values` that may occur is doubted, not refused", async () => {
    const keeping = changed(rules, (text) =>
      text.replace("values: [Adult, Child], otherwise: stop", "values: [Adult]"),
    );
    expect(await said(keeping)).toEqual([
      "warning condition-value-unknown records/rules.yaml:113 comparisons[0].sides[1].where.in[0]",
    ]);
  });

  test("a kind that no crosswalk row maps is a warning where it has deliveries", async () => {
    const files = changed("records/crosswalk.csv", (text) =>
      text
        .split("\n")
        .filter((line) => !line.includes(",contact,"))
        .join("\n"),
    );
    expect(await said(files)).toEqual(["warning kind-not-mapped records/crosswalk.csv:1"]);
  });

  test("a repair of a general rule for one kind is no repair without effect", async () => {
    const head = "raw,canonical,reason,who,when,kind\n";
    const general = "Male,Female,mixed up,A. Analyst,2024-05-02,\n";
    const kept = "Male,Male,right here,A. Analyst,2024-05-02,nrm\n";
    const file = "records/values/gender.csv";
    expect(await said({ ...guideStudy, [file]: head + general + kept })).toEqual([]);
    expect(await said({ ...guideStudy, [file]: head + kept })).toEqual([`warning repair-without-effect ${file}:2`]);
  });
});
