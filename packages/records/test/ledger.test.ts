import { createView, id, sql } from "@plait/database";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LedgerEntry, ledgerFaults, recordLedger } from "../src/ledger.ts";
import { linkRecords } from "../src/link-records.ts";
import { guardians, months, referrals } from "./guardians.ts";
import { expectedReferrals, type TypedReferral } from "./linkage-oracle.ts";
import { linked, memory, rowsOf, type SmallSheet, sheetsOf, studyOf } from "./small-study.ts";

const reference = fc.constantFrom(
  { typed: "1", is: "URN000001" },
  { typed: "URN-000001", is: "URN000001" },
  { typed: "urn 2", is: "URN000002" },
  { typed: "URN000002", is: "URN000002" },
  { typed: "3.0", is: "URN000003" },
  { typed: "see note", is: null },
  { typed: "n/a", is: null },
);

const referral: fc.Arbitrary<TypedReferral> = fc.record({
  group: fc.constantFrom("DW", "RPC"),
  urn: reference,
  date: fc.constantFrom(
    { typed: "28/02/2019", is: "2019-02-28" },
    { typed: "2019-02-28", is: "2019-02-28" },
    { typed: "01.03.2019", is: "2019-03-01" },
    { typed: "31/04/2019", is: null },
  ),
  site: fc.constantFrom("Leeds", "York", "Leeds", ""),
  gender: fc.constantFrom("", "Female", "Male"),
  age: fc.constantFrom("", "", "16"),
});

/** Rows dealt to two files a group, in their order. */
function sheetsFor(rows: readonly TypedReferral[]): SmallSheet[] {
  return (["DW", "RPC"] as const).flatMap((group) => {
    const own = rows
      .filter((row) => row.group === group)
      .map(({ urn, date, site, gender, age }) => [urn.typed, date.typed, site, gender, age, "", ""]);
    const half = Math.ceil(own.length / 2);
    return [
      referrals(`2019/${group}/referral.csv`, own.slice(0, half)),
      referrals(`2020/${group}/referral.csv`, own.slice(half)),
    ];
  });
}

