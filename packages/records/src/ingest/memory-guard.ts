import { parentPort, workerData } from "node:worker_threads";

/**
 * Runs beside a workbook's reader, whose own thread cannot look up while it parses. Ends the whole process when it holds
 * more memory than allowed (a heap limit does not count buffers), or when the process that asked is gone.
 */
const { mostBytes, parent }: { mostBytes: number; parent: number } = workerData;
const LOOK_EVERY_MS = 100;

function look(): void {
  if (process.memoryUsage.rss() > mostBytes || process.ppid !== parent) process.kill(process.pid, "SIGKILL");
}

look();
parentPort?.postMessage("looking");
setInterval(look, LOOK_EVERY_MS);
