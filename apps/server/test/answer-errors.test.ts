import { StudyProblems } from "@plait/build";
import { JournalDamaged, StoreFailure } from "@plait/journal";
import Fastify from "fastify";
import { describe, expect, test } from "vitest";
import { answerErrors } from "../src/answer-errors.ts";
import type { LogLine } from "../src/log-line.ts";
import { RefusedCall } from "../src/room.ts";

/** Stands for a person's words: it may be in no answer and in no line of the log. */
const MARKER = "Nguyen-was-here";

async function answerTo(error: unknown) {
  const said: LogLine[] = [];
  const app = Fastify();
  answerErrors(app, { log: (line) => said.push(line), newId: () => "id-1" });
  app.get("/api/failing", async () => {
    throw error;
  });
  const answer = await app.inject({ url: "/api/failing", query: { asked: MARKER } });
  await app.close();
  return { status: answer.statusCode, body: answer.json(), text: answer.body, said };
}

function withCause(error: Error, cause: unknown): Error {
  error.cause = cause;
  return error;
}

describe("[V3] an error", () => {
  test("that is a refusal is said as it is", async () => {
    const { status, body } = await answerTo(new RefusedCall(409, "name-taken", "Somebody has it."));
    expect({ status, body }).toEqual({ status: 409, body: { code: "name-taken", message: "Somebody has it." } });
  });

  test("of the journal's store is said in words, so that the screen tries again", async () => {
    const { status, body, said } = await answerTo(new StoreFailure("disk-full", new Error(MARKER)));
    expect({ status, body }).toEqual({
      status: 503,
      body: {
        code: "journal",
        message: "The journal could not be written: the disk is full. Nothing acknowledged is lost.",
      },
    });
    expect(JSON.stringify(said)).not.toContain(MARKER);
    expect((await answerTo(new JournalDamaged(7))).body.message).toContain("Event 7");
  });

  test("of the study's files says where to look, and none of their words", async () => {
    const problem = {
      severity: "error",
      code: "x",
      place: { file: "a.csv" },
      message: MARKER,
      remedy: MARKER,
    } as const;
    const { status, text } = await answerTo(new StudyProblems([problem]));
    expect(status).toBe(409);
    expect(text).not.toContain(MARKER);
  });

  test.each([
    ["an error", new TypeError(MARKER)],
    ["an error with a cause", withCause(new Error(MARKER), new RangeError(MARKER))],
    ["an error that says it is a server's", Object.assign(new Error(MARKER), { statusCode: 502, code: "E_SOMETHING" })],
    ["no error at all", MARKER],
  ])("that is %s nobody foresaw is an id, and the log says where it was and not about whom", async (_, error) => {
    const { status, body, text, said } = await answerTo(error);
    expect(status).toBe(500);
    expect(body).toEqual({ code: "our-fault", message: "Something went wrong in Plait itself.", id: "id-1" });
    expect(said).toMatchObject([{ kind: "failed", id: "id-1", route: "/api/failing" }]);
    expect(text + JSON.stringify(said)).not.toContain(MARKER);
  });

  test("has the places of the code it came through, and its causes", async () => {
    const { said } = await answerTo(withCause(new TypeError("one"), new RangeError("two")));
    const [line] = said;
    if (line?.kind !== "failed") throw new Error("nothing was said");
    expect(line.fault).toMatch(/^TypeError\n\s+at .*answer-errors\.test\.ts/u);
    expect(line.fault).toContain("caused by RangeError\n");
  });
});
