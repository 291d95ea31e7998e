import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildStudy, openLinkedRecords } from "@plait/build";
import { id, sql } from "@plait/database";
import { type SourceCell, type TracedValue, trace } from "@plait/records";
import { seededRandom } from "@plait/study";
import {
  type DeliveredCell,
  type DeliveredRows,
  readDelivered,
  type TemporaryFolder,
  temporaryFolder,
} from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GuardianshipRun, runGuardianship } from "./guardianship-run.ts";
import { digestsUnder, writingsUnder } from "./output-files.ts";
import { checksByKind, kindOf, type Outcome, readOutcome } from "./planted-faults.ts";
import { countsOf, type ResultsFile, readResults, resultOf } from "./released-results.ts";
import { writeShuffledCopy } from "./shuffled-deliveries.ts";
import { withheldFaults } from "./withheld-cells.ts";

let folder: TemporaryFolder;
let run: GuardianshipRun;
let results: ResultsFile;
let firstOutputs: Record<string, string>;

beforeAll(async () => {
  folder = await temporaryFolder("guardianship");
  run = await runGuardianship(folder.path);
  results = readResults(run.outputs);
  firstOutputs = digestsUnder(run.outputs);
});
afterAll(async () => {
  await run?.open.close();
  await folder.remove();
});

describe("[B20] the document's figures, released under the policy sacro", () => {
  test("Table 1", () => {
    expect(results.policy.name).toBe("sacro");
    expect(countsOf(resultOf(results, "records.sample-sizes"))).toEqual({
      total: { referral: 4_170, monthly: 35_187, contact: 79_840 },
      DW: { referral: 1_838, monthly: 19_412, contact: 57_285 },
      RPC: { referral: 2_251, monthly: 15_116, contact: 21_799 },
      Missing: { referral: 81, monthly: 659, contact: 756 },
    });
  });

  test("the chain of the NRM, with its two conditional exclusions", () => {
    const rows = resultOf(results, "records.nrm-attrition").rows;
    const numbers = rows.map(({ cells: [cell] }) => (cell?.kind === "count" ? cell.value : cell?.kind));
    expect(numbers).toEqual([77_089, 18_567, 58_522, 2_378, 56_144, 152, 55_992, 249, 55_895]);
  });

  test("4,083 in the wide file, each of the 87 others under a reason", () => {
    const labelled = resultOf(results, "records.linkage-flow").rows.map(({ label, cells: [cell] }) => [
      label,
      cell?.kind === "count" ? cell.value : cell?.kind,
    ]);
    const flow = Object.fromEntries(labelled);
    expect(flow).toMatchObject({
      "Referral file": 4_170,
      "Monthly file": 35_187,
      "Contact file": 79_840,
      "Wide file (one row a person)": 4_083,
    });
    const reasons = resultOf(results, "records.linkage-flow").rows.filter(({ group }) => group?.startsWith("Left out"));
    expect(reasons.map(({ label }) => flow[label])).toEqual([11, 12, 24, 40]);
  });

  test("1,359 in the models' sample, by declared rules", () => {
    const chain = resultOf(results, "records.closure-models-sample").rows.map(({ cells: [cell] }) =>
      cell?.kind === "count" ? cell.value : cell?.kind,
    );
    expect([chain[0], chain.at(-1)]).toEqual([4_083, 1_359]);
    expect(Object.values(countsOf(resultOf(results, "records.closure-models")).n ?? {})).toEqual([1_359, 1_359, 1_359]);
  });
});

