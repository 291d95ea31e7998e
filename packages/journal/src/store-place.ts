import { join } from "node:path";
import type { StoreSetting } from "@plait/study";
import { refusal } from "./journal-problems.ts";
import type { StorePlace } from "./journal-store.ts";

/** Relative to the study folder. */
export const JOURNAL_FILE = ".plait/journal.db";

/**
 * Where a study keeps its journal.
 *
 * @param environment variables, for a connection that is named by one
 * @throws JournalProblems where that variable is not set
 */
export function storePlace(
  folder: string,
  setting: StoreSetting,
  environment: Readonly<Record<string, string | undefined>>,
): StorePlace {
  if (setting === "sqlite") return { kind: "sqlite", file: join(folder, JOURNAL_FILE) };
  const { postgres, schema } = setting;
  const connection = VARIABLE.test(postgres) ? environment[postgres] : postgres;
  if (connection === undefined || connection === "") throw notSet(postgres);
  return { kind: "postgres", connection, schema };
}

const VARIABLE = /^[A-Z][A-Z0-9_]*$/u;

function notSet(variable: string) {
  return refusal({
    code: "store-not-named",
    place: { file: "study.yaml", path: "store.postgres" },
    message: `the environment variable ${variable} is not set`,
    remedy: `set it to a connection such as postgresql://role@host/database, or write that here, without a password`,
  });
}