describe("[G1] the ledger adds up and the linked rows are those the rules give", () => {
  it("for any rows, against the rules said plainly", async () => {
    const study = await studyOf(guardians);
    await fc.assert(
      fc.asyncProperty(fc.array(referral, { maxLength: 14 }), async (rows) => {
        const expected = expectedReferrals(rows);
        const database = await memory();
        const { ledger } = await linkRecords(database, study, sheetsOf(sheetsFor(rows)), () => undefined);

        const of = (step: LedgerEntry["step"], group = "") =>
          ledger.find((entry) => entry.step === step && entry.kind === "referral" && entry.group === group);
        for (const [group, { read, quarantined, duplicates, merged, linked: left }] of expected.groups) {
          const usable = read - quarantined;
          if (read === 0) continue;
          expect(of("harmonise", group)).toMatchObject({ rowsIn: read, rowsOut: usable });
          if (usable === 0) continue;
          const removed = of("merge", group)?.removed ?? [];
          expect(of("merge", group)).toMatchObject({ rowsIn: usable, rowsOut: left });
          expect(new Map(removed.map((one) => [one.rule, one.rows]))).toEqual(
            new Map([["exact-duplicate", duplicates] as const, ["merged", merged] as const].filter(([, n]) => n > 0)),
          );
        }
        expect(of("wide")).toMatchObject({
          rowsIn: expected.referrals.length,
          rowsOut: expected.wide.length,
          removed: [
            { rule: "conflict", rows: expected.inConflict },
            { rule: "later-episode", rows: expected.laterEpisodes },
          ],
        });

        const shown = (found: readonly Expected[]) =>
          found.map((row) =>
            [row.group, row.urn, row.date, row.site, row.gender || "-", row.age || "-", row.conflict, row.episode].join(
              " | ",
            ),
          );
        type Expected = (typeof expected.referrals)[number];
        const columns = ["group", "urn", "referral_date", "site", "gender", "age", "_conflict", "episode"];
        expect(await rowsOf(database, "referral", columns)).toEqual(shown(expected.referrals).sort());
        const inWide = await rowsOf(
          database,
          "wide",
          columns.filter((name) => name !== "_conflict"),
        );
        expect(inWide).toEqual(
          shown(expected.wide)
            .map((row) => row.replace(" | false", ""))
            .sort(),
        );
        await database.close();
      }),
      { numRuns: 20 },
    );
  });

  it("whatever the order of rows and files", async () => {
    const study = await studyOf(guardians);
    const columns = ["group", "urn", "referral_date", "site", "gender", "age", "_conflict", "episode"];
    const output = async (sheets: readonly SmallSheet[]) => {
      const database = await memory();
      const { ledger } = await linkRecords(database, study, sheetsOf(sheets), () => undefined);
      const tables = [
        await rowsOf(database, "referral", columns),
        await rowsOf(database, "wide", ["urn", "site", "gender"]),
      ];
      await database.close();
      return { ledger, tables };
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(referral, { minLength: 2, maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        async (rows, keys) => {
          const shuffled = rows
            .map((row) => ({ row, key: keys.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ row }) => row);
          const byFile = (sheets: SmallSheet[]) => sheets.filter(({ rows: own }) => own.length > 0);
          const one = await output(byFile(sheetsFor(rows)));
          const other = await output(byFile(sheetsFor(shuffled)).toReversed());
          expect(other.tables).toEqual(one.tables);
          const counts = ({ ledger }: typeof one) =>
            ledger
              .map(({ step, kind, group, rowsIn, rowsOut, removed, quarantined }) =>
                JSON.stringify([step, kind, group, rowsIn, rowsOut, removed, quarantined]),
              )
              .sort();
          expect(counts(other)).toEqual(counts(one));
        },
      ),
      { numRuns: 6 },
    );
  });
});

const entry = (
  step: LedgerEntry["step"],
  kind: string,
  group: string,
  rowsIn: number,
  rowsOut: number,
): LedgerEntry => ({
  ...{ step, kind, group, rowsIn, rowsOut },
  removed: rowsIn > rowsOut ? [{ rule: "rule", reason: "why", rows: rowsIn - rowsOut }] : [],
  quarantined: [],
});

const whole: readonly LedgerEntry[] = [
  entry("read", "referral", "DW", 12, 10),
  entry("read", "referral", "RPC", 6, 5),
  entry("harmonise", "referral", "DW", 10, 9),
  entry("harmonise", "referral", "RPC", 5, 5),
  entry("merge", "referral", "DW", 9, 8),
  entry("merge", "referral", "RPC", 5, 5),
  entry("combine", "referral", "", 13, 13),
  entry("wide", "referral", "", 13, 11),
  entry("long", "", "", 13, 13),
];

function changed(at: number, change: Partial<LedgerEntry>): LedgerEntry[] {
  return whole.map((one, index) => (index === at ? { ...one, ...change } : one));
}

describe("[G2] an imbalance is found at the step where it is", () => {
  it("and a whole ledger has none", () => {
    expect(ledgerFaults(whole)).toEqual([]);
  });

  it.each(whole.map((one, index) => [`${one.step} ${one.group}`, index] as const))(
    "a row that vanishes at %s",
    (_, index) => {
      const one = whole[index];
      if (one === undefined) throw new Error("no entry");
      const [fault] = ledgerFaults(changed(index, { rowsOut: one.rowsOut - 1 }));
      expect(fault).toMatchObject({ step: one.step, group: one.group });
    },
  );

  it.each(whole.map((one, index) => [`${one.step} ${one.group}`, index] as const).slice(2))(
    "a row that vanishes before %s",
    (_, index) => {
      const one = whole[index];
      if (one === undefined) throw new Error("no entry");
      const faults = ledgerFaults(changed(index, { rowsIn: one.rowsIn - 1, rowsOut: one.rowsOut - 1 }));
      expect(faults[0]).toMatchObject({ step: one.step, group: one.group });
      expect(faults[0]?.message).toContain("the step before left");
    },
  );

  it("a group whose rows were read and never seen again", () => {
    const without = whole.filter(({ kind, group }) => kind !== "referral" || group !== "RPC");
    const read = whole.filter(({ step, group }) => step === "read" && group === "RPC");
    const faults = ledgerFaults([...read, ...without]);
    expect(faults).toContainEqual(expect.objectContaining({ step: "harmonise", kind: "referral", group: "RPC" }));
  });
});

describe("[G3] the ledger is counted from the tables", () => {
  const sheets = [
    {
      ...referrals("2019/DW/referral.csv", [["1", "28/02/2019", "Leeds", "", "", "", ""]]),
      footnoteRows: 2,
    },
    months("2019/DW/monthly.csv", [
      ["1", "02/2019", "", "", ""],
      ["1", "13/2019", "", "", ""],
    ]),
  ];

  it("from the rows of the sheets on, with what was set aside and why", async () => {
    const { records } = await linked(guardians, sheets);
    expect(records.ledger[0]).toMatchObject({ step: "read", kind: "monthly", group: "DW", rowsIn: 3, rowsOut: 2 });
    expect(records.ledger[1]).toEqual({
      ...{ step: "read", kind: "referral", group: "DW", rowsIn: 4, rowsOut: 1 },
      removed: [
        { rule: "header", reason: "The row or rows that name the columns", rows: 1 },
        { rule: "footnote", reason: "A note below the table", rows: 2 },
      ],
      quarantined: [],
    });
    expect(records.ledger.find(({ step, kind }) => step === "harmonise" && kind === "monthly")?.quarantined).toEqual([
      { rule: "month: a day that does not exist", reason: "month: a day that does not exist", rows: 1 },
    ]);
  });

  it("so that a row that vanishes from a table is missed", async () => {
    const { database, study, records } = await linked(guardians, sheets);
    const kinds = ["referral", "monthly"];
    const faultsNow = async () => {
      const prepared = records.sheets.map(({ sheet }) => sheet);
      return ledgerFaults(await recordLedger(database, prepared, kinds, study.rules)).map(({ step, kind }) => [
        step,
        kind,
      ]);
    };
    expect(await faultsNow()).toEqual([]);
    await database.run(sql`alter view ${id("monthly")} rename to ${id("all_months")}`);
    await database.run(createView("monthly", sql`select * from ${id("all_months")} where false`));
    expect(await faultsNow()).toContainEqual(["merge", "monthly"]);
  });
});
