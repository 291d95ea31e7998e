import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BodyOf } from "@plait/api";
import { shapes } from "@plait/api";
import { lockStudy } from "@plait/build";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Called, OpenRoom } from "../src/room.ts";
import { openRecordsRoom, type RecordsCall } from "../src/rooms/records-room.ts";
import { recordsHere } from "./records-here.ts";
import { recordsStudy } from "./records-study.ts";

const CROSSWALK = "records/crosswalk.csv";
const NORTH = "2023/North/referrals.csv";

let own: Awaited<ReturnType<typeof recordsStudy>>;
let records: OpenRoom<RecordsCall>;

beforeEach(async () => {
  own = await recordsStudy();
  records = openRecordsRoom(own.study, { open: recordsHere });
});
afterEach(async () => {
  await records.close();
  await own[Symbol.asyncDispose]();
});

const session = { begin: () => {}, end: () => {} };
function called<Name extends RecordsCall>(body: BodyOf<Name>): Called<Name> {
  const caller = { kind: "staff", name: "A. Analyst", role: "analyst" } as const;
  // The query of these routes is nothing.
  return { study: own.study, caller, body, query: undefined, session } as unknown as Called<Name>;
}
const text = (path: string): Promise<string> => readFile(join(own.study.folder, path), "utf8");
const put = (path: string, content: string): Promise<void> => writeFile(join(own.study.folder, path), content);
const overview = () => records.room.readRecords(called<"readRecords">(undefined));
const crosswalk = () => records.room.readCrosswalk(called<"readCrosswalk">(undefined));
const repairs = () => records.room.readRepairs(called<"readRepairs">(undefined));
async function journalled(): Promise<string[]> {
  const kinds: string[] = [];
  for await (const { kind } of own.study.journal.read()) kinds.push(kind);
  return kinds;
}
const refusal = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "answered",
    (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
  );

/** Two columns that nobody mapped, in one delivery: a spelling of a variable that is missing there, and free words. */
async function addUndecidedColumns(): Promise<void> {
  const lines = (await text(NORTH_FILE)).trimEnd().split("\n");
  const [header = "", ...rows] = lines;
  await put(
    NORTH_FILE,
    [`${header.replace("Gender", "Gendre")},Remarks`, ...rows.map((row) => `${row},fine`), ""].join("\n"),
  );
}
const NORTH_FILE = `records/deliveries/${NORTH}`;

describe("the records room", () => {
  it("counts linked rows and people by kind and group", async () => {
    const read = await overview();
    expect(shapes.readRecords.reply.parse(read)).toEqual(read);
    expect(read.standing).toBe("linked");
    expect(read.sizes).toEqual([
      { kind: "referral", group: "North", rows: 30, people: 30 },
      { kind: "referral", group: "South", rows: 30, people: 30 },
      { kind: "monthly", group: "North", rows: 60, people: 30 },
      { kind: "monthly", group: "South", rows: 60, people: 30 },
    ]);
    expect([read.files, read.waiting]).toEqual([8, { columns: 0, quarantined: 0 }]);
  });

  it("answers every question in its shape", async () => {
    const ask = <Name extends RecordsCall>(name: Name) =>
      (records.room[name] as (call: unknown) => Promise<unknown>)(called<Name>(undefined as BodyOf<Name>));
    for (const name of [
      "listDeliveries",
      "readCoverage",
      "readCrosswalk",
      "readRepairs",
      "readQuarantine",
      "readLedger",
    ] as const) {
      const reply = await ask(name);
      expect(shapes[name].reply.parse(reply), name).toEqual(reply);
    }
  });

  it("[V60] follows the files: what is changed by hand is seen at the next look", async () => {
    expect((await overview()).sizes[0]?.rows).toBe(30);
    await appendFile(join(own.study.folder, NORTH_FILE), "REF000099,01/02/2023,Male,Health,13\n");
    expect((await overview()).sizes[0]).toEqual({ kind: "referral", group: "North", rows: 31, people: 31 });
    await put("records/rules.yaml", "kinds: [\n");
    const broken = await overview();
    expect([broken.standing, broken.problems.some(({ severity }) => severity === "error")]).toEqual([
      "not-opened",
      true,
    ]);
  });

  it("[V60] keeps no lock while nobody asks, and says so when another Plait has it", async () => {
    await overview();
    const unlock = lockStudy(own.study.folder);
    expect((await overview()).standing).toBe("linked");
    await put(CROSSWALK, `${await text(CROSSWALK)}\n`);
    expect(await refusal(overview())).toBe("study-in-use");
    unlock();
    expect((await overview()).standing).toBe("linked");
  });

  it("traces a value to its cells, and says what cannot be traced", async () => {
    const ask = (body: BodyOf<"traceValue">) => records.room.traceValue(called<"traceValue">(body));
    const { values } = await ask({ table: "wide", key: "REF000002", column: "gender" });
    expect(values[0]?.sources.map(({ file, label, shown }) => [file, label, shown])).toEqual([
      [NORTH, "Gender", "Male"],
    ]);
    expect(await refusal(ask({ table: "nothing", key: "REF000002" }))).toBe("nothing-to-trace");
    expect((await ask({ table: "wide", key: "REF999999" })).values).toEqual([]);
  });

  it("shows rows in quarantine with the cell at fault", async () => {
    await appendFile(join(own.study.folder, NORTH_FILE), "REF000099,31/02/2023,Male,Health,13\n");
    const { reasons } = await records.room.readQuarantine(called<"readQuarantine">(undefined));
    expect(reasons.map(({ reason, rows }) => [reason, rows])).toEqual([["referred: a day that does not exist", 1]]);
    const { deliveries } = await records.room.listDeliveries(called<"listDeliveries">(undefined));
    expect(deliveries.filter(({ quarantined }) => quarantined !== 0).map((one) => [one.path, one.quarantined])).toEqual(
      [[NORTH, 1]],
    );
    expect(reasons[0]?.shown[0]).toMatchObject({ file: NORTH, at: { label: "Referred on", shown: "31/02/2023" } });
  });
});

