import { describe, expect, it } from "vitest";
import { columnMapper } from "../../src/harmonise/map-columns.ts";
import { guardians } from "../guardians.ts";
import { type SmallStudy, sheetsOf, studyOf } from "../small-study.ts";

type Crosswalk = SmallStudy["crosswalk"];

const required: Crosswalk = [
  ["urn", "referral", "*", "URN"],
  ["referral_date", "referral", "*", "Date"],
];

async function mapped(crosswalk: Crosswalk, labels: readonly string[], path = "2020/DW/referral.csv") {
  const study = await studyOf({ ...guardians, crosswalk });
  const [sheet] = sheetsOf([{ path, labels, rows: [] }]);
  if (sheet === undefined) throw new Error("no sheet");
  return columnMapper(study.crosswalk, study.rules)(sheet);
}

describe("[H10] a column is mapped by its label", () => {
  it("whatever its case and spaces: one decision serves several labels", async () => {
    const crosswalk: Crosswalk = [...required, ["site", "referral", "*", "ICTA site|ICTG Site"]];
    for (const label of ["ICTA site", "ICTG Site ", "ictg  SITE", "ICTG\u00a0site"]) {
      const { mapped: columns, problems } = await mapped(crosswalk, ["URN", "Date", label]);
      expect(problems).toEqual([]);
      expect(columns.find(({ variable }) => variable === "site")).toMatchObject({ columns: [3], labels: [label] });
    }
  });

  it("by the longest pattern that fits the delivery", async () => {
    const crosswalk: Crosswalk = [
      ...required,
      ["site", "referral", "*", "Area"],
      ["note", "referral", "2020/**", "Area"],
      ["gender", "referral", "2020/RPC/*", "Area"],
      ["site", "referral", "*", "Site"],
    ];
    const variableIn = async (path: string) =>
      (await mapped(crosswalk, ["URN", "Date", "Site name", "Area"], path)).mapped.at(-1)?.variable;
    expect(await variableIn("2019/DW/referral.csv")).toBe("site");
    expect(await variableIn("2020/DW/referral.csv")).toBe("note");
    expect(await variableIn("2020/RPC/referral.csv")).toBe("gender");
  });

  it("for its own kind of record only", async () => {
    const crosswalk: Crosswalk = [
      ...required,
      ["urn", "contact", "*", "URN"],
      ["contact_date", "contact", "*", "Date|Site"],
      ["site", "referral", "*", "Area"],
    ];
    const { unmapped } = await mapped(crosswalk, ["URN", "Date", "Site", "Area"]);
    expect(unmapped).toEqual([{ column: 3, label: "Site" }]);
  });
});

describe("[H11] a variable has one column", () => {
  const base: Crosswalk = [...required, ["site", "referral", "*", "Site"]];

  it("and further ones only where a decision says they fill in for it", async () => {
    const crosswalk: Crosswalk = [...base, ["site", "referral", "*", "Old site|Older site", "coalesce"]];
    const { mapped: columns, problems } = await mapped(crosswalk, ["Older site", "URN", "Site", "Date", "Old site"]);
    expect(problems).toEqual([]);
    expect(columns.find(({ variable }) => variable === "site")).toMatchObject({ columns: [3, 1, 5] });
  });

  it("or the mapping is a problem that names both columns", async () => {
    const { problems } = await mapped([...base, ["site", "referral", "*", "Area"]], ["URN", "Date", "Site", "Area"]);
    expect(problems).toMatchObject([{ severity: "error", code: "two-columns-one-variable" }]);
    expect(problems[0]?.message).toContain('"Site" (line 4) and "Area" (line 5) are both mapped to site');
  });
});

describe("[H12] no column is dropped in silence", () => {
  it("what no decision speaks of is listed, what is ignored says why", async () => {
    const crosswalk: Crosswalk = [
      ...required,
      ["site", "referral", "*", "Site"],
      ["", "referral", "*", "Officer", "ignore"],
    ];
    const { unmapped, ignored } = await mapped(crosswalk, ["URN", "Date", "Site", "Officer", "Shoe size"]);
    expect(unmapped).toEqual([{ column: 5, label: "Shoe size" }]);
    expect(ignored).toEqual([{ column: 4, label: "Officer", note: "as agreed" }]);
  });

  it("a variable every row needs must be mapped in every sheet, and the problem lists what was found", async () => {
    const { problems } = await mapped([...required, ["site", "referral", "*", "Site"]], ["URN", "Datum", "Site"]);
    expect(problems.map(({ code }) => code)).toEqual(["required-variable-not-mapped"]);
    expect(problems[0]?.message).toContain("no column is mapped to referral_date");
    expect(problems[0]?.message).toContain('"URN", "Datum", "Site"');
  });
});
