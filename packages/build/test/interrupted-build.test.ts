import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildStudy, checkStudy, openRecords } from "@plait/build";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { digestsUnder, filesUnder, writingsUnder } from "./output-files.ts";
import { endOf, hasSaid, plait, plaitWithFilesUpTo } from "./plait-process.ts";
import { refusal } from "./refusal.ts";
import { csvOf, monthlyHeader, writeIn, writeSmallStudy } from "./small-study.ts";

let built: TemporaryFolder;
/** What a build of the changed study gives that nothing interrupted. */
let undisturbed: Record<string, string>;
let folder: TemporaryFolder;
/** A study that was built once. */
let study: string;
let outputs: string;

beforeAll(async () => {
  built = await temporaryFolder("built");
  for (const name of ["study", "undisturbed"]) writeSmallStudy(join(built.path, name));
  await buildStudy(join(built.path, "study"));
  changeDelivery(join(built.path, "undisturbed"));
  undisturbed = digestsUnder((await buildStudy(join(built.path, "undisturbed"))).outputs);
});
afterAll(() => built.remove());

beforeEach(async () => {
  folder = await temporaryFolder("interrupted");
  study = join(folder.path, "study");
  outputs = join(study, "outputs");
  cpSync(join(built.path, "study"), study, { recursive: true });
});
afterEach(() => folder.remove());

/** Another month of one person: results differ. */
function changeDelivery(root: string): void {
  writeIn(
    root,
    "records/deliveries/2024/North/monthly more.csv",
    csvOf([[...monthlyHeader], ["REF000032", "12/2024", "Closed"]]),
  );
}

describe("[B40] a build that is interrupted", () => {
  test.each([/^read 1 of 1/u, /^describe/u, /^write the annex/u])(
    "at %s leaves the former outputs, and the next one is as if nothing had been",
    async (when) => {
      const former = writingsUnder(outputs);
      changeDelivery(study);
      const interruption = new AbortController();
      const progress = (step: string) => {
        if (when.test(step)) interruption.abort();
      };
      await expect(buildStudy(study, { signal: interruption.signal, progress })).rejects.toThrow(/aborted/u);
      expect(writingsUnder(outputs)).toEqual(former);
      expect(readdirSync(study).sort()).toEqual([".plait", "outputs", "records", "study.yaml"]);
      expect(await buildStudy(study)).toMatchObject({ status: "built" });
      expect(digestsUnder(outputs)).toEqual(undisturbed);
    },
  );

  test.each([/link referral/u, /write the annex/u])(
    "by the end of its process at %s leaves the former outputs, and the next one is as if nothing had been",
    async (when) => {
      const former = writingsUnder(outputs);
      changeDelivery(study);
      const child = plait("build", study);
      const ended = once(child, "exit");
      await hasSaid(child, when);
      child.kill("SIGKILL");
      expect(await ended).toEqual([null, "SIGKILL"]);
      expect(writingsUnder(outputs)).toEqual(former);
      expect(await buildStudy(study)).toMatchObject({ status: "built" });
      expect(digestsUnder(outputs)).toEqual(undisturbed);
      expect(filesUnder(join(study, ".plait")).filter((file) => /lock|unfinished|scratch/u.test(file))).toEqual([]);
    },
  );

  test("between taking the former outputs away and putting the new ones in place brings the former back", async () => {
    const former = digestsUnder(outputs);
    renameSync(outputs, `${outputs}.plait-former`);
    mkdirSync(`${outputs}.plait-unfinished`);
    writeFileSync(join(`${outputs}.plait-unfinished`, "annex.html"), "half");
    expect(await buildStudy(study)).toMatchObject({ status: "unchanged" });
    expect(digestsUnder(outputs)).toEqual(former);
    expect(readdirSync(study).sort()).toEqual([".plait", "outputs", "records", "study.yaml"]);
  });

  test("by Ctrl-C says so and ends with 130", async () => {
    const former = writingsUnder(outputs);
    changeDelivery(study);
    const child = plait("build", study);
    const ended = once(child, "exit");
    await hasSaid(child, /harmonise/u);
    child.kill("SIGINT");
    expect(await ended).toEqual([130, null]);
    expect(writingsUnder(outputs)).toEqual(former);
    expect(existsSync(join(study, ".plait", "lock"))).toBe(false);
  });
});

describe("[B41] two runs in one study", () => {
  test("the second is refused plainly, and the first goes on", async () => {
    const first = await openRecords(study);
    expect(await refusal(buildStudy(study))).toEqual(["study-in-use"]);
    expect(await refusal(openRecords(study))).toEqual(["study-in-use"]);
    expect((await checkStudy(study)).map(({ code }) => code)).toEqual(["study-in-use"]);
    const child = plait("build", study);
    const ended = once(child, "exit");
    await hasSaid(child, new RegExp(`another Plait \\(process ${process.pid}\\) is at work`, "u"));
    expect(await ended).toEqual([1, null]);
    await first.close();
    expect(await buildStudy(study)).toMatchObject({ status: "unchanged" });
  });

  test("a lock is taken over when its process is gone, or is this one and holds nothing", async () => {
    const child = plait("--help");
    await once(child, "exit");
    for (const left of [child.pid, process.pid]) {
      mkdirSync(join(study, ".plait"), { recursive: true });
      writeFileSync(join(study, ".plait", "lock"), String(left));
      const open = await openRecords(study);
      expect(readFileSync(join(study, ".plait", "lock"), "utf8")).toBe(String(process.pid));
      await open.close();
      expect(existsSync(join(study, ".plait", "lock"))).toBe(false);
    }
  });

  test("a lock that says nothing yet is respected", async () => {
    mkdirSync(join(study, ".plait"), { recursive: true });
    writeFileSync(join(study, ".plait", "lock"), "");
    expect(await refusal(buildStudy(study))).toEqual(["study-in-use"]);
  });
});