describe("decisions on columns", () => {
  const remarks = { delivery: NORTH, kind: "referral", label: "Remarks" };
  const gendre = { delivery: NORTH, kind: "referral", label: "Gendre" };
  const decide = (body: BodyOf<"decideMapping">) => records.room.decideMapping(called<"decideMapping">(body));
  const accept = async (): Promise<BodyOf<"decideMapping">> => ({
    version: (await crosswalk()).version,
    on: { kind: "column", column: gendre, reach: "this-delivery" },
    use: { kind: "map", variable: "gender", type: "" },
    why: "Misspelt, same values",
  });

  beforeEach(addUndecidedColumns);

  it("are proposed with reasons and examples", async () => {
    const { undecided } = await crosswalk();
    expect(undecided.map(({ column, proposal }) => [column.label, proposal.kind])).toEqual([
      ["Gendre", "proposed"],
      ["Remarks", "none"],
    ]);
    expect(undecided[0]?.examples.map(({ value }) => value).toSorted()).toEqual(["Female", "Male"]);
    expect(undecided[0]?.proposal).toMatchObject({ variable: "gender" });
  });

  it("[V62] [V64] are written to the file with who, when and why, all else byte for byte, and to the journal", async () => {
    const before = await text(CROSSWALK);
    await decide(await accept());
    expect(await text(CROSSWALK)).toBe(
      `${before}gender,referral,${NORTH},Gendre,,"Misspelt, same values",A. Analyst,2025-03-04\n`,
    );
    const { undecided, decided, unwritten } = await crosswalk();
    expect([undecided.map(({ column }) => column.label), unwritten]).toEqual([["Remarks"], null]);
    expect(decided.at(-1)).toMatchObject({ variable: "gender", labels: ["Gendre"], who: "A. Analyst" });
    expect(await journalled()).toEqual(["records.mapping-decided"]);
  });

  it("[V61] change what is linked, errors in the study or not", async () => {
    const status = (await text("records/crosswalk.csv")).replace(/^ref,monthly.*\n/mu, "");
    await put(CROSSWALK, status);
    expect((await overview()).standing).toBe("not-linked");
    const { version, undecided } = await crosswalk();
    const column = undecided.find(({ column: { kind } }) => kind === "monthly")?.column;
    expect(column?.label).toBe("Ref");
    await decide({
      version,
      on: { kind: "column", column: column ?? gendre, reach: "every-delivery" },
      use: { kind: "map", variable: "ref", type: "" },
      why: "The reference",
    });
    expect((await overview()).sizes.at(-1)).toEqual({ kind: "monthly", group: "South", rows: 60, people: 30 });
  });

  it("can leave a column out", async () => {
    const { version } = await crosswalk();
    await decide({
      version,
      on: { kind: "column", column: remarks, reach: "every-delivery" },
      use: { kind: "ignore" },
      why: "Free text",
    });
    expect((await text(CROSSWALK)).endsWith(",referral,*,Remarks,ignore,Free text,A. Analyst,2025-03-04\n")).toBe(true);
  });

  it("[V62] can be changed line by line, and no other line is", async () => {
    const before = await text(CROSSWALK);
    const { version } = await crosswalk();
    const on = { kind: "line", line: 5 } as const;
    await decide({ version, on, use: { kind: "ignore" }, why: "Needs are estimates" });
    const lines = before.split("\n");
    expect((await text(CROSSWALK)).split("\n")).toEqual(
      lines.with(4, ",referral,*,Needs,ignore,Needs are estimates,A. Analyst,2025-03-04"),
    );
  });

  it("[V63] are refused where the file changed meanwhile, and nothing of it is lost", async () => {
    const stale = await accept();
    const byHand = `${await text(CROSSWALK)},referral,*,Remarks,ignore,By hand,B. Other,2025-03-03\n`;
    await put(CROSSWALK, byHand);
    expect(await refusal(decide(stale))).toBe("file-changed");
    expect(await text(CROSSWALK)).toBe(byHand);
  });

  it("[V63] are refused where they would be an error, and the study stays as it is", async () => {
    const before = await text(CROSSWALK);
    const good = await accept();
    const refused = async (change: Partial<typeof good>) => refusal(decide({ ...good, ...change }));
    expect(await refused({ use: { kind: "map", variable: "nobody", type: "" } })).toBe("decision-not-in-order");
    expect(await refused({ use: { kind: "map", variable: "age", type: "date" } })).toBe("decision-not-in-order");
    expect(await refused({ use: { kind: "map", variable: "age", type: "" } })).toBe("decision-not-in-order");
    expect(
      await refused({ on: { kind: "column", column: { ...gendre, label: "Nowhere" }, reach: "this-delivery" } }),
    ).toBe("no-such-column");
    expect(await refused({ on: { kind: "line", line: 99 } })).toBe("no-such-line");
    expect(await text(CROSSWALK)).toBe(before);
    expect(await journalled()).toEqual([]);
  });

  it("[V64] that did not reach the file are shown", async () => {
    const before = await text(CROSSWALK);
    await decide(await accept());
    await put(CROSSWALK, before);
    expect((await crosswalk()).unwritten).toEqual({
      who: "A. Analyst",
      at: expect.any(String),
      what: `referral, ${NORTH}: “Gendre” mapped to gender`,
    });
    await decide(await accept());
    expect((await crosswalk()).unwritten).toBe(null);
  });
});

