import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type LinearSolver, loadSolver, type Policy, type Release, release, shippedPolicies } from "@plait/disclosure";
import type { Result } from "@plait/study";
// Not for other packages: the gate audits by itself, and here it is also timed alone and handed what others withhold.
import { type AuditFault, type AuditReport, auditRelease } from "../../packages/disclosure/src/audit/audit-release.ts";
import { asCsv, asFormula, type CountsByDimensions, linkedTables, oneTable, resultsOf } from "./disclosure-tables.ts";

const made: readonly CountsByDimensions[] = [
  oneTable("small", "40 × 25, one cell in ten below 10", [40, 25], 95),
  oneTable("fuller", "40 × 25, one cell in five below 10", [40, 25], 48),
  oneTable("large", "100 × 100, one cell in ten below 10", [100, 100], 95),
  oneTable("sparse", "100 × 100, one cell in a hundred below 10", [100, 100], 1000),
  linkedTables("linked", "three linked tables: 20 × 15, 20 × 12, 15 × 12", [20, 15, 12], 8),
  oneTable("cube", "10 × 10 × 10 with all margins, one cell in ten below 10", [10, 10, 10], 95),
];

const { sacro } = shippedPolicies;
/** What withheld numbers are kept from by other tools: being known exactly. */
const onlyExactly: Policy = { ...sacro, protection: { range: 1 } };
const controlled: Policy = { ...sacro, rounding: { method: "controlled", to: 10 } };
const highestBelow = sacro.threshold.people - 1;

interface Peer {
  readonly version: string;
  readonly r: string;
  readonly seconds: number;
  readonly failing: number;
  readonly names: ReadonlySet<string>;
}

/**
 * Times the gate, from results to a release that has passed its audit, and R's GaussSuppression on the same tables, whose
 * answers are put before the same audit.
 *
 * @param sources a folder with the sources of GaussSuppression and SSBtools, a folder for each, for where the package is
 *   not installed
 */
export async function benchDisclosure(say: (line: string) => void, sources?: string): Promise<void> {
  const solver = await loadSolver();
  for (const one of made.slice(0, 2)) release(resultsOf(one), sacro, solver);
  const peers = askGaussSuppression(sources);
  say("Processor time of one run, warm: the whole gate, and of that the audit");
  for (const one of made) {
    const results = resultsOf(one);
    const cells = results.reduce((sum, { rows }) => sum + rows.reduce((all, row) => all + row.cells.length, 0), 0);
    say(`${one.title} (${cells.toLocaleString("en-GB")} cells with totals)`);
    const ours = timeGate("sacro", results, sacro, solver, say);
    const exactly = timeGate("sacro, range 1", results, onlyExactly, solver, say);
    timeGate("strict-children", results, shippedPolicies["strict-children"], solver, say);
    timeGate("controlled rounding to 10", results, controlled, solver, say);
    const peer = peers?.get(one.id);
    if (peer === undefined) continue;
    say(
      `  GaussSuppression ${peer.version}, R ${peer.r}: ${inSeconds(peer.seconds)}, ${sizes(peer.failing, peer.names)}`,
    );
    const compared = (what: string, gate: Gate) =>
      say(
        `    beside ${what}: ${(peer.seconds / gate.seconds).toFixed(2)} times our time, ${(peer.names.size / gate.names.size).toFixed(2)} times our withheld cells`,
      );
    compared("sacro", ours);
    compared("sacro, range 1", exactly);
    const given = withheldElsewhere(results, ours.released, peer.names);
    const [known, narrow] = [onlyExactly, sacro].map((policy) => audited(results, given, policy, solver).faults);
    say(
      `    our audit of its answer: ${alone(known)} withheld numbers can be worked out, ${alone(narrow)} fall short of range ${sacro.protection.range};`,
    );
    say(
      `      of ${together(known)} totals the withheld parts are known to be, together, fewer than ${sacro.threshold.people}`,
    );
  }
  if (peers === undefined) {
    say(
      "R with GaussSuppression is not there (install it, or give --gausssuppression <folder of sources>): no comparison",
    );
  }
}

interface Gate {
  readonly seconds: number;
  readonly released: Release;
  readonly names: ReadonlySet<string>;
}

