import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  eventShapes,
  fileDroppedShapes,
  type JournalEvent,
  type JsonValue,
  subjectForgottenShapes,
} from "@plait/journal";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { idOf } from "./planned-events.ts";

const cardPlaced = z.strictObject({
  card: z.int(),
  column: z.int(),
  by: z.enum(["mouse", "touch", "keyboard", "unknown"]),
});

/** Fields of an older payload. */
const fields = z.record(z.string(), z.unknown());

const shapes = eventShapes<{
  "test.card-placed": z.infer<typeof cardPlaced>;
  "journal.subject-forgotten": { readonly subject: string };
  "journal.file-dropped": { readonly file: string };
}>({
  "test.card-placed": {
    steps: [
      {
        to: 2,
        migrate: (payload) => {
          const { card, x } = fields.parse(payload);
          return { card: Number(String(card).slice(1)), column: Number(x) };
        },
      },
      { to: 3, migrate: (payload) => z.json().parse({ ...fields.parse(payload), by: "unknown" }) },
    ],
    newest: cardPlaced,
  },
  "journal.subject-forgotten": subjectForgottenShapes,
  "journal.file-dropped": fileDroppedShapes,
});

function eventOf(kind: string, version: number, payload: JsonValue): JournalEvent {
  return {
    position: 1,
    id: idOf(1),
    sequence: 1,
    kind,
    version,
    at: "2026-05-04T09:00:00.000Z",
    content: { kind: "readable", stream: "s", actor: "a", payload },
  };
}

const fixtures = readdirSync(join(import.meta.dirname, "fixtures")).map((name) => {
  const [, kind = "", version] = /^(.+)\.v(\d+)\.json$/u.exec(name) ?? [];
  const text = readFileSync(join(import.meta.dirname, "fixtures", name), "utf8");
  return { name, event: eventOf(kind, Number(version), JSON.parse(text)) };
});

describe("[K42] events of older shapes", () => {
  test.each(fixtures)("$name is read in the newest shape", ({ event }) => {
    const read = shapes(event);
    expect(read).toMatchObject({ kind: "known", eventKind: event.kind, content: { stream: "s", actor: "a" } });
    if (read.kind === "known" && read.eventKind === "test.card-placed") {
      expect(read.payload).toEqual({ card: 4, column: 2, by: "unknown" });
    }
  });

  test("there is a fixture of every version of every kind", () => {
    expect(fixtures.map(({ name }) => name)).toEqual([
      "journal.file-dropped.v1.json",
      "journal.subject-forgotten.v1.json",
      ...[1, 2, 3].map((version) => `test.card-placed.v${version}.json`),
    ]);
  });

  test("what cannot be read says why, and shows no value", () => {
    expect(shapes(eventOf("test.other", 1, {})).kind).toBe("unknown-kind");
    expect(shapes(eventOf("test.card-placed", 4, {}))).toMatchObject({ kind: "newer-version", newest: 3 });
    const misshapen = shapes(eventOf("test.card-placed", 3, { card: "secret", column: 2, by: "mouse" }));
    expect(misshapen).toMatchObject({ kind: "misshapen", paths: ["card"] });
    const gone: JournalEvent = { ...eventOf("test.card-placed", 1, null), content: { kind: "forgotten" } };
    expect(shapes(gone).kind).toBe("forgotten");
  });

  test("a step that fails on what it finds makes the event misshapen, not the reader fail", () => {
    expect(shapes(eventOf("test.card-placed", 1, "no fields"))).toMatchObject({ kind: "misshapen", paths: [""] });
  });

  test("steps that are not numbered in order are a mistake of the caller", () => {
    const step = { to: 3, migrate: (payload: JsonValue) => payload };
    expect(() => eventShapes({ "a.b": { steps: [step], newest: z.json() } })).toThrow(
      "steps of a.b must be numbered from 2 on: 3",
    );
  });
});
