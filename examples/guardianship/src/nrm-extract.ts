import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Random } from "@plait/study";
import { type Day, dayOf, isoDay, writeDate } from "./calendar.ts";
import { studyEnd, studyStart } from "./counts.ts";
import { csvRecord, encodeText } from "./csv-text.ts";
import { type PublishedQuarter, publishedLocations, publishedQuarters } from "./published-margins.ts";
import { nonUkNationalities, pickWeighted, type Weighted } from "./vocabulary.ts";

/** The chain of the source document, and what each conditional exclusion takes from its last step. */
const nrmCounts = {
  all: 77089,
  inPeriod: 58522,
  ageKnown: 56144,
  genderUnknown: 152,
  nationalityUnknown: 249,
} as const;

type Age = "adult" | "child" | "unknown";
const agesInOrder: readonly Age[] = ["adult", "child", "unknown"];

interface NrmCase {
  readonly day: Day;
  readonly age: Age;
  readonly location: (typeof publishedLocations)[number];
  gender: string;
  nationality: string;
  readonly exploitation: string;
  readonly reasonable: string;
  readonly conclusive: string;
}

/** Where the extract differs from the published figures, so that the source document's numbers come out. */
export interface NrmAdjustment {
  readonly quarter: string;
  readonly age: Age;
  readonly change: number;
  readonly why: string;
}

export interface NrmTruth {
  readonly counts: typeof nrmCounts;
  readonly adjustments: readonly NrmAdjustment[];
  /** Rows by quarter and age as written. */
  readonly margins: readonly (Readonly<Record<Age, number>> & { readonly quarter: string })[];
  readonly bothUnknown: number;
  readonly exploitationStrings: readonly string[];
  readonly rows: Readonly<Record<string, number>>;
}

/** The strings in which exploitation is written: 26 combinations, with the separators of real releases. */
const exploitationStrings: readonly (readonly [text: string, adultWeight: number, childWeight: number])[] = [
  ["Labour", 380, 110],
  ["Criminal", 150, 430],
  ["Sexual", 150, 90],
  ["Domestic", 30, 10],
  ["Organ Harvesting", 3, 1],
  ["Not specified or unknown", 40, 60],
  ["Labour & Criminal", 60, 80],
  ["Labour, Sexual", 20, 8],
  ["Labour and Domestic", 20, 10],
  ["Labour, Organ Harvesting", 2, 1],
  ["Sexual & Criminal", 14, 60],
  ["Sexual & Domestic", 30, 10],
  ["Sexual, Organ Harvesting", 1, 1],
  ["Criminal / Domestic", 6, 8],
  ["Criminal, Organ Harvesting", 1, 1],
  ["Domestic, Organ Harvesting", 1, 1],
  ["Sexual, Labour & Domestic", 18, 6],
  ["Labour, Criminal & Sexual", 12, 14],
  ["Labour, Criminal and Domestic", 10, 8],
  ["Labour, Domestic, Organ Harvesting", 2, 1],
  ["Sexual, Criminal & Domestic", 5, 6],
  ["Labour + Criminal + Organ Harvesting", 1, 1],
  ["Labour; Sexual; Organ Harvesting", 1, 1],
  ["Labour, Criminal, Sexual & Domestic", 8, 4],
  ["Labour, Sexual, Domestic, Organ Harvesting", 1, 1],
  ["Labour, Criminal, Sexual, Domestic & Organ Harvesting", 2, 1],
];

const moreNationalities: Weighted = [
  ...nonUkNationalities,
  ["Afghan UK", 6],
  ["Angolan Congolese (Drc)", 4],
  ["Albanian Italian", 3],
  ["Filipino", 25],
  ["Sri Lankan", 10],
  ["Ugandan", 9],
  ["Zimbabwean", 8],
  ["Thai", 9],
];

/** Writes the extract in two files and says what is in it. */
export async function writeNrmExtract(deliveries: string, random: Random): Promise<NrmTruth> {
  const adjustments = plannedAdjustments();
  const cases = makeCases(adjustments, random);
  const bothUnknown = markUnknown(cases, random);
  cases.sort((a, b) => a.day - b.day);
  const folder = join(deliveries, "nrm");
  await mkdir(folder, { recursive: true });
  const split = dayOf("2019-01-01");
  const early = cases.filter((one) => one.day < split);
  const late = cases.filter((one) => one.day >= split);
  await writeFile(join(folder, EARLY_FILE), earlyFile(early));
  await writeFile(join(folder, LATE_FILE), lateFile(late));
  return {
    counts: nrmCounts,
    adjustments,
    margins: marginsOf(cases),
    bothUnknown,
    exploitationStrings: exploitationStrings.map(([text]) => text),
    rows: { [`nrm/${EARLY_FILE}`]: early.length, [`nrm/${LATE_FILE}`]: late.length },
  };
}

