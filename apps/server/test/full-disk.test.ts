import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Refused } from "@plait/api";
import { writeStudyTemplate } from "@plait/build";
import { openJournal } from "@plait/journal";
import { temporaryFolder } from "@plait/testkit";
import { describe, expect, test } from "vitest";
import { testKey } from "./open-test-server.ts";
import { serveInProcess } from "./serve-in-process.ts";

/** In units of 512 bytes: no file may grow beyond it. */
const ROOM_ON_THE_DISK = 600;

describe.runIf(process.platform === "linux")("[V41] a disk that fills up under the server", () => {
  test("is said in words, nothing answered is lost, and the server goes on once there is room", async () => {
    await using folder = await temporaryFolder("full-disk");
    const study = join(folder.path, "study");
    await writeStudyTemplate(study, ["records", "q"]);
    const place = { kind: "sqlite", file: join(study, ".plait", "journal.db") } as const;
    const under = ["sh", "-c", `ulimit -S -f ${ROOM_ON_THE_DISK}; exec "$0" "$@"`];
    const { child, call } = await serveInProcess(study, place, { under });

    const acknowledged: string[] = [];
    let refusal: unknown;
    for (let number = 0; refusal === undefined; number++) {
      const participants = Array.from({ length: 20 }, (_, at) => `P${number}-${at}`);
      await call("inviteSorters", { body: { participants } }).then(
        () => acknowledged.push(...participants),
        (error: unknown) => {
          refusal = error;
        },
      );
    }
    expect(refusal).toBeInstanceOf(Refused);
    expect(refusal).toMatchObject({
      status: 503,
      message: "The journal could not be written: the disk is full. Nothing acknowledged is lost.",
    });
    expect(acknowledged.length).toBeGreaterThan(0);
    const listed = async () => (await call("listSorters")).sorters.map(({ participant }) => participant);
    expect((await listed()).sort()).toEqual(acknowledged.toSorted());

    execFileSync("prlimit", ["--pid", String(child.pid), "--fsize=unlimited"]);
    await call("inviteSorters", { body: { participants: ["LATER"] } });
    expect((await listed()).sort()).toEqual([...acknowledged, "LATER"].sort());
    const closed = once(child, "close");
    child.kill("SIGKILL");
    await closed;

    const journal = await openJournal({ place, key: testKey });
    const kept: (string | undefined)[] = [];
    for await (const { content } of journal.read({ streams: ["q/sorters"] })) {
      if (content.kind === "readable") kept.push(content.subject);
    }
    expect(kept).toEqual([...acknowledged, "LATER"]);
    expect((await journal.verify()).breaks).toEqual([]);
    await journal.close();
  });
});
