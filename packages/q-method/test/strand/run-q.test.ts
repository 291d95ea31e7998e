import { guardianshipQ } from "@plait/example-guardianship";
import { type QStudy, seededRandom } from "@plait/study";
import { describe, expect, test } from "vitest";
import { checkQ, QNotBuilt, type QRun, type QSort, readStudySorts } from "../../src/index.ts";
import { exampleFile, exampleQ, numberIn, quick, resultOf, rowOf, run, studyFrom } from "./example-q.ts";

/** As published: who is aligned with which group; the others with none. */
const published = [
  [1, 3, 4, 5, 12, 19],
  [2, 13, 16, 24],
  [8, 11, 21],
  [9, 18, 23],
  [6, 14, 25],
].map((members) => members.map((number) => `QYP${number}`));

let kept: Promise<QRun> | undefined;
/** The example as it is, with all its draws; run once. */
function example(): Promise<QRun> {
  kept ??= exampleQ().then(run);
  return kept;
}

function membersOf(result: QRun): string[][] {
  const groups = resultOf(result, "q.groups");
  return groups.rows
    .filter(({ id }) => id.startsWith("group-"))
    .map(({ cells }) => (cells[0]?.kind === "text" ? cells[0].text.split(", ") : []));
}

describe("[S1] the planted groups", () => {
  test("are found by the default procedure, each under its name, and the six between them are aligned with none", async () => {
    const found = await example();
    expect(found.warnings).toEqual([]);
    expect(membersOf(found)).toEqual(published);
    const unaligned = rowOf(resultOf(found, "q.groups"), "unaligned");
    expect(unaligned.members).toMatchObject({ text: "QYP7, QYP10, QYP15, QYP17, QYP20, QYP22" });
  });

  test("are found whatever the draw: at least 17 of 19 sorters with their group", async () => {
    for (const seed of ["a", "b", "c", "d", "e"]) {
      const groups = membersOf(await run(quick(await exampleQ({}, seed))));
      const right = published.flatMap((members, at) => members.filter((member) => groups[at]?.includes(member)));
      expect(right.length).toBeGreaterThanOrEqual(17);
    }
  });
});

describe("[S2] Table 7", () => {
  test("counts members, gender and who left, with those aligned with no group as a row of their own", async () => {
    const groups = resultOf(await example(), "q.groups");
    const counts = (column: string) => groups.rows.map(({ id }) => numberIn(rowOf(groups, id)[column]));
    expect(counts("sorters")).toEqual([6, 4, 3, 3, 3, 6, 25]);
    expect(counts("gender-female")).toEqual([1, 1, 1, 0, 2, 0, 5]);
    expect(counts("gender-male")).toEqual([5, 3, 2, 3, 1, 6, 20]);
    expect(counts("left")).toEqual([2, 1, 1, 0, 1, 2, 7]);
  });

  test("gives mean and range of age and months, and how many have exactly the lowest and the highest", async () => {
    const { sorters } = guardianshipQ();
    const ages = sorters.filter(({ group }) => group === 1).map(({ age }) => age);
    const row = rowOf(resultOf(await example(), "q.groups"), "group-1");
    expect(numberIn(row["age-mean"])).toBeCloseTo(ages.reduce((sum, age) => sum + age, 0) / 6, 12);
    expect(numberIn(row["age-lowest"])).toBe(Math.min(...ages));
    expect(row["age-mean"]).toMatchObject({ people: { kind: "counted", people: 6 } });
    const atTop = ages.filter((age) => age === Math.max(...ages)).length;
    expect(row["age-highest"]).toMatchObject({ people: { people: 6 }, measure: { kind: "extreme", shared: atTop } });
    expect(row["age-mean"]).toMatchObject({ measure: { kind: "mean", identical: false } });
  });

  test("leaves those whose description is not known out of that figure only, and counts them", async () => {
    const participants = exampleFile("q/participants.csv").replace(/^QYP1,.*$/mu, "QYP1,,,,");
    const row = rowOf(
      resultOf(await run(quick(await exampleQ({ "q/participants.csv": participants }))), "q.groups"),
      "group-1",
    );
    expect(numberIn(row.sorters)).toBe(6);
    expect(row["age-mean"]).toMatchObject({ people: { people: 5 } });
    expect(numberIn(row["gender-unknown"])).toBe(1);
    expect(numberIn(row["left-unknown"])).toBe(1);
  });

  test("states every sum a reader could know", async () => {
    const { sums, rows, columns } = resultOf(await example(), "q.groups");
    expect(sums.length).toBeGreaterThan(2 * rows.length);
    for (const { total, parts } of sums) {
      const at = ({ row, column }: { row: number; column: number }) => numberIn(rows[row]?.cells[column]);
      expect(
        parts.reduce((sum, part) => sum + at(part), 0),
        columns[total.column]?.id ?? "",
      ).toBe(at(total));
    }
  });
});

