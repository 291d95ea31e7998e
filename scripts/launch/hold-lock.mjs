import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";

/**
 * Holds a lock file until the returned function is called. The file names the process that holds it, so that the lock
 * of a process that was killed is taken over and nobody has to delete anything by hand.
 *
 * @param {string} file
 * @param {() => void} onWait called once, when another living process holds the lock
 * @returns {Promise<() => void>}
 */
export async function holdLock(file, onWait) {
  let told = false;
  while (!take(file)) {
    const holder = readHolder(file);
    if (holder === undefined || !isAlive(holder)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) onWait();
    told = true;
    await pause(250);
  }
  return () => rmSync(file, { force: true });
}

/**
 * A link appears together with its content, so no other process can see a lock that does not say who holds it.
 *
 * @param {string} file
 */
function take(file) {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** @param {string} file */
function readHolder(file) {
  try {
    const holder = Number.parseInt(readFileSync(file, "utf8"), 10);
    return Number.isNaN(holder) ? undefined : holder;
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
