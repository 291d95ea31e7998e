import { join } from "node:path";
import { JournalProblems, storePlace } from "@plait/journal";
import { describe, expect, test } from "vitest";

describe("[K70] where a study keeps its journal", () => {
  test("is a file in the study, a connection, or a connection that a variable holds", () => {
    expect(storePlace("study", "sqlite", {})).toEqual({ kind: "sqlite", file: join("study", ".plait/journal.db") });
    const connection = "postgresql://role@host/database";
    const place = { kind: "postgres", connection, schema: "plait" };
    expect(storePlace("study", { postgres: connection, schema: "plait" }, {})).toEqual(place);
    expect(storePlace("study", { postgres: "JOURNAL_URL", schema: "plait" }, { JOURNAL_URL: connection })).toEqual(
      place,
    );
  });

  test("a variable that is not set is a problem of study.yaml", () => {
    for (const environment of [{}, { JOURNAL_URL: "" }]) {
      expect(() => storePlace("study", { postgres: "JOURNAL_URL", schema: "plait" }, environment)).toThrow(
        JournalProblems,
      );
    }
  });
});