describe("[S3] Table 8", () => {
  test("counts agreement from piles, never from places", async () => {
    const { sorters } = guardianshipQ();
    const agreement = resultOf(await example(), "q.agreement");
    expect(numberIn(rowOf(agreement, "all").agree)).toBe(653);
    const lowButAgreed = sorters.flatMap(({ places, piles }) =>
      places.filter((place, card) => place <= -2 && piles[card] === "agree"),
    );
    expect(lowButAgreed.length).toBeGreaterThan(50);
    for (const [card, { id }] of agreement.rows.slice(0, -1).entries()) {
      const row = rowOf(agreement, id);
      expect(numberIn(row.agree)).toBe(sorters.filter(({ piles }) => piles[card] === "agree").length);
      expect(numberIn(row.top)).toBe(sorters.filter(({ places }) => (places[card] ?? 0) >= 2).length);
      for (const { code, places } of sorters) expect(numberIn(row[`sorter-${code}`])).toBe(places[card]);
    }
    expect(numberIn(rowOf(agreement, "all").top)).toBe(6 * 25);
  });

  test("says that agreement is not known where piles were not recorded", async () => {
    const strip = (path: string) => exampleFile(path).replaceAll(/,(agree|unsure|disagree),/gu, ",,");
    const bare = {
      "q/sorts/2022-07.csv": strip("q/sorts/2022-07.csv"),
      "q/sorts/2022-09.csv": strip("q/sorts/2022-09.csv"),
    };
    const agreement = resultOf(await run(quick(await exampleQ(bare))), "q.agreement");
    expect(agreement.columns.map(({ id }) => id)).not.toContain("agree");
    expect(agreement.notes.join(" ")).toContain("agreement is not known");
  });
});

describe("[S4] the number of factors", () => {
  test("is that of components above random sorts, beside what noise would show", async () => {
    const evidence = resultOf(await example(), "q.number-of-factors");
    const sentence = evidence.sentences.map(({ parts }) => parts.join("")).join(" ");
    expect(sentence).toMatch(/^5 components of the sorts stand above noise; the analysis keeps 5, as many as that\./u);
    expect(sentence).toMatch(/Noise of this size flags (19|20|21) of 25 sorts on 5 factors/u);
  });

  test("is none for sorts dealt at random: no groups, and a warning", async () => {
    const random = seededRandom("noise");
    const deck = [-3, -3, -2, -2, -2, -2, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3];
    const ids = deck.map((_, card) => `s${String(card + 1).padStart(2, "0")}`);
    const lines = Array.from({ length: 25 }, (_, at) => [`QYP${at + 1}`, ...random.shuffle(deck)].join(","));
    const study = await exampleQ({
      "q/sorts/2022-07.csv": [["sorter", ...ids].join(","), ...lines, ""].join("\n"),
      "q/sorts/2022-09.csv": "sorter,statement,place\n",
    });
    const files = study.sortFiles.filter(({ file }) => file.endsWith("07.csv"));
    const { results, warnings } = await run(quick({ ...study, sortFiles: files }));
    expect(warnings.map(({ code }) => code)).toEqual(["q-no-factor"]);
    expect(results.map(({ id }) => id)).toEqual(["q.sorts", "q.number-of-factors", "q.agreement"]);
  });
});

describe("[S5] names", () => {
  test("stay with their people when the groups are listed otherwise and a sorter is gone", async () => {
    const analysis = exampleFile("q/analysis.yaml").replace(
      /groups:[\s\S]*?decided/u,
      "groups:\n  - { name: Fifth, anchors: [QYP6, QYP14] }\n  - { name: First, anchors: [QYP3] }\ndecided",
    );
    const sorts = exampleFile("q/sorts/2022-07.csv").replaceAll(/^QYP1,.*\n/gmu, "");
    const found = resultOf(
      await run(quick(await exampleQ({ "q/analysis.yaml": analysis, "q/sorts/2022-07.csv": sorts }))),
      "q.groups",
    );
    expect(found.rows.slice(0, 3).map(({ label }) => label)).toEqual(["Fifth", "First", "F1"]);
    expect(rowOf(found, "group-1").members).toMatchObject({ text: "QYP6, QYP14, QYP25" });
    expect(rowOf(found, "group-2").members).toMatchObject({ text: "QYP3, QYP4, QYP5, QYP12, QYP19" });
  });

  test("a flag changed by hand changes the group, and says so", async () => {
    const analysis = exampleFile("q/analysis.yaml").replace(
      "majority: true }",
      "majority: true, changes: [{ sorter: QYP25, factor: 5, flag: false, reason: Sorted in a hurry }] }",
    );
    const found = await run(quick(await exampleQ({ "q/analysis.yaml": analysis })));
    expect(membersOf(found)[4]).toEqual(["QYP6", "QYP14"]);
    expect(resultOf(found, "q.groups").method.options.flagChanges).toBe("QYP25 off Group 5");
  });
});

describe("[S6] the same results", () => {
  test("whatever the order of files, of rows in them, and of the way the sorts are written down", async () => {
    const study = quick(await exampleQ());
    const all = study.sortFiles.map(({ text }) => text.trimEnd().split("\n"));
    const [header = ""] = all[0] ?? [];
    const rows = seededRandom("rows").shuffle(all.flatMap(([, ...lines]) => lines));
    const shuffled: QStudy = { ...study, sortFiles: [{ file: "q/sorts/one.csv", text: [header, ...rows].join("\n") }] };
    expect((await run(shuffled)).results).toEqual((await run(study)).results);
  });
});

