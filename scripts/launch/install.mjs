import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { holdLock } from "./hold-lock.mjs";
import { differsFromLockFile } from "./lock-file.mjs";

/**
 * Installs what package-lock.json pins, unless exactly that is installed already. Two runs at once do not collide: the
 * second waits for the first.
 *
 * @param {string} root
 * @param {(line: string) => void} say
 * @returns {Promise<{ ok: true } | { ok: false, message: string }>}
 */
export async function ensureInstalled(root, say) {
  if (isInstalled(root)) return { ok: true };
  const release = await holdLock(join(root, ".install-lock"), () =>
    say("Waiting for another run to finish installing."),
  );
  try {
    if (isInstalled(root)) return { ok: true };
    say("Installing what package-lock.json pins; this happens once and may take a minute.");
    return install(root);
  } finally {
    release();
  }
}

/** @param {string} root */
function isInstalled(root) {
  const installed = readJson(join(root, "node_modules", ".package-lock.json"));
  if (installed === undefined) return false;
  return !differsFromLockFile(readJson(join(root, "package-lock.json")), installed);
}

/**
 * @param {string} root
 * @returns {{ ok: true } | { ok: false, message: string }}
 */
function install(root) {
  const args = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const { npm_execpath: script, npm_node_execpath: npmsNode } = process.env;
  const runningUnderNpm = script !== undefined && /npm-cli\.[cm]?js$/.test(script);
  // Standard output belongs to the tool that runs next, so npm's goes to standard error.
  /** @type {import("node:child_process").StdioOptions} */
  const stdio = ["ignore", 2, 2];
  const { status, error } = runningUnderNpm
    ? spawnSync(npmsNode ?? process.execPath, [script, ...args], { cwd: root, stdio })
    : spawnSync("npm", args, { cwd: root, stdio, shell: process.platform === "win32" });
  if (status === 0) return { ok: true };
  const reason = error === undefined ? `npm ci ended with ${status ?? "a signal"}` : error.message;
  return {
    ok: false,
    message:
      `Installing failed (${reason}); npm's own message is above. Check the network and the disk, ` +
      'then run "npm ci" or the command again: an unfinished install is started afresh.',
  };
}

/**
 * @param {string} file
 * @returns {any} parsed JSON, whose shape only npm knows; undefined when there is no such file
 */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new Error(`Cannot read ${file}`, { cause: error });
  }
}
