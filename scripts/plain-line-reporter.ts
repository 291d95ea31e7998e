import process from "node:process";
import type { Reporter, SerializedError, TestModule } from "vitest/node";
import { plainLine } from "./plain-line.ts";

/**
 * Ends a vitest run with `N passed, N failed`. Besides failed tests it counts as failed: a file that could not be
 * loaded or a suite whose hooks failed, and an error outside every test. Skipped tests count as neither.
 */
export default class PlainLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const passed = tests.filter((test) => test.result().state === "passed").length;
    const failedTests = tests.filter((test) => test.result().state === "failed").length;
    const failedSuites = modules
      .flatMap((module) => [module, ...module.children.allSuites()])
      .filter((suite) => suite.errors().length > 0).length;
    const line = plainLine(passed, failedTests + failedSuites + unhandledErrors.length);
    process.stdout.write(`\n${line}\n`);
  }
}