describe("[S8] what people wrote about a group", () => {
  test("stands beside its cards, paragraph by paragraph, marked as free text", async () => {
    const found = await run(quick(await exampleQ({ "q/narratives/1.md": "They want quiet.\n\nAnd a\nkey.\n" })));
    const sheet = resultOf(found, "q.group-1");
    expect(sheet.sentences).toMatchObject([
      { parts: ["They want quiet."], freeText: {} },
      { parts: ["And a key."], freeText: {} },
    ]);
    expect(sheet.sentences[0]?.restsOn).toHaveLength(sheet.rows.length);
  });
});

describe("[S7] what is wrong with sorts", () => {
  const tidy = exampleFile("q/sorts/2022-07.csv");
  const wide = `sorter,${Array.from({ length: 28 }, (_, at) => `s${String(at + 1).padStart(2, "0")}`).join(",")}\n`;

  test.each<[string, Record<string, string>, string[]]>([
    [
      "a card that is missing",
      { "q/sorts/2022-07.csv": tidy.replace(/^QYP1,en,s05,.*\n/mu, "") },
      ["bad-order", "missing-statement", "piles-left-out", "wrong-number-in-column"],
    ],
    ["a sorter in two files", { "q/sorts/x.csv": tidy.split("\n").slice(0, 29).join("\n") }, ["q-sorter-in-two-files"]],
    [
      "an anchor without a sort",
      {
        "q/participants.csv": `${exampleFile("q/participants.csv")}QYP26,16,male,8,no\n`,
        "q/analysis.yaml": exampleFile("q/analysis.yaml").replace("QYP8, QYP11", "QYP26"),
      },
      ["q-named-without-sort", "q-participant-without-sort"],
    ],
    [
      "a sorter nobody describes",
      { "q/participants.csv": exampleFile("q/participants.csv").replace(/^QYP9,.*\n/mu, "") },
      ["q-sorter-not-described"],
    ],
    [
      "a language without cards",
      { "q/sorts/2022-07.csv": tidy.replaceAll("QYP2,en", "QYP2,vi") },
      ["q-language-without-cards"],
    ],
    [
      "a sort with every card in one place",
      {
        "q/grid.yaml": exampleFile("q/grid.yaml").replace("forced", "free"),
        "q/participants.csv": `${exampleFile("q/participants.csv")}QYP99,16,male,8,no\n`,
        "q/sorts/x.csv": `${wide}QYP99${",0".repeat(28)}\n`,
      },
      ["q-sort-without-spread"],
    ],
  ])("%s is named", async (_, changes, codes) => {
    expect(
      checkQ(await exampleQ(changes))
        .map(({ code }) => code)
        .sort(),
    ).toEqual(codes);
  });

  test("stops the analysis with all of it", async () => {
    const broken = tidy.replace(/^QYP1,en,s05,.*\n/mu, "").replace(/^QYP2,en,s05,.*\n/mu, "");
    const study = await exampleQ({ "q/sorts/2022-07.csv": broken });
    const failure = await run(study).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(QNotBuilt);
    expect(
      (failure as QNotBuilt).problems.filter(({ severity }) => severity === "error").length,
    ).toBeGreaterThanOrEqual(2);
  });

  test("a flag on a factor that is not kept is a problem of the choices", async () => {
    const analysis = exampleFile("q/analysis.yaml").replace(
      "majority: true }",
      "majority: true, changes: [{ sorter: QYP25, factor: 9, flag: true, reason: Why not }] }",
    );
    const failure = await run(quick(await exampleQ({ "q/analysis.yaml": analysis }))).catch((error: unknown) => error);
    expect((failure as QNotBuilt).problems.map(({ code, place }) => [code, place.path])).toEqual([
      ["q-flag-factor", "flags.changes[0].factor"],
    ]);
  });

  test("without a sort there are no results", async () => {
    const files = new Map(guardianshipQ().files);
    files.delete("q/sorts/2022-07.csv");
    files.delete("q/sorts/2022-09.csv");
    expect((await run(await studyFrom(files))).results).toEqual([]);
  });
});

describe("[S9] sorts made in Plait", () => {
  test("are analysed as those in files are", async () => {
    const whole = quick(await exampleQ());
    const part = { ...whole, sortFiles: whole.sortFiles.slice(0, 1) };
    const { sorts } = readStudySorts(whole);
    const there = new Set(readStudySorts(part).sorts.map(({ sorter }) => sorter));
    const collected = sorts.filter(({ sorter }) => !there.has(sorter));
    expect(collected).toHaveLength(11);
    const results = async (study: QStudy, of: readonly QSort[]) => (await run(study, of)).results;
    expect(await results(part, [...collected].reverse())).toEqual(await results(whole, []));
    expect(checkQ(whole, collected.slice(0, 1)).map(({ code, place }) => [code, place])).toEqual([
      ["q-sorter-in-two-files", { file: "journal" }],
    ]);
  });
});
