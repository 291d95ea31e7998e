import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let stubs: string;
beforeEach(() => {
  stubs = mkdtempSync(join(tmpdir(), "plait-ci-"));
});
afterEach(() => rmSync(stubs, { recursive: true }));

/** Runs `.ci/run` with an `npm` that answers `npm test` and `npm run check` with these scripts of bash. */
function runCi(test: string, check: string): { lastLine: string | undefined; status: number | null } {
  stub("chromium-headless-shell", "exit 0");
  stub("npm", `case "$*" in test) ${test} ;; "run check") ${check} ;; *) exit 9 ;; esac`);
  const { stdout, status } = spawnSync("bash", [join(import.meta.dirname, "../../.ci/run")], {
    encoding: "utf8",
    env: { ...process.env, PATH: `${stubs}:${process.env.PATH}` },
  });
  return { lastLine: stdout.split("\n").at(-2), status };
}

function stub(name: string, script: string): void {
  writeFileSync(join(stubs, name), `#!/usr/bin/env bash\n${script}\n`, { mode: 0o755 });
}

describe.skipIf(process.platform !== "linux")(".ci/run", () => {
  it("adds tests and checks", () => {
    const ran = runCi("echo ok; echo '120 passed, 0 failed'", "echo '9 passed, 0 failed'");
    expect(ran).toEqual({ lastLine: "129 passed, 0 failed", status: 0 });
  });

  it("fails when a test fails, after the checks have run", () => {
    const ran = runCi("echo '119 passed, 1 failed'; exit 1", "echo '9 passed, 0 failed'");
    expect(ran).toEqual({ lastLine: "128 passed, 1 failed", status: 1 });
  });

  it("counts a crash as a failure, with or without a closing line", () => {
    expect(runCi("echo Segmentation fault; exit 139", "echo '9 passed, 0 failed'")).toEqual({
      lastLine: "9 passed, 1 failed",
      status: 1,
    });
    expect(runCi("echo '120 passed, 0 failed'; exit 1", "echo '9 passed, 0 failed'")).toEqual({
      lastLine: "129 passed, 1 failed",
      status: 1,
    });
  });

  it("does not take silence for success", () => {
    expect(runCi("exit 0", "exit 0")).toEqual({ lastLine: "0 passed, 2 failed", status: 1 });
  });
});
