import { appendFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { RECORDS_AT_WORK } from "@plait/api";
import { lockStudy } from "@plait/build";
import { linkedSizes } from "@plait/records";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openRecordsProcess, type RecordsProcess } from "../src/rooms/records/open-records-process.ts";
import { type Asker, NobodyWaits, openRecordsDesk, type RecordsAtDesk } from "../src/rooms/records/records-desk.ts";
import { recordsStudy } from "./records-study.ts";

const REFERRALS = "records/deliveries/2023/North/referrals.csv";
const MONTHLY = "records/deliveries/2023/North/monthly.csv";

let own: Awaited<ReturnType<typeof recordsStudy>>;
let folder: string;
beforeEach(async () => {
  own = await recordsStudy();
  folder = own.study.folder;
});
afterEach(() => own[Symbol.asyncDispose]());

const patient: Asker = { begin: () => true };
const referrals = async (records: RecordsAtDesk): Promise<number | undefined> => {
  if (records.standing !== "linked") throw new Error(records.standing);
  const sizes = await linkedSizes(records.open.database, ["referral"], records.open.study.rules);
  return sizes[0]?.rows;
};

/** So that linking takes longer than noticing that a file changed. */
function makeMonthlyLong(): void {
  const rows = Array.from({ length: 30_000 }, (_, row) => `REF${String(row % 30).padStart(6, "0")},03/2023,Open`);
  appendFileSync(join(folder, MONTHLY), `${rows.join("\n")}\n`);
}

describe("[V66] the records in a process of their own", () => {
  /** What it says that it does, and promises of its having begun and come to rest. */
  function watched() {
    const steps: string[] = [];
    const [begun, atRest] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const records: RecordsProcess = openRecordsProcess(folder, () => {
      const { step } = records;
      if (step === undefined) return atRest.resolve();
      steps.push(step);
      begun.resolve();
    });
    return { records, steps, begun: begun.promise, atRest: atRest.promise };
  }

  test("say step by step what they do, and refuse whoever is out of patience until they are linked", async () => {
    const { records, steps, atRest } = watched();
    const refused = await records.ask("readRecords", undefined, 0).catch((error: unknown) => error);
    expect(refused).toMatchObject({ status: 503, code: RECORDS_AT_WORK });
    await atRest;
    expect(steps[0]).toBe("read the study's files");
    expect(steps).toEqual(expect.arrayContaining(["harmonise referral", "link monthly", "keep the ledger"]));
    expect((await records.ask("readRecords", undefined)).standing).toBe("linked");
    expect(await descendants()).toHaveLength(1);
    await records.close();
    expect(await descendants()).toEqual([]);
    lockStudy(folder)();
  });

  test("that end before an answer are a refusal in words, and are started again by the next question", async () => {
    makeMonthlyLong();
    const { records, begun } = watched();
    const asked = records.ask("readRecords", undefined).catch((error: unknown) => error);
    await begun;
    for (const child of await descendants()) process.kill(child, "SIGKILL");
    expect(await asked).toMatchObject({ status: 503, code: "records-ended" });
    expect((await records.ask("readRecords", undefined)).standing).toBe("linked");
    await records.close();
  });

  /** The processes that hold the records of this study. */
  async function descendants(): Promise<number[]> {
    const pids = (await readdir("/proc")).filter((name) => /^\d+$/u.test(name));
    const commands = await Promise.all(
      pids.map(async (pid) => ({ pid, command: await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "") })),
    );
    return commands
      .filter(({ command }) => command.includes("records-process.ts") && command.includes(folder))
      .map(({ pid }) => Number(pid));
  }
});

describe("[V67] when a file changes while the records are being linked", () => {
  test("linking is given up and begun anew, and nobody is shown the old", async () => {
    makeMonthlyLong();
    const steps: (string | undefined)[] = [];
    const desk = openRecordsDesk(folder, (step) => {
      steps.push(step);
      if (step !== "harmonise monthly" || steps.filter((one) => one === step).length > 1) return;
      appendFileSync(join(folder, REFERRALS), "REF000099,01/02/2023,Male,Health,13\n");
      void desk.follow();
    });
    expect(await desk.useLinked(referrals, patient)).toBe(31);
    expect(steps.filter((step) => step === "read the study's files")).toHaveLength(2);
    expect(steps.filter((step) => step === "keep the ledger")).toHaveLength(1);
    await desk.close();
    lockStudy(folder)();
  });

  test("columns and values are there to be decided on meanwhile", async () => {
    makeMonthlyLong();
    let isLinked = false;
    const desk = openRecordsDesk(folder, () => {});
    const linked = desk.useLinked(referrals, patient).then(() => {
      isLinked = true;
    });
    const read = await desk.useRead(async ({ standing }) => standing, patient);
    expect([read, isLinked]).toEqual(["read", false]);
    await linked;
    await desk.close();
  });

  test("who no longer waits is not answered, and those behind are", async () => {
    const desk = openRecordsDesk(folder, () => {});
    const gone = desk.useLinked(async () => "answered", { begin: () => false });
    const behind = desk.useLinked(referrals, patient);
    await expect(gone).rejects.toThrow(NobodyWaits);
    expect(await behind).toBe(30);
    await desk.close();
  });
});
