import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { temporaryFolder } from "@plait/testkit";
import { describe, expect, it } from "vitest";

const launcher = join(import.meta.dirname, "../spawn-tool.mjs");

/** A process that runs a script through `spawnTool`, as the launcher does. */
function launch(script: string, { node = process.execPath, codeCache = join(tmpdir(), "plait-no-cache") } = {}) {
  const program = `import { spawnTool } from ${JSON.stringify(launcher)};
    await spawnTool(${JSON.stringify(node)}, ["-e", ${JSON.stringify(script)}], ${JSON.stringify({ cwd: import.meta.dirname, codeCache })});`;
  const { NODE_COMPILE_CACHE: _, ...env } = process.env;
  return spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: ["pipe", "pipe", "pipe"], env });
}

describe.skipIf(process.platform === "win32")("spawnTool", () => {
  it("ends with the program's exit status", async () => {
    expect(await once(launch("process.exit(3)"), "exit")).toEqual([3, null]);
    expect(await once(launch("0"), "exit")).toEqual([0, null]);
  });

  it("gives the program its own streams and folder", async () => {
    const launched = launch("process.stdin.pipe(process.stdout).on('unpipe', () => console.log(process.cwd()))");
    launched.stdin.end("in and out, ");
    const text = await launched.stdout.toArray();
    expect(text.join("").trim()).toBe(`in and out, ${import.meta.dirname}`);
  });

  it("passes signals on and ends as the program ends", async () => {
    const launched = launch(
      "process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1000); console.log('up')",
    );
    await once(launched.stdout, "data");
    launched.kill("SIGTERM");
    expect(await once(launched, "exit")).toEqual([7, null]);
  });

  it("dies by the signal the program died by", async () => {
    const launched = launch("setInterval(() => {}, 1000); console.log('up')");
    await once(launched.stdout, "data");
    launched.kill("SIGINT");
    expect(await once(launched, "exit")).toEqual([null, "SIGINT"]);
  });

  it("keeps what Node makes of source files", async () => {
    await using folder = await temporaryFolder("code-cache");
    const imports = `import(${JSON.stringify(launcher)}).then(() => {})`;
    expect(await once(launch(imports, { codeCache: folder.path }), "exit")).toEqual([0, null]);
    expect(await readdir(folder.path)).toHaveLength(1);
  });

  it("says what it could not start", async () => {
    const launched = launch("0", { node: "/no/such/node" });
    const [[status], text] = await Promise.all([once(launched, "exit"), launched.stderr.toArray()]);
    expect([status, text.join("")]).toEqual([1, expect.stringMatching(/^Cannot start \/no\/such\/node: /)]);
  });
});
