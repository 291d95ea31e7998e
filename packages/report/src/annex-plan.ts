import type { ReleasedResult } from "@plait/disclosure";
import type { Annex } from "./annex.ts";
import { isDrawable } from "./figures/is-drawable.ts";

/** The annex with everything numbered: what a table is called in one output it is called in all. */
export interface AnnexPlan {
  readonly sections: readonly PlannedSection[];
  readonly results: readonly PlannedResult[];
  readonly methods: readonly PlannedMethod[];
  /** Sources of the methods, each once, in the order of the reference list. */
  readonly references: readonly string[];
}

export interface PlannedSection {
  readonly heading: string;
  readonly anchor: string;
  readonly results: readonly PlannedResult[];
}

export interface PlannedResult {
  readonly result: ReleasedResult;
  /** 1 for "Table 1". */
  readonly table: number;
  /** 1 for "Figure 1"; absent where there is no figure or nothing left to draw. */
  readonly figure?: number;
  /** The fragment that links to the result. */
  readonly anchor: string;
}

export interface PlannedMethod {
  readonly name: string;
  readonly variant: string;
  readonly page: string;
  /** 1 for the first of the reference list. */
  readonly reference: number;
  readonly usedBy: readonly PlannedResult[];
}

/**
 * Numbers the tables, figures and references of an annex.
 *
 * @throws RangeError when a section names a result that was not released, when a released result stands in no section
 *   or in two, or when an id could not be a file name
 */
export function planAnnex(annex: Annex): AnnexPlan {
  const { results } = annex.release.value;
  const byId = new Map(results.map((result) => [result.id, result]));
  assertEachOnce(annex, [...byId.keys()]);
  let table = 0;
  let figure = 0;
  const sections = annex.strandSections.map((section, index) => ({
    heading: section.heading,
    anchor: `section-${index + 1}`,
    results: section.results.map((id): PlannedResult => {
      const result = byId.get(id);
      if (result === undefined) throw new RangeError(`section ${section.heading} names ${id}, which was not released`);
      table++;
      const drawn = isDrawable(result);
      if (drawn) figure++;
      return { result, table, anchor: id.replaceAll(".", "-"), ...(drawn ? { figure } : {}) };
    }),
  }));
  const planned = sections.flatMap((section) => section.results);
  const references = [...new Set(planned.map(({ result }) => result.method.source))].sort(byCodeUnit);
  return { sections, results: planned, methods: plannedMethods(planned, references), references };
}

/** The name of a table in all outputs: `Table 3`. */
export function tableName({ table }: PlannedResult): string {
  return `Table ${table}`;
}

function assertEachOnce(annex: Annex, released: readonly string[]): void {
  const named = annex.strandSections.flatMap((section) => section.results);
  for (const id of released) {
    if (!/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/.test(id)) throw new RangeError(`result id cannot be a file name: ${id}`);
    const times = named.filter((one) => one === id).length;
    if (times !== 1) throw new RangeError(`released result ${id} stands in ${times} sections of the annex, not in one`);
  }
}

function plannedMethods(planned: readonly PlannedResult[], references: readonly string[]): PlannedMethod[] {
  const methods = new Map<string, PlannedMethod>();
  for (const one of planned) {
    const { name, variant, page, source } = one.result.method;
    const key = JSON.stringify([name, variant, page, source]);
    const before = methods.get(key)?.usedBy ?? [];
    methods.set(key, { name, variant, page, reference: references.indexOf(source) + 1, usedBy: [...before, one] });
  }
  return [...methods.values()];
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
