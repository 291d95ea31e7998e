import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { type CollectedTest, collectedTests } from "./collected-tests.ts";

/*
 * How Stryker runs tests here: they are loaded once in a process, with every broken version of the code beside the right one,
 * and each version is tried by switching to it. Vitest would load them anew for each, which takes longer than most tests.
 *
 * A version that is noticed is only believed when the test passes again without it: a broken version may have left behind a
 * broken state (a solver that ran out of memory). Otherwise the run is refused, and Stryker repeats it in a new process.
 */

/** What the instrumented code reads and writes, by the names that Stryker gives. */
interface Switches {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: unknown;
}

interface MutantRun {
  readonly activeMutant: { readonly id: string };
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
}

type Failure = { readonly id: string; readonly message: string };

class InProcessRunner {
  readonly #testFile: string;
  readonly #switches: Switches;
  /** Milliseconds that each test took when it was last run. */
  readonly #took = new Map<string, number>();

  constructor(testFile: string, switches: Switches) {
    this.#testFile = testFile;
    this.#switches = switches;
  }

  /** True spares a new process for each version that is also met while loading; here all are switched on afterwards. */
  capabilities() {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    const collected = new URL("collected-tests.ts", import.meta.url).href;
    registerHooks({
      resolve: (specifier, context, next) => {
        const fromTest = /\/test\//u.test(context.parentURL ?? "");
        return specifier === "vitest" && fromTest ? { url: collected, shortCircuit: true } : next(specifier, context);
      },
    });
    await import(pathToFileURL(this.#testFile).href);
  }

  async dryRun() {
    const tests = [];
    for (const test of collectedTests) {
      this.#switches.currentTestId = test.id;
      const begun = performance.now();
      const failure = await failureOf(test);
      const told = { id: test.id, name: test.id, timeSpentMs: performance.now() - begun };
      tests.push(
        failure === undefined
          ? { ...told, status: "success" }
          : { ...told, status: "failed", failureMessage: failure.message },
      );
    }
    this.#switches.currentTestId = undefined;
    return { status: "complete", tests, mutantCoverage: this.#switches.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }: MutantRun) {
    const asked = testFilter === undefined ? undefined : new Set(testFilter);
    const tests = collectedTests.filter(({ id }) => asked?.has(id) ?? true);
    tests.sort((one, other) => (this.#took.get(one.id) ?? 0) - (this.#took.get(other.id) ?? 0));
    for (const [index, test] of tests.entries()) {
      Object.assign(this.#switches, { hitCount: 0, hitLimit, activeMutant: activeMutant.id });
      const begun = performance.now();
      const failure = await failureOf(test);
      this.#took.set(test.id, performance.now() - begun);
      const hits = this.#switches.hitCount ?? 0;
      Object.assign(this.#switches, { hitCount: undefined, hitLimit: undefined, activeMutant: undefined });
      if (hitLimit !== undefined && hits > hitLimit) return { status: "timeout", reason: `${hits} rounds of a loop` };
      if (failure === undefined) continue;
      const still = await failureOf(test);
      if (still !== undefined) throw new Error(`${test.id} fails without a broken version too: ${still.message}`);
      return { status: "killed", killedBy: [failure.id], failureMessage: failure.message, nrOfTests: index + 1 };
    }
    return { status: "survived", nrOfTests: tests.length };
  }
}

async function failureOf({ id, body }: CollectedTest): Promise<Failure | undefined> {
  try {
    await body();
    return undefined;
  } catch (error) {
    return { id, message: error instanceof Error ? error.message : String(error) };
  }
}

/** The instrumented code looks for its switches in this global of Stryker's, and makes it when it is not there. */
declare global {
  var __stryker__: Switches | undefined;
}

function inProcessRunner(options: { readonly testFile: string }): InProcessRunner {
  globalThis.__stryker__ ??= {};
  return new InProcessRunner(options.testFile, globalThis.__stryker__);
}
inProcessRunner.inject = ["options"];

export const strykerPlugins = [{ kind: "TestRunner", name: "in-process", factory: inProcessRunner }];
