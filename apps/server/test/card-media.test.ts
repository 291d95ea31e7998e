import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ReplyOf } from "@plait/api";
import { expect, test } from "vitest";
import { signInAs, signInAsParticipant, signInAtTerminal, testServer, testStudy } from "./open-test-server.ts";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==",
  "base64",
);

test("[V74] a picture is served by its name to participants and hosts alone, and follows the files", async () => {
  await using own = await testStudy();
  const { folder } = own.study;
  const write = async (path: string, content: string | Uint8Array): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  };
  const cards = (await readFile(join(folder, "q/q-set.csv"), "utf8")).trimEnd().split("\n");
  const withPicture = cards.map((row, at) => `${row}${[",picture,picture_en", ",house.png,A house"][at] ?? ",,"}`);
  await write("q/q-set.csv", `${withPicture.join("\n")}\n`);
  await write("q/pictures/house.png", png);
  await using server = await testServer(own.study);
  const terminal = await signInAtTerminal(server);
  const participant = await signInAsParticipant(server, own);
  const readSort = async (): Promise<ReplyOf<"readSort">> =>
    (await server.call("readSort", { cookie: participant })).json();
  const ask = (url: string, cookie?: string) =>
    server.app.inject({ url, headers: { host: "127.0.0.1", ...(cookie === undefined ? {} : { cookie }) } });

  const [{ picture } = {}, other] = (await readSort()).cards;
  expect(other).not.toHaveProperty("picture");
  expect(picture?.texts).toEqual({ en: "A house" });
  const source = picture?.source ?? "";
  const facilitator = await signInAs(server, terminal, "facilitator");
  const reader = await signInAs(server, terminal, "reader");
  for (const cookie of [participant, facilitator]) {
    const answer = await ask(source, cookie);
    expect([answer.statusCode, answer.headers["content-type"]]).toEqual([200, "image/png"]);
    expect(answer.headers["cache-control"]).toBe("private, max-age=86400, immutable");
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    expect(answer.rawPayload).toEqual(png);
  }
  expect((await ask(source)).statusCode).toBe(401);
  expect((await ask(source, reader)).statusCode).toBe(403);
  expect((await ask("/api/sort/media?name=../../study.yaml", participant)).statusCode).toBe(400);
  expect((await ask(`/api/sort/media?name=${"0".repeat(32)}`, participant)).json().code).toBe("no-such-medium");

  await write("q/sound/en/s1.mp3", "ID3");
  const recording = (await readSort()).cards[0]?.recordings?.en ?? "";
  expect((await ask(recording, participant)).headers["content-type"]).toBe("audio/mpeg");
  await write("q/sound/en/s2.mp3", "no sound");
  expect((await server.call("readSort", { cookie: participant })).json().code).toBe("no-cards");
});
