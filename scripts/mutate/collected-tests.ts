/*
 * `test` and `describe` as vitest's, but for tests that are collected once and run many times in one process; `expect` is
 * vitest's own. Only what the tests of packages/disclosure use.
 */

export { expect, expectTypeOf } from "vitest";

export interface CollectedTest {
  /** Unique, and the same whenever the same files are loaded. */
  readonly id: string;
  readonly body: () => unknown;
}

export const collectedTests: CollectedTest[] = [];

type Body = (...values: unknown[]) => unknown;
type Collect = (name: string, body: Body) => void;

const groups: string[] = [];

export const describe: Collect = (name, body) => {
  groups.push(name);
  body();
  groups.pop();
};

export const test: Collect & { readonly each: (cases: readonly unknown[]) => Collect } = Object.assign(collect, {
  each: (cases: readonly unknown[]): Collect => {
    return (name, body) => {
      for (const values of cases) collect(name, () => body(...(Array.isArray(values) ? values : [values])));
    };
  },
});

function collect(name: string, body: Body): void {
  collectedTests.push({ id: [collectedTests.length, ...groups, name].join(" > "), body });
}
