import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type SortTable, StudyProblems, sortTable } from "@plait/build";
import { GRID_FILE, Q_SET_FILE } from "@plait/study";
import { RefusedCall } from "./room.ts";

const FILES = ["study.yaml", Q_SET_FILE, GRID_FILE];

/**
 * Gives the table as the study's files say it; the same object until one of them changes.
 *
 * The returned function throws RefusedCall where the study has no cards that can be sorted.
 */
export function standingTable(folder: string): () => Promise<SortTable> {
  let last: { readonly state: string; readonly table: Promise<SortTable> } | undefined;
  return async () => {
    const state = await stateOf(folder);
    if (last?.state !== state) last = { state, table: sortTable(folder).catch(asRefusal) };
    return last.table;
  };
}

async function stateOf(folder: string): Promise<string> {
  const states = await Promise.all(
    FILES.map((file) =>
      stat(join(folder, file)).then(
        ({ mtimeMs, size }) => `${mtimeMs} ${size}`,
        () => "none",
      ),
    ),
  );
  return states.join("\n");
}

function asRefusal(error: unknown): never {
  if (!(error instanceof StudyProblems)) throw error;
  throw new RefusedCall(503, "no-cards", "The cards of this study cannot be used as they are; plait check says why.");
}