describe("[B21] Table 2", () => {
  /** Coefficients whose print is clean: Turning 18, Other, No concerns; null where the source's print was lost or restored. */
  const printed: Record<string, readonly (number | null)[]> = {
    exploitation_labour: [null, null, -0.021],
    exploitation_sexual: [-0.012, 0.075, -0.01],
    exploitation_criminal: [null, -0.026, -0.083],
    exploitation_domestic: [0.019, -0.04, 0.025],
    exploitation_organ_harvesting: [-0.235, null, null],
    exploitation_financial: [null, -0.49, null],
    "gender: Male": [0.036, -0.001, 0.035],
    "uk_national: Non-UK": [null, null, -0.059],
    time_in_service: [0.007, 0.004, -0.005],
    "group: DW": [0.021, -0.23, -0.026],
  };

  test("comes back within two standard errors in every clean coefficient", () => {
    const models = run.internal.results.find(({ id: name }) => name === "records.closure-models");
    const rows = models?.rows.filter(({ cells }) => cells.some(({ kind }) => kind === "estimate")) ?? [];
    const effects = rows.filter(({ label }) => label !== "Constant");
    expect(effects.map(({ label }) => label)).toEqual([
      "Labour",
      "Sexual",
      "Criminal",
      "Domestic",
      "Organ harvesting",
      "Financial",
      "Male",
      "Non-UK",
      "Months",
      "DW",
    ]);
    let compared = 0;
    for (const [row, wanted] of Object.values(printed).entries()) {
      for (const [column, coefficient] of wanted.entries()) {
        const cell = effects[row]?.cells[column];
        if (coefficient === null) continue;
        if (cell?.kind !== "estimate") throw new Error(`${effects[row]?.label} is no estimate`);
        expect(Math.abs(cell.estimate - coefficient) / cell.standardError, effects[row]?.label).toBeLessThan(2);
        compared++;
      }
    }
    expect(compared).toBe(21);
  });

  /** To three digits; which of its neighbours stands for a tie is for the writer to say. */
  const isRounded = (value: number, printed: number) => Math.abs(value - printed) <= 0.0005 + 1e-12;

  test("has sentences that agree with its cells in sign and digits", () => {
    const released = resultOf(results, "records.closure-models");
    const sentences = released.sentences;
    expect(sentences.length).toBeGreaterThan(0);
    for (const sentence of sentences) {
      const told =
        /(more|less) likely .*coefficient (−?[\d.]+), 95% interval (−?[\d.]+) to (−?[\d.]+), p [=<] [\d.]+\.$/u.exec(
          sentence,
        );
      if (told === null) throw new Error(`not a sentence of a coefficient: ${sentence}`);
      const [, direction, ...numbers] = told;
      const [estimate = 0, low = 0, high = 0] = numbers.map((number) => Number(number.replace("−", "-")));
      const outcome = released.columns.findIndex(({ label }) => sentence.startsWith(label));
      const cells = released.rows.flatMap(({ cells: ofRow }) => {
        const cell = ofRow[outcome];
        return cell?.kind === "estimate" ? [cell] : [];
      });
      const [cell, ...others] = cells.filter(
        (one) =>
          isRounded(one.estimate, estimate) && isRounded(one.interval[0], low) && isRounded(one.interval[1], high),
      );
      expect(others, sentence).toEqual([]);
      expect(cell?.kind, sentence).toBe("estimate");
      expect(direction, sentence).toBe((cell?.estimate ?? 0) > 0 ? "more" : "less");
      expect((cell?.interval[0] ?? 0) * (cell?.interval[1] ?? 0), sentence).toBeGreaterThan(0);
    }
  });
});

