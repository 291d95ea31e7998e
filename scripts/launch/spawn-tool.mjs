import { spawn } from "node:child_process";
import { delimiter, dirname } from "node:path";
import process from "node:process";

/**
 * Runs a program in place of this process: its streams are ours, signals reach it, and this process ends as it ended.
 * Programs it starts in turn find the same Node first. What Node makes of source files is kept, so that they start
 * sooner the next time.
 *
 * @param {string} node
 * @param {string[]} args
 * @param {{ cwd: string, codeCache: string }} options
 * @returns {Promise<void>} settles when the program has ended
 */
export function spawnTool(node, args, { cwd, codeCache }) {
  return new Promise((resolve) => {
    const env = { NODE_COMPILE_CACHE: codeCache, ...withNodeFirst(dirname(node)) };
    const child = spawn(node, args, { cwd, stdio: "inherit", env });
    const stopForwarding = forwardSignals(child);
    child.once("error", (error) => {
      stopForwarding();
      process.stderr.write(`Cannot start ${node}: ${error.message}\n`);
      process.exitCode = 1;
      resolve();
    });
    child.once("exit", (code, signal) => {
      stopForwarding();
      if (signal === null) process.exitCode = code ?? 1;
      else process.kill(process.pid, signal);
      resolve();
    });
  });
}

/** @param {import("node:child_process").ChildProcess} child */
function forwardSignals(child) {
  /** @type {NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    // Ctrl-C in a terminal has reached the whole group already; a second copy would mean "at once" to some tools.
    if (signal === "SIGINT" && process.stdin.isTTY) return;
    child.kill(signal);
  };
  for (const signal of signals) process.on(signal, forward);
  return () => {
    for (const signal of signals) process.off(signal, forward);
  };
}

/** @param {string} folder */
function withNodeFirst(folder) {
  const env = { ...process.env };
  const name = Object.keys(env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  env[name] = [folder, env[name] ?? ""].join(delimiter);
  return env;
}
