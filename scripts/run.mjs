#!/usr/bin/env node
/**
 * Runs the repository's tools under the Node.js the lock file brings, whatever Node started this file (20.19 or later):
 * installs first when that is needed. Plain JavaScript, because the Node that starts it may not know TypeScript.
 */
import { join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { findNode } from "./launch/find-node.mjs";
import { ensureInstalled } from "./launch/install.mjs";
import { olderThan } from "./launch/node-version.mjs";
import { spawnTool } from "./launch/spawn-tool.mjs";

/** What each command starts. `fromCaller` commands read and write relative to the folder the person is in. */
const commands = {
  demo: { entry: "apps/cli/src/main.ts", args: ["demo"], fromCaller: true, about: "build the example study's annex" },
  plait: { entry: "apps/cli/src/main.ts", args: [], fromCaller: true, about: "the plait command" },
  web: {
    entry: "apps/web/build-screens.ts",
    args: [],
    fromCaller: false,
    about: "build the screens that plait serve shows",
  },
  test: { entry: "node_modules/vitest/vitest.mjs", args: ["run"], fromCaller: false, about: "run every test" },
  check: { entry: "scripts/check.ts", args: [], fromCaller: false, about: "format, lint, types, structure, docs" },
  format: {
    entry: "node_modules/@biomejs/biome/bin/biome",
    args: ["check", "--write"],
    fromCaller: false,
    about: "format the code and apply safe fixes",
  },
  bench: { entry: "scripts/bench.ts", args: [], fromCaller: false, about: "measure speed and memory" },
  mutate: {
    entry: "scripts/mutate.ts",
    args: [],
    fromCaller: false,
    about: "break the gate, and count what tests notice",
  },
};

const root = fileURLToPath(new URL("..", import.meta.url));
await main(process.argv.slice(2));

/** @param {string[]} argv */
async function main([name = "", ...rest]) {
  const command = Object.entries(commands).find(([known]) => known === name)?.[1];
  if (command === undefined) return stop(2, usage(name));
  if (olderThan(process.versions.node, "20.19.0")) {
    return stop(1, `This is Node.js ${process.versions.node}; Plait's scripts need 20.19 or later to start.`);
  }
  const installed = await ensureInstalled(root, (line) => process.stderr.write(`${line}\n`));
  if (!installed.ok) return stop(1, installed.message);
  const node = findNode(root, {
    platform: process.platform,
    arch: process.arch,
    running: { version: process.versions.node, path: process.execPath },
  });
  if (!node.ok) return stop(1, node.message);
  const { INIT_CWD: npmsCaller } = process.env;
  await spawnTool(node.path, [join(root, command.entry), ...command.args, ...rest], {
    cwd: command.fromCaller ? resolve(npmsCaller ?? process.cwd()) : root,
    codeCache: join(root, "node_modules", ".cache", "node"),
  });
}

/**
 * @param {number} status
 * @param {string} message
 */
function stop(status, message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = status;
}

/** @param {string} name */
function usage(name) {
  const lines = Object.entries(commands).map(([known, { about }]) => `  npm run ${known.padEnd(8)}${about}`);
  return [name === "" ? "Which command?" : `There is no command "${name}".`, ...lines].join("\n");
}