describe("[B22] the NRM extract", () => {
  test("has the published margins by quarter and age, but for the changes the truth lists", async () => {
    const found = await run.open.database.rows<{ quarter: string; age: string; rows: number }>(
      sql`select extract(year from ${id("referral_date")}) || ' Q' || extract(quarter from ${id("referral_date")}) as ${id("quarter")},
        ${id("age_group")} as ${id("age")}, count(*) as ${id("rows")} from ${id("nrm")} group by 1, 2`,
    );
    const wanted = publishedByQuarter();
    for (const { quarter, age, change } of run.truth.nrm.adjustments) {
      const key = `${quarter} ${age}`;
      wanted.set(key, (wanted.get(key) ?? 0) + change);
    }
    const ages: Record<string, string> = { Child: "child", Adult: "adult", "Not known": "unknown" };
    expect(new Map(found.map(({ quarter, age, rows }) => [`${quarter} ${ages[age]}`, rows]))).toEqual(
      new Map([...wanted].filter(([, rows]) => rows > 0)),
    );
  });

  function publishedByQuarter(): Map<string, number> {
    const file = new URL("../../../examples/nrm/deliveries/nrm_referrals_longitudinal.csv", import.meta.url);
    const ages: Record<string, string> = {
      "Child (17 or under)": "child",
      "Adult (18 or over)": "adult",
      "Age not specified or unknown": "unknown",
    };
    const published = new Map<string, number>();
    for (const line of readFileSync(file, "utf8").trimEnd().split("\n").slice(1)) {
      const [year = "", quarter = "", age = "", location, referrals] = line.split(",");
      const when = `${year} ${quarter}`;
      if (location !== "Total" && when >= "2014 Q1" && when <= "2023 Q1") {
        const key = `${when} ${ages[age]}`;
        published.set(key, (published.get(key) ?? 0) + Number(referrals));
      }
    }
    return published;
  }
});

describe("[B23] what was planted", () => {
  let outcome: Outcome;
  beforeAll(async () => {
    const { open, internal, truth, study } = run;
    outcome = await readOutcome(open.database, internal.records, truth, study);
  });

  test("is of the kinds that are checked, all of them", () => {
    expect([...new Set(run.truth.faults.map(kindOf))].sort()).toEqual(Object.keys(checksByKind).sort());
  });

  test.each(Object.keys(checksByKind))("%s came out as the truth says, row by row", (kind) => {
    const faults = run.truth.faults.filter((fault) => kindOf(fault) === kind);
    expect(faults.length).toBeGreaterThan(0);
    const amiss = faults.flatMap((fault) =>
      (checksByKind[kind]?.(fault, outcome) ?? ["no check"]).map((what) => ({ ...fault, what })),
    );
    expect(amiss.slice(0, 3)).toEqual([]);
    expect(amiss).toHaveLength(0);
  });

  test("is all there is: no other row was quarantined, merged or removed", () => {
    const { faults } = run.truth;
    const rowsWith = (wanted: (fault: (typeof faults)[number]) => boolean) => faults.filter(wanted).length;
    expect(outcome.quarantine.size).toBe(rowsWith(({ expected }) => expected === "quarantined"));
    expect(outcome.merged.size).toBe(rowsWith(({ stage, expected }) => stage === "linked" && expected === "removed"));
    expect(outcome.removed.size).toBe(rowsWith(({ stage }) => stage === "wide"));
  });

  test("leaves each sheet with the rows the truth counts", () => {
    for (const told of run.truth.sheets) {
      const sheet = outcome.sheets.get(`${told.file}\n${told.sheet ?? ""}`)?.sheet;
      expect(sheet, told.file).toMatchObject({ headerRows: told.headerRows, dataRows: told.dataRows });
    }
  });

  test("the answer nobody foresaw is listed", () => {
    const referral = run.internal.records.harmonised.find(({ kind }) => kind === "referral");
    const reading = referral?.readings.find(({ variable }) => variable === "criminal_justice_status");
    expect(Object.fromEntries(reading?.undeclared ?? [])).toEqual({ "Pending, see email": 4 });
  });
});

describe("[B24] the disclosure gate", () => {
  test("hides the same cells in every output, and none of their numbers is found anywhere", () => {
    const { faults, withheld } = withheldFaults(run.outputs, run.results, results.results);
    expect(withheld).toBeGreaterThan(30);
    expect(faults).toEqual([]);
  });
});

