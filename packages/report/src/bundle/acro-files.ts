import type { PolicyStatement, ReleasedResult } from "@plait/disclosure";
import type { OutputFile } from "../annex.ts";
import { type PlannedResult, planAnnex, tableName } from "../annex-plan.ts";
import { changeStatement } from "../disclosure-statement.ts";
import { type FlatCell, flatTable } from "../flat-table.ts";
import { shorthandText } from "../shorthand.ts";
import { jsonFile, textFile } from "../text-file.ts";
import type { BundleInput, ReleaseFacts } from "./bundle-input.ts";
import { sha256 } from "./digest.ts";
import { timeText } from "./time-text.ts";

/**
 * The version of ACRO whose files these are like. Viewers compare its parts as words, where `"10"` comes before `"4"`:
 * each part of it must be of one digit.
 */
const acroVersion = "1.0.1";

/** The part of ACRO's `results.json` that is written here. */
export interface AcroResults {
  readonly version: string;
  readonly results: Readonly<Record<string, AcroRecord>>;
}

interface AcroRecord {
  readonly uid: string;
  readonly status: "pass" | "review";
  readonly type: "table" | "regression";
  readonly properties: { readonly method: string };
  /** Never empty: a viewer refuses the whole folder for one record without a file. */
  readonly files: readonly AcroFile[];
  /** By header and id of row. */
  readonly outcome: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly command: string;
  /** Begins with the status; parts are set apart by `"; "`. */
  readonly summary: string;
  readonly timestamp: string;
  readonly comments: readonly string[];
  readonly exception: string;
  readonly fair: { readonly context: string; readonly statbarn: string; readonly checks_needed: readonly string[] };
}

interface AcroFile {
  /** Relative to the folder of `results.json`. */
  readonly name: string;
  /** Cells by row and column from 0, the header and the first column not counted. */
  readonly sdc: {
    readonly summary: Readonly<Record<string, number>>;
    readonly cells: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  };
}

/**
 * `results.json`, `config.json` and `checksums/`, so that SACRO Viewer and programs made for ACRO open the folder that
 * `tables/` and `figures/` are in. `config.json` has the policy in the reader's words and no parameter of dominance.
 *
 * @param outputs the files that the records name
 */
export function acroFiles({ annex, facts }: BundleInput, outputs: readonly OutputFile[]): OutputFile[] {
  const records = planAnnex(annex).results.map((planned): [string, AcroRecord] => [
    planned.result.id,
    acroRecord(planned, facts, outputs),
  ]);
  const named = new Set(records.flatMap(([, { files }]) => files.map(({ name }) => name)));
  const results: AcroResults = { version: acroVersion, results: Object.fromEntries(records) };
  return [
    jsonFile("results.json", results),
    jsonFile("config.json", riskAppetite(annex.release.value.policy)),
    ...outputs
      .filter(({ path }) => named.has(path))
      .map(({ path, bytes }) => textFile(`checksums/${path}.txt`, sha256(bytes))),
  ];
}

function acroRecord(planned: PlannedResult, facts: ReleaseFacts, outputs: readonly OutputFile[]): AcroRecord {
  const { result } = planned;
  const { review } = result.disclosure;
  const decisions = facts.approved.find(({ id }) => id === result.id)?.decisions ?? [];
  const excepted = result.disclosure.status === "released-after-review";
  const withheld = withheldPlaces(result);
  const status = excepted ? "review" : "pass";
  const paths = [`tables/${result.id}.csv`, `figures/${result.id}.svg`];
  return {
    uid: result.id,
    status,
    type: result.models === undefined ? "table" : "regression",
    properties: { method: plainText(result.method.name) },
    files: paths
      .filter((path) => outputs.some((file) => file.path === path))
      .map((name) => ({
        name,
        sdc: name.endsWith(".csv")
          ? { summary: { withheld: withheld.length }, cells: { withheld } }
          : { summary: {}, cells: {} },
      })),
    outcome: outcome(result),
    command: plainText(`plait build: ${tableName(planned)}, ${result.title}`),
    summary: summary(status, withheld.length),
    timestamp: facts.madeAt,
    comments: decisions.map(({ by, decided, at, comment }) =>
      plainText(`Output checker ${by.name} (${decided}, ${timeText(at)}): ${comment ?? "no comment"}`),
    ),
    exception: excepted && review !== undefined ? plainText(review.reason) : "",
    fair: { context: plainText(facts.study), statbarn: statbarn(result), checks_needed: result.disclosure.checks },
  };
}

function summary(status: AcroRecord["status"], withheld: number): string {
  const held = withheld === 1 ? "1 cell held back" : `${withheld} cells held back`;
  return [status, ...(status === "review" ? ["released after review"] : []), ...(withheld > 0 ? [held] : [])].join(
    "; ",
  );
}

/** ACRO's families of statistics, after what the cells are. */
function statbarn({ rows }: ReleasedResult): string {
  const kinds = new Set(rows.flatMap(({ cells }) => cells.map(({ kind }) => kind)));
  if (kinds.has("estimate")) return "CorrelationCoefficients";
  return kinds.has("count") || kinds.has("share") ? "Frequencies" : "";
}

function withheldPlaces(result: ReleasedResult): (readonly [number, number])[] {
  const { labels, rows } = flatTable(result);
  return rows.flatMap((cells, row) =>
    cells.flatMap((cell, column) => (column >= labels && isWithheld(cell) ? [[row, column - 1] as const] : [])),
  );
}

function outcome(result: ReleasedResult): AcroRecord["outcome"] {
  const { headers, labels, rows } = flatTable(result);
  const ofColumn = (column: number) =>
    rows.map((cells, row) => {
      const cell = cells[column];
      return [result.rows[row]?.id ?? String(row), cell !== undefined && isWithheld(cell) ? "withheld; " : "ok"];
    });
  return Object.fromEntries(
    headers.slice(labels).map((header, at) => [header, Object.fromEntries(ofColumn(labels + at))]),
  );
}

function isWithheld(cell: FlatCell): boolean {
  return cell.kind === "text" && cell.text === shorthandText("c");
}

function riskAppetite({ name, title, source, rules, changes }: PolicyStatement): Readonly<Record<string, string>> {
  return {
    policy: name,
    title,
    source,
    ...Object.fromEntries(rules.map((rule, at) => [`rule ${at + 1}`, rule])),
    ...Object.fromEntries(changes.map((change, at) => [`change ${at + 1}`, changeStatement(change)])),
  };
}

/** SACRO Viewer puts these words into its page as they are: a `<` that could begin a tag is kept from doing so. */
function plainText(words: string): string {
  return words.replaceAll(/<(?=[A-Za-z/!?])/g, "< ");
}