const EARLY_FILE = "nrm referrals 2014-2018.csv";
const LATE_FILE = "nrm referrals 2019-2023.csv";

const inStudyQuarters = (one: PublishedQuarter): boolean =>
  one.year >= 2017 && (one.year < 2022 || (one.year === 2022 && one.quarter <= 3));

const nameOf = ({ year, quarter }: { year: number; quarter: number }) => `${year} Q${quarter}`;
const totalOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

/**
 * The document has 16 rows more in its period than the published tables (23 more of known age, 7 fewer of unknown),
 * and 11 more outside it. One more case a quarter, one fewer of unknown age in the seven quarters with most, and 11 in
 * April 2023 is the least that does it.
 */
function plannedAdjustments(): NrmAdjustment[] {
  const inStudy = publishedQuarters.filter(inStudyQuarters);
  const mostUnknown = [...inStudy].sort((a, b) => totalOf(b.unknown) - totalOf(a.unknown)).slice(0, 7);
  return [
    ...inStudy.map((quarter, i): NrmAdjustment => {
      const why = "the document has 23 more of known age in its period than the tables";
      return { quarter: nameOf(quarter), age: i % 2 === 0 ? "adult" : "child", change: 1, why };
    }),
    ...mostUnknown.map((quarter): NrmAdjustment => {
      const why = "the document has 7 fewer of unknown age in its period than the tables";
      return { quarter: nameOf(quarter), age: "unknown", change: -1, why };
    }),
    { quarter: "2023 Q2", age: "adult", change: 7, why: "rows of April 2023, which the document includes" },
    { quarter: "2023 Q2", age: "child", change: 4, why: "rows of April 2023, which the document includes" },
  ];
}

function makeCases(adjustments: readonly NrmAdjustment[], random: Random): NrmCase[] {
  const cases: NrmCase[] = [];
  const april: PublishedQuarter = {
    year: 2023,
    quarter: 2,
    adult: [0, 0, 0, 0],
    child: [0, 0, 0, 0],
    unknown: [0, 0, 0, 0],
  };
  for (const published of [...publishedQuarters, april]) {
    const source = random.fork(nameOf(published));
    for (const age of agesInOrder) {
      const change = adjustments
        .filter((one) => one.quarter === nameOf(published) && one.age === age)
        .reduce((sum, one) => sum + one.change, 0);
      const largest = published[age].indexOf(Math.max(...published[age]));
      published[age].forEach((count, at) => {
        const wanted = count + (at === largest ? change : 0);
        const location = publishedLocations[at] ?? "UK";
        for (let i = 0; i < wanted; i++) cases.push(makeCase(age, location, published, source));
      });
    }
  }
  return cases;
}

function makeCase(
  age: Age,
  location: NrmCase["location"],
  quarter: { year: number; quarter: number },
  random: Random,
): NrmCase {
  const [from, to] = daysOf(quarter);
  const isUk = random.next() < (age === "child" ? 0.44 : 0.17);
  const rare = random.next();
  return {
    day: from + random.integer(to - from + 1),
    age,
    location,
    gender: random.next() < (age === "child" ? 0.78 : 0.74) ? "Male" : "Female",
    nationality: isUk ? "UK" : pickWeighted(moreNationalities, random),
    exploitation: pickWeighted(
      exploitationStrings.map(([text, adult, child]) => [text, age === "child" ? child : adult] as const),
      random,
    ),
    reasonable: rare < 0.88 ? "Positive" : rare < 0.98 ? "Negative" : "Pending",
    conclusive: rare < 0.4 ? "Positive" : rare < 0.45 ? "Negative" : "Pending",
  };
}

/** In 2017 Q1 nobody is placed in January: only then does the document's period hold a whole quarter. */
function daysOf({ year, quarter }: { year: number; quarter: number }): [Day, Day] {
  const first =
    year === 2017 && quarter === 1 ? studyStart : dayOf(`${year}-${String(quarter * 3 - 2).padStart(2, "0")}-01`);
  if (year === 2023 && quarter === 2) return [first, dayOf("2023-04-30")];
  const next =
    quarter === 4 ? dayOf(`${year + 1}-01-01`) : dayOf(`${year}-${String(quarter * 3 + 1).padStart(2, "0")}-01`);
  return [first, next - 1];
}

/** Makes gender and nationality unknown: exactly as often as the document says where that counts, else about so. */
function markUnknown(cases: readonly NrmCase[], random: Random): number {
  const counted = cases.filter((one) => one.age !== "unknown" && one.day >= studyStart && one.day <= studyEnd);
  const others = cases.filter((one) => one.age === "unknown" || one.day < studyStart || one.day > studyEnd);
  const withoutGender = random.fork("gender").shuffle(counted).slice(0, nrmCounts.genderUnknown);
  const withoutNationality = random.fork("nationality").shuffle(counted).slice(0, nrmCounts.nationalityUnknown);
  const source = random.fork("others");
  withoutGender.forEach((one, i) => {
    one.gender = i % 4 === 0 ? "Other" : "Not Recorded";
  });
  for (const one of withoutNationality) one.nationality = "Not Known";
  for (const one of others) {
    if (source.next() < 0.003) one.gender = "Not Recorded";
    if (source.next() < 0.005) one.nationality = "Not Known";
  }
  const known = new Set(withoutGender);
  return withoutNationality.filter((one) => known.has(one)).length;
}