function timeGate(
  label: string,
  results: readonly Result[],
  policy: Policy,
  solver: LinearSolver,
  say: (line: string) => void,
): Gate {
  const [seconds, { released }] = time(() => release(results, policy, solver));
  const [auditSeconds, { faults }] = time(() => audited(results, released.value, policy, solver));
  if (faults.length > 0) throw new Error("the audit finds faults in what has passed it");
  const names = withheldNames(results, released.value);
  const failing = countCells(results, (value) => value <= highestBelow && (value > 0 || policy.zeros.rule !== "safe"));
  const lost = policy.rounding.method === "controlled" ? "nothing withheld" : sizes(failing, names);
  say(`  ${label.padEnd(27)} ${inSeconds(seconds)}, audit ${inSeconds(auditSeconds)}, ${lost}`);
  return { seconds, released: released.value, names };
}

function audited(results: readonly Result[], released: Release, policy: Policy, solver: LinearSolver): AuditReport {
  return auditRelease({ results, release: released, policy, reviewed: new Set(), earlier: [], solver });
}

/** Seconds of processor time. Other work on the machine disturbs it least. */
function time<Found>(work: () => Found): readonly [number, Found] {
  const start = process.cpuUsage();
  const found = work();
  const { user, system } = process.cpuUsage(start);
  return [(user + system) / 1e6, found];
}

function withheldNames(results: readonly Result[], { results: released }: Release): Set<string> {
  const names = new Set<string>();
  for (const [at, { rows }] of results.entries()) {
    for (const [row, { cells }] of rows.entries()) {
      for (const [column, cell] of cells.entries()) {
        const isWithheld = released[at]?.rows[row]?.cells[column]?.kind === "withheld";
        if (isWithheld && cell.kind === "count" && cell.name !== undefined) names.add(cell.name);
      }
    }
  }
  return names;
}

/** A release in which other cells are withheld. Its readers are not told which of them are below the threshold. */
function withheldElsewhere(results: readonly Result[], ours: Release, names: ReadonlySet<string>): Release {
  return {
    ...ours,
    results: ours.results.map((released, at) => ({
      ...released,
      rows: released.rows.map((line, row) => ({
        ...line,
        cells: line.cells.map((cell, column) => {
          const truth = results[at]?.rows[row]?.cells[column];
          if (truth?.kind !== "count") return cell;
          return names.has(truth.name ?? "")
            ? { kind: "withheld", marker: "c", because: "threshold-or-secondary" }
            : { kind: "count", value: truth.value };
        }),
      })),
    })),
  };
}

function countCells(results: readonly Result[], counts: (value: number) => boolean): number {
  const cells = results.flatMap(({ rows }) => rows.flatMap((row) => row.cells));
  return new Set(cells.flatMap((cell) => (cell.kind === "count" && counts(cell.value) ? [cell.name] : []))).size;
}

/** What GaussSuppression withholds of each table by id, with the threshold and zeros of `sacro`. */
function askGaussSuppression(sources?: string): ReadonlyMap<string, Peer> | undefined {
  const folder = mkdtempSync(join(tmpdir(), "plait-bench-disclosure-"));
  for (const one of made) writeFileSync(join(folder, `${one.id}.csv`), asCsv(one));
  const lines = made.map((one) => `${one.id},${asFormula(one)},${highestBelow}`);
  writeFileSync(join(folder, "tables.csv"), `id,formula,maxN\n${lines.join("\n")}\n`);
  const script = fileURLToPath(new URL("../../reference/disclosure/bench.R", import.meta.url));
  const child = spawnSync("Rscript", [script, folder, ...(sources === undefined ? [] : [sources])], {
    encoding: "utf8",
  });
  const peers = new Map<string, Peer>();
  for (const line of child.status === 0 ? child.stdout.trim().split("\n") : []) {
    // Printed by bench.R in this form.
    const { id, ...measured } = JSON.parse(line) as Omit<Peer, "names"> & { readonly id: string };
    const [, ...cells] = readFileSync(join(folder, `${id}-withheld.csv`), "utf8")
      .trim()
      .split("\n");
    peers.set(id, { ...measured, names: new Set(cells.map((cell) => cell.replaceAll(",", " "))) });
  }
  rmSync(folder, { recursive: true, force: true });
  return peers.size === 0 ? undefined : peers;
}

function alone(faults: readonly AuditFault[] = []): number {
  return faults.filter(({ what }) => what.kind === "count").length;
}

/** Withheld parts of a shown total that together are too few: a rule of ours, which others need not have. */
function together(faults: readonly AuditFault[] = []): number {
  return faults.filter(({ what }) => what.kind === "parts").length;
}

function sizes(failing: number, names: ReadonlySet<string>): string {
  return `${failing.toLocaleString("en-GB")} failing, ${names.size.toLocaleString("en-GB")} withheld`;
}

function inSeconds(seconds: number): string {
  return `${seconds.toFixed(seconds < 10 ? 2 : 0)} s`;
}
