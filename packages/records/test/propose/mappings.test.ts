import { describe, expect, it } from "vitest";
import { labelSimilarity, labelWords } from "../../src/propose/label-similarity.ts";
import {
  type DeclaredVariable,
  type MappedColumn,
  proposeMappings,
  type TypeProfile,
  type UnmappedColumn,
} from "../../src/propose/mappings.ts";

const variables: DeclaredVariable[] = [
  { name: "urn", label: "Unique reference number", type: "reference" },
  { name: "referral_date", label: "Date of referral", type: "date" },
  { name: "site", label: "Site", type: "category" },
  { name: "gender", label: "Gender", type: "category", values: ["Female", "Male", "Other"] },
  { name: "note", label: "Worker's note", type: "text" },
];

const nothing: TypeProfile = { filled: 0, date: 0, month: 0, integer: 0, number: 0, reference: 0, distinct: 0 };

const mapped: MappedColumn[] = [
  { ...categories("ICTA site", { Newham: 5, Croydon: 4 }), delivery: "2019/DW/referral.xls", variable: "site" },
];

describe("labels", () => {
  it("[P12] are seen as words without case, punctuation, glued numbers or short forms", () => {
    expect(labelWords("ICTG_SiteName2 ")).toEqual(["ictg", "site", "name"]);
    expect(labelWords("Ref no.")).toEqual(["reference", "number"]);
    expect(labelWords("Worker's note")).toEqual(["workers", "note"]);
    expect(labelWords(" 　")).toEqual([]);
  });

  it("[P12] are alike by their words, weighted by length", () => {
    expect(labelSimilarity("Date of referral", "Referral Date")).toBe(1);
    expect(labelSimilarity("Date of referral", "Date of closure")).toBeLessThan(0.5);
    expect(labelSimilarity("ICTA site", "ICTG Site ")).toBeGreaterThan(0.9);
    expect(labelSimilarity("", "Site")).toBe(0);
  });
});

describe("proposed mappings", () => {
  it("[P13] follow a label mapped in another delivery of the kind", () => {
    const [proposal] = proposeMappings({
      unmapped: [categories("ICTG Site ", { Croydon: 6, Leeds: 2 })],
      mapped,
      variables,
    });
    expect(proposal).toMatchObject({ outcome: "proposed", variable: "site" });
    if (proposal?.outcome !== "proposed") throw new Error("expected a proposal");
    expect(proposal.reasons[0]).toMatch(/like “ICTA site”, mapped in 2019\/DW\/referral\.xls/);
    expect(proposal.reasons).toContain("75% of its most frequent cells hold values known for “site”.");
  });

  it("[P13] follow values where the label says nothing", () => {
    const [proposal] = proposeMappings({ unmapped: [categories("F3", { male: 6, female: 3 })], mapped, variables });
    expect(proposal).toMatchObject({ outcome: "no proposal" });
    const [sex] = proposeMappings({ unmapped: [categories("Sex", { male: 6, female: 3 })], mapped, variables });
    expect(sex).toMatchObject({ outcome: "proposed", variable: "gender" });
  });

  it("[P14] list a column without a fit as such, with the reason", () => {
    const [proposal] = proposeMappings({ unmapped: [categories("Shoe size", { "38": 2 })], mapped, variables });
    expect(proposal).toEqual({
      outcome: "no proposal",
      column: { delivery: "2020/DW/referral.xls", kind: "referral", label: "Shoe size" },
      reason: "No declared variable is like this column in name or in values.",
    });
  });

  it("[P15] never give one variable to two columns of a delivery, nor one the delivery already has", () => {
    const dates: TypeProfile = { ...nothing, filled: 10, date: 10, distinct: 10 };
    const unmapped = [column("Date referral", dates), column("Referral date (copied)", dates)];
    const proposals = proposeMappings({ unmapped, mapped, variables });
    expect(proposals.map(({ outcome }) => outcome)).toEqual(["proposed", "no proposal"]);
    expect(proposals[1]).toMatchObject({
      reason: "The best fit, “referral_date”, fits another column of this delivery better.",
    });
    const taken = { ...column("Referral date", dates), variable: "referral_date" };
    expect(proposeMappings({ unmapped, mapped: [taken], variables })).toMatchObject([
      { outcome: "no proposal" },
      { outcome: "no proposal" },
    ]);
  });

  it("[P13] a column of words is no date, whatever its name", () => {
    const words = categories("Referral date agreed by", { Manager: 5, Team: 5 });
    expect(proposeMappings({ unmapped: [words], mapped, variables })).toMatchObject([{ outcome: "no proposal" }]);
  });

  it("do not depend on the order of the columns", () => {
    const unmapped = [categories("Sex", { male: 6 }), categories("ICTG site", { Croydon: 1 }), categories("x", {})];
    expect(proposeMappings({ unmapped: [...unmapped].reverse(), mapped, variables })).toEqual(
      proposeMappings({ unmapped, mapped, variables }),
    );
  });
});

function column(label: string, profile: TypeProfile): UnmappedColumn {
  return { delivery: "2020/DW/referral.xls", kind: "referral", label, profile, topValues: [] };
}

function categories(label: string, counts: Readonly<Record<string, number>>): UnmappedColumn {
  const topValues = Object.entries(counts).map(([value, count]) => ({ value, count }));
  const filled = topValues.reduce((sum, { count }) => sum + count, 0);
  return { ...column(label, { ...nothing, filled, distinct: topValues.length }), topValues };
}
