import { type Policy, release, shippedPolicies } from "@plait/disclosure";
import type { Cell, DisclosureReview, Result } from "@plait/study";
import { type BundleInput, outputDigest, type ReleaseFacts, renderBundle } from "../../src/index.ts";
import { solver } from "../fixtures/released.ts";
import { allResults, coverage, monthlyTrend, views } from "../fixtures/results.ts";

/**
 * True numbers and words that must not leave, each of a look of its own, so that it would be found: withheld counts, people
 * behind released ones, rows of a delivery, levels of a model, a withheld statistic, a withheld word.
 */
export const planted = {
  withheldCounts: [73_891, 64_207],
  shownCounts: [91_355, 138_105],
  peopleBehind: [52_963, 47_717],
  deliveredRows: 38_149,
  levels: { people: 23_459, complement: 31_847, events: 12_689, complementEvents: 19_463 },
  withheldStatistic: -0.731_947,
  withheldWord: "Xanthippe",
} as const;

function counted(value: number, people = value): Cell {
  return { kind: "count", value, people: { kind: "counted", people } };
}

const [bigA, bigB] = planted.withheldCounts;
const [shownA, shownB] = planted.shownCounts;
const [peopleA, peopleB] = planted.peopleBehind;

/** Few and many: 7 and 4 fail, and the planted counts go with them. */
export const plantedResult: Result = {
  id: "records.planted",
  strand: "records",
  title: "Visits by kind, <b>with</b> =HYPERLINK(0)",
  summary: "Made up so that something is held back.",
  rowHeading: "Kind",
  columns: [
    { id: "near", label: "Near", unit: "people" },
    { id: "far", label: "Far", unit: "people" },
    { id: "score", label: "Score", unit: "points" },
    { id: "word", label: "Word", unit: "words" },
  ],
  rows: [
    {
      id: "few",
      label: "=Few",
      cells: [
        counted(7),
        counted(4),
        { kind: "statistic", value: planted.withheldStatistic, digits: 6, people: { kind: "counted", people: 3 } },
        { kind: "text", text: planted.withheldWord, people: { kind: "counted", people: 2 } },
      ],
    },
    {
      id: "many",
      label: "Many",
      cells: [
        counted(bigA),
        counted(bigB),
        { kind: "absent", reason: "not-applicable" },
        { kind: "text", text: "plain" },
      ],
    },
    {
      id: "most",
      label: "Most",
      cells: [
        counted(shownA, peopleA),
        counted(shownB, peopleB),
        { kind: "absent", reason: "not-applicable" },
        { kind: "text", text: "plain" },
      ],
    },
    {
      id: "less",
      label: "Less than all",
      cells: [
        counted(bigA + 7),
        counted(bigB + 4),
        { kind: "absent", reason: "not-applicable" },
        { kind: "text", text: "plain" },
      ],
    },
  ],
  sums: [0, 1].map((column) => ({
    total: { row: 3, column },
    parts: [
      { row: 0, column },
      { row: 1, column },
    ],
  })),
  sentences: [],
  notes: [],
  method: {
    name: "Counting",
    variant: "plain",
    options: {},
    source: "Plait, this version",
    page: "tables",
    version: "0.1.0",
  },
  provenance: {
    inputs: [{ period: "2020", group: "DW", kind: "monthly", rows: planted.deliveredRows, contentDigest: "77aa01" }],
    steps: ["read the deliveries", "count"],
  },
};

const withPlantedLevels = (result: Result): Result => ({
  ...result,
  ...(result.models === undefined
    ? {}
    : { models: result.models.map((model) => ({ ...model, levels: [{ term: "male", ...planted.levels }] })) }),
});

/** Dominance parameters that no other number looks like. */
export const policy: Policy = {
  ...shippedPolicies.sacro,
  magnitudes: {
    dominance: { largest: 2, share: 0.871_313, operator: ">=" },
    pPercent: { share: 0.137_911, operator: "<" },
    negatives: "review",
  },
};

export const ana = { name: "Ana Ferreira", organisation: "Evaluation team" };
export const ben = { name: "Ben Okoro", organisation: "Safe setting" };
export const cleo = { name: "Cleo Marsh" };

/** A figure of which everything is held back: it is not drawn, and its table has marks alone. */
export const suppressedFigure: Result = {
  ...monthlyTrend,
  id: "records.suppressed-figure",
  title: "A line of which nothing is left",
  rows: monthlyTrend.rows.slice(0, 6).map((row) => ({ ...row, cells: [counted(3), counted(2)] })),
};

const review: DisclosureReview = {
  result: views.id,
  reason: "The view of a group of four is what the study is for",
  requested: { by: ana.name, on: "2026-02-20" },
  decision: { by: ben.name, on: "2026-02-24", outcome: "release", note: "All four agreed in writing" },
};

export const bundledResults: readonly Result[] = [
  ...allResults.filter((result) => result !== coverage).map(withPlantedLevels),
  plantedResult,
  suppressedFigure,
];

/** A release of all fixture results but one: approved by two people, one of them with a comment, one by exception. */
export function fixtureInput(change: Partial<ReleaseFacts> = {}): BundleInput {
  const released = release(bundledResults, policy, solver, { reviews: [review] }).released;
  const { results } = released.value;
  return {
    annex: {
      title: "Outcomes of a guardianship service",
      summary: "How records of the service were linked and described.",
      synthetic: "Every person and every row behind these numbers was made up.",
      strandSections: [{ strand: "records", heading: "Records", results: results.map(({ id }) => id) }],
      release: released,
      buildDetails: { plaitVersion: "0.1.0", inputsDigest: "sha256:4f5db9a9045a0775c1e2d3" },
    },
    facts: {
      release: "0003",
      study: "Outcomes of a guardianship service",
      purpose: "the final report to the funder",
      checking: "team",
      requested: { by: ana, at: "2026-03-02T10:15:00Z" },
      madeAt: "2026-03-02T10:05:00Z",
      bundledAt: "2026-03-05T16:30:00+01:00",
      approved: results.map((result) => ({
        id: result.id,
        digest: outputDigest(result),
        decisions: [
          { by: ben, decided: "approved", at: "2026-03-03T09:00:00Z", comment: "counts < 10 are <held back>" },
          { by: cleo, decided: "approved", at: "2026-03-04T11:30:00+01:00" },
        ],
      })),
      rejected: [
        {
          id: coverage.id,
          title: coverage.title,
          reason: "names a month in which one child arrived",
          by: cleo,
          at: "2026-03-04T11:31:00+01:00",
        },
      ],
      registerHead: "3b1f0c9de1a25a2e0f5ab1b3a3c9a7e40dd8c4a1b7a0ff0c6f2c3d4e5f60718a",
      setting: { name: "The safe setting", url: "https://setting.example/" },
      ...change,
    },
  };
}

/** The bundle as texts by path. The workbook is stored uncompressed, so that its parts can be read too. */
export async function bundleTexts(input: BundleInput = fixtureInput()): Promise<Map<string, string>> {
  const files = await renderBundle(input);
  return new Map(files.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));
}

export function textOf(texts: ReadonlyMap<string, string>, path: string): string {
  const text = texts.get(path);
  if (text === undefined) throw new Error(`the bundle has no ${path}`);
  return text;
}
