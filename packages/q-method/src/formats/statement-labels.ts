import type { Place, Problem } from "@plait/study";
import type { QContext } from "./q-context.ts";
import { unknownStatement } from "./q-problems.ts";

export interface StatementLabel {
  readonly label: string;
  readonly place: Place;
}

export interface FoundStatements {
  /** The study's, or those of the file in the order in which they first stand there. */
  readonly statements: readonly { readonly id: string }[];
  /** The position of the statement that a label names, undefined for a label that names none. */
  readonly position: (label: string) => number | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Which statements the labels of a file name. In a study a label is a statement's id or, where not one label of the
 * file is an id, its number (`7`, `s7`, `S07`); without a study the labels are the ids.
 */
export function foundStatements(labels: readonly StatementLabel[], context: QContext): FoundStatements {
  if (context.statements === undefined) {
    const positions = new Map<string, number>();
    for (const { label } of labels) if (!positions.has(label)) positions.set(label, positions.size);
    return {
      statements: [...positions.keys()].map((id) => ({ id })),
      position: (label) => positions.get(label),
      problems: [],
    };
  }
  const statements = context.statements;
  const byId = new Map(statements.map(({ id }, position) => [id, position]));
  const byNumber = new Map(statements.map(({ number }, position) => [number, position]));
  const useIds = labels.some(({ label }) => byId.has(label));
  const position = (label: string): number | undefined =>
    useIds ? byId.get(label) : byNumber.get(Number(/^s?0*(\d{1,6})$/i.exec(label)?.[1] ?? Number.NaN));
  const problems = labels
    .filter(({ label }) => position(label) === undefined)
    .map(({ label, place }) => unknownStatement(place, label));
  return { statements: statements.map(({ id }) => ({ id })), position, problems };
}