describe("decisions on values", () => {
  const decide = (body: BodyOf<"decideRepairs">) => records.room.decideRepairs(called<"decideRepairs">(body));
  const statusOf = async () => (await repairs()).variables.find(({ name }) => name === "status");

  beforeEach(async () => {
    const file = "records/deliveries/2023/North/monthly.csv";
    await put(file, (await text(file)).replace("Open", "OPEN").replace("Closed", "CLOSED"));
  });

  it("are proposed in clusters, and written a row for each value", async () => {
    const before = await statusOf();
    expect(before?.clusters.map(({ canonical, proposals }) => [canonical, proposals.map(({ raw }) => raw)])).toEqual([
      ["Closed", ["CLOSED"]],
      ["Open", ["OPEN"]],
    ]);
    const version = before?.version ?? "";
    const why = "Same word";
    await decide({ kind: "repair", variable: "status", version, raws: ["CLOSED"], canonical: "Closed", why });
    expect((await text("records/values/status.csv")).split("\n").slice(1)).toEqual([
      "shut,Closed,Another word,A. Analyst,2025-01-10",
      "CLOSED,Closed,Same word,A. Analyst,2025-03-04",
      "",
    ]);
    expect((await statusOf())?.clusters.map(({ canonical }) => canonical)).toEqual(["Open"]);
  });

  it("make a file where there is none", async () => {
    const file = "records/deliveries/2023/North/referrals.csv";
    await put(file, (await text(file)).replaceAll("Health", "health"));
    const why = "Another case";
    await decide({ kind: "repair", variable: "needs", version: "", raws: ["health"], canonical: "Health", why });
    expect(await text("records/values/needs.csv")).toBe(
      "raw,canonical,reason,who,when\nhealth,Health,Another case,A. Analyst,2025-03-04\n",
    );
    expect((await overview()).standing).toBe("linked");
  });

  it("[V65] that refuse a proposal are kept in the journal, and it does not come back", async () => {
    await decide({ kind: "refuse", variable: "status", raws: ["OPEN"], canonical: "Open", why: "A code of its own" });
    const status = await statusOf();
    expect(status?.clusters.map(({ canonical }) => canonical)).toEqual(["Closed"]);
    expect(status?.refused).toEqual([
      { raw: "OPEN", canonical: "Open", who: "A. Analyst", at: expect.any(String), why: "A code of its own" },
    ]);
  });

  it("are refused where a declared list has no such value", async () => {
    const version = (await statusOf())?.version ?? "";
    const why = "A slip";
    const wrong = { kind: "repair", variable: "status", version, raws: ["OPEN"], canonical: "Opened", why } as const;
    expect(await refusal(decide({ ...wrong, raws: [...wrong.raws] }))).toBe("decision-not-in-order");
  });

  it("[V84] may be on any raw value that the deliveries hold, which are found by a part of them", async () => {
    const seen = (body: BodyOf<"readSeenValues">) => records.room.readSeenValues(called<"readSeenValues">(body));
    const open = await seen({ variable: "status", holding: "open", from: 0 });
    expect(shapes.readSeenValues.reply.parse(open)).toEqual(open);
    expect([open.all, open.found, open.seen.map(({ raw }) => raw)]).toEqual([4, 2, ["Open", "OPEN"]]);
    expect(open.seen.map(({ isDeclared, decided }) => [isDeclared, decided])).toEqual([
      [true, []],
      [false, []],
    ]);
    const exact = await seen({ variable: "status", holding: "OPEN", from: 0 });
    expect(exact.seen[0]).toMatchObject({ raw: "OPEN", rows: 1, deliveries: 1 });
    const ages = await seen({ variable: "age", holding: "", from: 0 });
    expect([ages.type, ages.file, ages.version, ages.all]).toEqual(["integer", "records/values/age.csv", "", 6]);
    const why = "Counted in months";
    await decide({ kind: "repair", variable: "age", version: "", raws: ["17"], canonical: "1", why });
    expect(await text("records/values/age.csv")).toBe(
      "raw,canonical,reason,who,when\n17,1,Counted in months,A. Analyst,2025-03-04\n",
    );
    expect((await seen({ variable: "age", holding: "17", from: 0 })).seen[0]?.decided).toEqual([
      { line: 2, canonical: "1" },
    ]);
    expect(await refusal(seen({ variable: "nothing", holding: "", from: 0 }))).toBe("no-such-variable");
  });

  it("[V63] are refused where the value was decided on, is read as itself, or could not be read", async () => {
    const version = (await statusOf())?.version ?? "";
    const repair = (variable: string, raw: string, canonical: string, file = version) =>
      refusal(decide({ kind: "repair", variable, version: file, raws: [raw], canonical, why: "A slip" }));
    expect(await repair("status", "shut", "Closed")).toBe("decision-without-effect");
    expect(await repair("status", " Open ", "Open")).toBe("decision-without-effect");
    const day = (await records.room.readSeenValues(called({ variable: "referred", holding: "", from: 0 }))).seen[0];
    expect(await repair("referred", day?.raw ?? "", "next spring", "")).toBe("decision-not-in-order");
    expect(await repair("referred", day?.raw ?? "", "2023-05-03", "")).toBe("answered");
    expect(await journalled()).toEqual(["records.values-decided"]);
  });
});