describe("[B42] a disk that fills up", () => {
  test.runIf(process.platform !== "win32")("while outputs are written leaves the former ones and says so", async () => {
    const former = writingsUnder(outputs);
    changeDelivery(study);
    const { code, said } = await endOf(plaitWithFilesUpTo(100, "build", study));
    expect(said).toContain("The disk is full. Nothing was lost");
    expect(code).toBe(3);
    expect(writingsUnder(outputs)).toEqual(former);
    expect(readdirSync(study).sort()).toEqual([".plait", "outputs", "records", "study.yaml"]);
    expect(await buildStudy(study)).toMatchObject({ status: "built" });
    expect(digestsUnder(outputs)).toEqual(undisturbed);
  });

  test.runIf(process.platform !== "win32")("while deliveries are read says so and names no person", async () => {
    const former = writingsUnder(outputs);
    const rows = Array.from({ length: 4_000 }, (_, at) => [`REF0000${10 + (at % 50)}`, "12/2024", "Open"]);
    writeIn(study, "records/deliveries/2024/North/monthly long.csv", csvOf([[...monthlyHeader], ...rows]));
    const { code, said } = await endOf(plaitWithFilesUpTo(4, "build", study));
    expect(said).toMatch(/disk is full|no room left on the disk/u);
    expect([1, 3]).toContain(code);
    expect(said).not.toMatch(/REF\d{6}/u);
    expect(writingsUnder(outputs)).toEqual(former);
  });
});

describe("[B43] the folder of the outputs", () => {
  test("is not touched where it holds what Plait did not write", async () => {
    const documents = join(folder.path, "documents");
    writeIn(documents, "thesis.txt", "years of work");
    expect(await refusal(buildStudy(study, { out: documents }))).toEqual(["outputs-hold-other-files"]);
    expect(await refusal(buildStudy(study, { out: study }))).toEqual(["outputs-hold-other-files"]);
    expect(await refusal(buildStudy(study, { out: join(documents, "thesis.txt") }))).toEqual([
      "outputs-hold-other-files",
    ]);
    writeIn(outputs, "tables/my notes.csv", "mine");
    changeDelivery(study);
    expect(await refusal(buildStudy(study))).toEqual(["outputs-hold-other-files"]);
    expect(filesUnder(documents)).toEqual(["thesis.txt"]);
    expect(readFileSync(join(outputs, "tables/my notes.csv"), "utf8")).toBe("mine");
  });

  test("may lie anywhere, also in the study, and is then no part of it", async () => {
    const out = join(study, "annex of March");
    expect(await buildStudy(study, { out })).toMatchObject({ status: "built", outputs: out });
    expect(await buildStudy(study, { out })).toMatchObject({ status: "unchanged" });
    writeIn(study, "notes.txt", "Ask about March.");
    expect(await buildStudy(study, { out })).toMatchObject({ status: "unchanged" });
  });

  test("is written again where a file of it is missing or was changed", async () => {
    const first = digestsUnder(outputs);
    rmSync(join(outputs, "results.json"));
    expect(await buildStudy(study)).toMatchObject({ status: "built", filesRead: 0 });
    writeFileSync(join(outputs, "annex.html"), "spoilt");
    expect(await buildStudy(study)).toMatchObject({ status: "built", filesRead: 0 });
    expect(digestsUnder(outputs)).toEqual(first);
  });
});

describe("[B32] a delivery that changed", () => {
  test("is read again, the others are not; when it is as it was, none is, and the first outputs come back", async () => {
    const former = digestsUnder(outputs);
    const delivery = join(study, "records/deliveries/2023/South/monthly.csv");
    const text = readFileSync(delivery, "utf8");
    writeFileSync(delivery, text.replace("Open", "Closed"));
    expect(await buildStudy(study)).toMatchObject({ status: "built", filesRead: 1 });
    expect(digestsUnder(outputs)["results.json"]).not.toBe(former["results.json"]);
    writeFileSync(delivery, text);
    expect(await buildStudy(study)).toMatchObject({ status: "built", filesRead: 0 });
    expect(digestsUnder(outputs)).toEqual(former);
  });

  test("and one that came in addition is the only one read", async () => {
    changeDelivery(study);
    expect(await buildStudy(study)).toMatchObject({ status: "built", filesRead: 1 });
    expect(digestsUnder(outputs)).toEqual(undisturbed);
  });
});

describe("[B44] a delivery that cannot be read", () => {
  test("stops the build with its name, and what was read stays read", async () => {
    writeIn(study, "records/deliveries/2024/North/monthly more.csv", "");
    const former = writingsUnder(outputs);
    expect(await refusal(buildStudy(study))).toEqual(["empty-file"]);
    expect(writingsUnder(outputs)).toEqual(former);
    changeDelivery(study);
    expect(await buildStudy(study)).toMatchObject({ status: "built", filesRead: 1 });
  });
});