describe("[B25] a trace", () => {
  test("of ten cells of the wide file, drawn by a seed, shows the delivered cells as they are", async () => {
    const { open, internal, study } = run;
    const random = seededRandom("ten traced cells");
    const columns = internal.records.tables.get("wide")?.map(({ name }) => name) ?? [];
    const people = await open.database.rows<{ urn: string }>(sql`select ${id("urn")} from ${id("wide")} order by 1`);
    await open.close();
    const linked = await openLinkedRecords(study);
    const traced: TracedValue[] = [];
    while (traced.length < 10) {
      const [value] = await trace(linked.database, linked.records, linked.study, {
        table: "wide",
        key: random.pick(people).urn,
        column: random.pick(columns),
      });
      if (value !== undefined && value.sources.length > 0) traced.push(value);
    }
    await linked.close();
    expect(new Set(traced.map(({ column }) => column)).size).toBeGreaterThan(5);
    const deliveries = join(study, "records", "deliveries");
    for (const source of traced.flatMap(({ sources }) => sources)) {
      const path = join(deliveries, source.file);
      const bytes = readFileSync(path);
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(source.sha256);
      const { shown, underlying } = deliveredCell(path, source);
      expect({ ...source, shown, underlying }).toEqual(source);
    }
  });

  test("of the person whom plait demo names tells of a misspelling and who mended it", async () => {
    const linked = await openLinkedRecords(run.study);
    const request = { table: "wide", key: "URN004534", column: "nationality" };
    const traced = await trace(linked.database, linked.records, linked.study, request);
    await linked.close();
    expect(traced).toMatchObject([{ value: "Albanian", sources: [{ shown: "Albanain" }] }]);
    expect(traced[0]?.sources[0]?.decisions.join("; ")).toMatch(
      /records\/values\/nationality\.csv, line \d+: .*A\. Analyst/u,
    );
  });

  const read = new Map<string, ReadonlyMap<string, DeliveredRows>>();
  function deliveredCell(path: string, { sheet, row, cell }: SourceCell): DeliveredCell {
    const sheets = read.get(path) ?? readDelivered(path);
    read.set(path, sheets);
    const rows = sheets.get(sheet);
    if (rows === undefined) throw new Error(`${path} has no sheet ${sheet}`);
    return rows[row - 1]?.[columnNumber(cell) - 1] ?? { shown: "", underlying: null };
  }

  /** `C14` is in column 3; in text files it is said in words. */
  function columnNumber(cell: string): number {
    const words = /^column (\d+)$/u.exec(cell);
    if (words !== null) return Number(words[1]);
    const letters = cell.replace(/\d+$/u, "");
    return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
  }
});

describe("[B30] building again", () => {
  test("when nothing has changed reads no file, does nothing and writes nothing", async () => {
    expect(run.built).toMatchObject({ status: "built", filesRead: 43 });
    const before = { ...writingsUnder(run.outputs), ...writingsUnder(join(run.study, ".plait", "cache")) };
    const steps: string[] = [];
    const again = await buildStudy(run.study, { progress: (step) => steps.push(step) });
    expect(again).toMatchObject({ status: "unchanged", filesRead: 0, files: run.built.files });
    expect(steps).toEqual(["look for new and changed files among 43"]);
    expect({ ...writingsUnder(run.outputs), ...writingsUnder(join(run.study, ".plait", "cache")) }).toEqual(before);
  });

  test("from what was read before, because an output is gone, reads no file and gives the same bytes", async () => {
    rmSync(join(run.outputs, "annex.html"));
    expect(await buildStudy(run.study)).toMatchObject({ status: "built", filesRead: 0 });
    expect(digestsUnder(run.outputs)).toEqual(firstOutputs);
  });

  test("in another folder, without a cache, with rows and file names shuffled, gives the same bytes", async () => {
    const copy = join(folder.path, "elsewhere", "copy");
    expect(writeShuffledCopy(run.study, copy, run.truth)).toMatchObject({ filesRenamed: 40 });
    const { outputs, filesRead } = await buildStudy(copy);
    expect(filesRead).toBe(43);
    expect(digestsUnder(outputs)).toEqual(firstOutputs);
  });
});