describe("decisions that are taken back", () => {
  const takeBack = (body: BodyOf<"takeBackDecision">) =>
    records.room.takeBackDecision(called<"takeBackDecision">(body));

  it("[V85] leave the file, all else byte for byte, and stand in the journal with what they said", async () => {
    const before = await text(CROSSWALK);
    const { version, decided } = await crosswalk();
    const line = decided.find(({ variable }) => variable === "needs")?.line ?? 0;
    await takeBack({ of: { kind: "column" }, version, line, why: "They are the worker's" });
    expect((await text(CROSSWALK)).split("\n")).toEqual(before.split("\n").toSpliced(line - 1, 1));
    const after = await crosswalk();
    expect(after.undecided.map(({ column }) => column.label)).toEqual(["Needs", "Needs", "Needs", "Needs"]);
    expect(after.takenBack).toEqual([
      {
        ...{ who: "A. Analyst", at: expect.any(String), why: "They are the worker's" },
        what: "referral, *: “Needs” mapped to needs, decided by A. Analyst, 2025-01-10",
      },
    ]);
    expect([after.unwritten, await journalled()]).toEqual([null, ["records.decision-taken-back"]]);
  });

  it("[V85] on values bring the earlier output back, and say where linking needs them", async () => {
    await put(NORTH_FILE, (await text(NORTH_FILE)).replace("Female", "W"));
    const header = "raw,canonical,reason,who,when\n";
    await put("records/values/gender.csv", `${header}W,Female,Short for woman,B. Other,2025-02-01\n`);
    expect((await overview()).standing).toBe("linked");
    const genderOf = async () => (await repairs()).variables.find(({ name }) => name === "gender");
    const gender = await genderOf();
    expect(gender?.decided.map(({ raw, line, isNeeded }) => [raw, line, isNeeded])).toEqual([["W", 2, true]]);
    const version = gender?.version ?? "";
    const reply = await takeBack({ of: { kind: "value", variable: "gender" }, version, line: 2, why: "Not certain" });
    expect(await text("records/values/gender.csv")).toBe(header);
    expect((await overview()).standing).toBe("not-linked");
    const left = await genderOf();
    expect([left?.version, left?.decided, left?.takenBack.map(({ what }) => what)]).toEqual([
      reply.version,
      [],
      ["“W” read as “Female”, decided by B. Other, 2025-02-01"],
    ]);
  });

  it("[V63] are refused to the second of two, and where the study would have an error without them", async () => {
    const { version, decided } = await crosswalk();
    const lineOf = (name: string) => decided.find(({ variable }) => variable === name)?.line ?? 0;
    const before = await text(CROSSWALK);
    const ref = takeBack({ of: { kind: "column" }, version, line: lineOf("ref"), why: "A test" });
    expect(await refusal(ref)).toBe("decision-not-in-order");
    expect(await refusal(takeBack({ of: { kind: "column" }, version, line: 99, why: "A test" }))).toBe("no-such-line");
    expect([await text(CROSSWALK), await journalled()]).toEqual([before, []]);
    const both = [lineOf("needs"), 10].map((line) =>
      refusal(takeBack({ of: { kind: "column" }, version, line, why: "A test" })),
    );
    expect(await Promise.all(both)).toEqual(["answered", "file-changed"]);
    const lines = before.split("\n").toSpliced(lineOf("needs") - 1, 1);
    expect((await text(CROSSWALK)).split("\n")).toEqual(lines);
  });

  it("[V64] that did not reach the file are shown", async () => {
    const { version, decided } = await crosswalk();
    const before = await text(CROSSWALK);
    await takeBack({ of: { kind: "column" }, version, line: decided.at(-1)?.line ?? 0, why: "A test" });
    await put(CROSSWALK, before);
    expect((await crosswalk()).unwritten?.what).toMatch(/^taken back: monthly, \*: “Remark” not used/u);
  });
});

