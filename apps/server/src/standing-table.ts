import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { routeTable } from "@plait/api";
import { type SortTable, StudyProblems, sortTable, withSources } from "@plait/build";
import { GRID_FILE, PICTURES_FOLDER, Q_SET_FILE, RECORDINGS_FOLDER, WORD_CHECKS_FILE } from "@plait/study";
import { RefusedCall } from "./room.ts";

const FILES = ["study.yaml", Q_SET_FILE, GRID_FILE, WORD_CHECKS_FILE];

/**
 * Gives the table as the study's files say it, with pictures and recordings under addresses of this server; the same object until one of the files changes. Of a picture
 * and a recording it is noticed that it came or went, not that its bytes became others under the same name.
 *
 * The returned function throws RefusedCall where the study has no cards that can be sorted.
 */
export function standingTable(folder: string): () => Promise<SortTable> {
  let last: { readonly state: string; readonly table: Promise<SortTable> } | undefined;
  return async () => {
    const state = await stateOf(folder);
    if (last?.state !== state) last = { state, table: served(folder).catch(asRefusal) };
    return last.table;
  };
}

async function served(folder: string): Promise<SortTable> {
  const table = await sortTable(folder);
  return { ...table, shown: withSources(table.shown, (name) => `${routeTable.readCardMedium.path}?name=${name}`) };
}

async function stateOf(folder: string): Promise<string> {
  const languages = await readdir(join(folder, RECORDINGS_FOLDER)).catch(() => []);
  const folders = [PICTURES_FOLDER, RECORDINGS_FOLDER, ...languages.map((tag) => `${RECORDINGS_FOLDER}${tag}`)];
  const states = await Promise.all(
    [...FILES, ...folders].map((file) =>
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