const nationalityGroup = (nationality: string) =>
  nationality === "UK" ? "UK" : nationality === "Not Known" ? "Not known" : "Non-UK";

const nrmLabels = {
  early: [
    ["referral_date", "Referral date"],
    ["age_group", "Age at exploitation"],
    ["gender", "Gender"],
    ["nationality", "Nationality"],
    ["nationality_group", "Nationality group"],
    ["exploitation", "Exploitation type"],
    ["location", "Location of exploitation"],
    ["reasonable_grounds", "RG decision"],
    ["conclusive_grounds", "CG decision"],
  ],
  late: [
    ["referral_date", "Date of referral"],
    ["age_group", "Age group"],
    ["gender", "Gender"],
    ["nationality", "Nationality"],
    ["nationality_group", "UK national"],
    ["exploitation", "Exploitation types"],
    ["location", "Location"],
    ["reasonable_grounds", "Reasonable grounds"],
    ["conclusive_grounds", "Conclusive grounds"],
  ],
} as const;

export const nrmFiles = [
  { path: `nrm/${EARLY_FILE}`, labels: nrmLabels.early, style: "dd/mm/yyyy" },
  { path: `nrm/${LATE_FILE}`, labels: nrmLabels.late, style: "yyyy-mm-dd" },
] as const;

const earlyAges: Readonly<Record<Age, string>> = {
  adult: "Adult (18 or over)",
  child: "Child (17 or under)",
  unknown: "Age not specified or unknown",
};
const lateAges: Readonly<Record<Age, string>> = { adult: "Adult", child: "Child", unknown: "Not Known" };

function earlyFile(cases: readonly NrmCase[]): Uint8Array {
  const preamble = ["National Referral Mechanism – synthetic extract that follows the Home Office’s quarterly figures"];
  const lines = [
    csvRecord([...preamble, ...new Array<null>(8).fill(null)]),
    csvRecord(nrmLabels.early.map(([, label]) => label)),
  ];
  for (const one of cases) lines.push(nrmRecord(one, earlyAges, String(writeDate(isoDay(one.day), "dd/mm/yyyy"))));
  return encodeText(`${lines.join("\r\n")}\r\n`, "windows-1252");
}

function lateFile(cases: readonly NrmCase[]): Uint8Array {
  const lines = [csvRecord(nrmLabels.late.map(([, label]) => label))];
  for (const one of cases) lines.push(nrmRecord(one, lateAges, isoDay(one.day)));
  return encodeText(`${lines.join("\n")}\n`, "utf-8 with BOM");
}

function nrmRecord(one: NrmCase, ages: Readonly<Record<Age, string>>, date: string): string {
  return csvRecord([
    date,
    ages[one.age],
    one.gender,
    one.nationality,
    nationalityGroup(one.nationality),
    one.exploitation,
    one.location,
    one.reasonable,
    one.conclusive,
  ]);
}

function marginsOf(cases: readonly NrmCase[]): NrmTruth["margins"] {
  const margins = new Map<string, { quarter: string } & Record<Age, number>>();
  for (const one of cases) {
    const [year = 0, month = 1] = isoDay(one.day).split("-").map(Number);
    const quarter = nameOf({ year, quarter: Math.ceil(month / 3) });
    const counts = margins.get(quarter) ?? { quarter, adult: 0, child: 0, unknown: 0 };
    counts[one.age]++;
    margins.set(quarter, counts);
  }
  return [...margins.values()];
}

/** Answers of the extract that differ from the study's words, for the values files. */
export const nrmWordings = [
  { variable: "age_group", raw: "Child (17 or under)", canonical: "Child" },
  { variable: "age_group", raw: "Adult (18 or over)", canonical: "Adult" },
  { variable: "age_group", raw: "Age not specified or unknown", canonical: "Not known" },
  { variable: "age_group", raw: "Not Known", canonical: "Not known" },
  { variable: "gender", raw: "Not Recorded", canonical: "Not known" },
  { variable: "nationality", raw: "Not Known", canonical: "Not known" },
  { variable: "exploitation", raw: "Not specified or unknown", canonical: "Not known" },
  { variable: "location", raw: "Not specified or unknown", canonical: "Not known" },
  { variable: "location", raw: "UK and Overseas", canonical: "UK and overseas" },
] as const;