describe("problems beside their cells", () => {
  const read = (delivery: string) => records.room.readDelivery(called<"readDelivery">({ delivery }));
  const show = (body: BodyOf<"showCell">) => records.room.showCell(called<"showCell">(body));
  const first = { delivery: NORTH, kind: null, at: { kind: "number", number: 1 }, around: 2 } as const;

  it("[V82] are counted for a file, and shown one by one among the rows around", async () => {
    await addUndecidedColumns();
    await put(NORTH_FILE, (await text(NORTH_FILE)).replace("REF000006,07/07", "REF000006,31/02"));
    const file = await read(NORTH);
    expect(shapes.readDelivery.reply.parse(file)).toEqual(file);
    expect(file.kinds.map(({ id, effect, places }) => [id, effect, places])).toEqual([
      ["referred/impossible-date", "quarantine", 1],
      ["undecided", "not-used", 2],
    ]);
    expect(file.sheets).toEqual([{ sheet: "", hidden: false, rows: 15, columns: 6, mapped: 4 }]);
    const at = (number: number) => show({ ...first, at: { kind: "number", number } });
    const third = await at(3);
    expect(shapes.showCell.reply.parse(third)).toEqual(third);
    expect([third.places, third.number, third.cell]).toEqual([
      3,
      3,
      {
        ...{ sheet: "", row: 4, column: 2, cell: "column 2, row 4", label: "Referred on" },
        ...{ shown: "31/02/2023", underlying: null, kind: "referred/impossible-date", undecided: ["31/02/2023"] },
      },
    ]);
    expect(third.window?.rows.map(({ kind, row }) => [kind, row])).toEqual([
      ["header", 1],
      ["data", 2],
      ["data", 3],
      ["data", 4],
      ["data", 5],
      ["data", 6],
    ]);
    expect(third.window?.rows[3]).toMatchObject({ marked: [2] });
    expect((await at(1)).window?.rows[0]).toMatchObject({ kind: "header", row: 1 });
    expect((await at(9)).number).toBe(3);
    expect((await show({ ...first, kind: "undecided", at: { kind: "number", number: 2 } })).cell?.label).toBe(
      "Remarks",
    );
    const ofRow = await show({ ...first, at: { kind: "row", sheet: "", row: 4 } });
    expect(ofRow.number).toBe(3);
    const behind = await show({ ...first, at: { kind: "row", sheet: "", row: 5 } });
    expect([behind.number, behind.cell?.row]).toEqual([3, 4]);
  });

  it("[V82] are there before anything can be linked, and gone when the value is decided on", async () => {
    const MONTHLY = "2024/North/referrals.xls";
    const file = "records/deliveries/2023/South/referrals.csv";
    await put(file, (await text(file)).replace("Female", "أنثى"));
    expect((await overview()).standing).toBe("not-linked");
    const delivery = "2023/South/referrals.csv";
    expect((await read(delivery)).kinds).toMatchObject([{ effect: "stops-linking", variable: "gender", places: 1 }]);
    const { cell } = await show({ ...first, delivery });
    expect(cell?.undecided).toEqual(["أنثى"]);
    const why = "The same in Arabic";
    const repair = {
      kind: "repair",
      variable: "gender",
      version: "",
      raws: ["أنثى"],
      canonical: "Female",
      why,
    } as const;
    await records.room.decideRepairs(called<"decideRepairs">({ ...repair, raws: [...repair.raws] }));
    expect((await read(delivery)).kinds).toEqual([]);
    expect(await show({ ...first, delivery })).toEqual({ places: 0, number: 0, cell: null, window: null });
    expect((await read(MONTHLY)).sheets).toMatchObject([{ sheet: "Records", mapped: 5 }]);
    expect(await refusal(read("2023/Nowhere/referrals.csv"))).toBe("no-such-delivery");
  });

  it("[V83] say what cannot be read at all, and never send a whole sheet", async () => {
    const wide = Array.from({ length: 90 }, (_, at) => `Column ${at}`);
    const long = Array.from({ length: 3_000 }, (_, at) => `REF${at},13/2023,Open,${"x".repeat(900)}${",".repeat(89)}`);
    const MONTHLY = "2023/North/monthly.csv";
    await put(`records/deliveries/${MONTHLY}`, `Ref,Month,Status,${wide.join(",")}\n${long.join("\n")}\n`);
    const file = await read(MONTHLY);
    expect(file.kinds.map(({ effect, places }) => [effect, places])).toEqual([
      ["quarantine", 3_000],
      ["not-used", 90],
    ]);
    const far = await show({ delivery: MONTHLY, kind: null, at: { kind: "number", number: 2_000 }, around: 25 });
    const rows = far.window?.rows ?? [];
    expect([rows.length, far.window?.columns.length, far.window?.allColumns, far.window?.allRows]).toEqual([
      52, 40, 93, 3_001,
    ]);
    const cells = rows.flatMap((row) => (row.kind === "data" ? row.cells : []));
    expect(Math.max(...cells.map((cell) => cell.length))).toBe(301);
    await put(`records/deliveries/${MONTHLY}`, "");
    const empty = await read(MONTHLY);
    expect([empty.sheets, empty.whole.length, empty.kinds]).toEqual([[], 1, []]);
  });
});
