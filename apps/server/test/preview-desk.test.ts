import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ReplyOf, shapes } from "@plait/api";
import { lockStudy } from "@plait/build";
import { temporaryFolder } from "@plait/testkit";
import { describe, expect, it } from "vitest";
import { writeSmallStudy } from "../../../packages/build/test/small-study.ts";
import { RefusedCall } from "../src/room.ts";
import { openPreviewDesk, type PreviewDesk, type PreviewDeskParts } from "../src/rooms/records/preview-desk.ts";

type Standing = ReplyOf<"readPreview">;
type Ended = Exclude<Standing, { kind: "at-work" }>;

interface TestDesk extends AsyncDisposable {
  readonly desk: PreviewDesk;
  readonly folder: string;
  /** Puts another text in the place of one in a file of the study. */
  change(path: string, from: string, to: string): Promise<void>;
  /** What stands when nothing is being worked out any more. */
  ended(): Promise<Ended>;
}

async function testDesk(parts: Partial<PreviewDeskParts> = {}): Promise<TestDesk> {
  const { path: folder, remove } = await temporaryFolder("preview-desk");
  writeSmallStudy(folder);
  let minutes = 0;
  // Each look at the clock is a minute later.
  const now = () => new Date(Date.UTC(2025, 2, 4, 12, minutes++));
  let wentOn = Promise.withResolvers<void>();
  const ring = () => {
    wentOn.resolve();
    wentOn = Promise.withResolvers();
  };
  const [collected, settled] = [async () => [], async () => {}];
  const desk = openPreviewDesk({ folder, now, collected, settled, wentOn: ring, ...parts });
  return {
    desk,
    folder,
    change: async (path, from, to) => {
      const file = join(folder, path);
      await writeFile(file, (await readFile(file, "utf8")).replace(from, to));
    },
    ended: async () => {
      for (;;) {
        const next = wentOn.promise;
        const standing = await desk.standing();
        expect(shapes.readPreview.reply.parse(standing)).toEqual(standing);
        if (standing.kind !== "at-work") return standing;
        await next;
      }
    },
    [Symbol.asyncDispose]: async () => {
      await desk.close();
      await remove();
    },
  };
}

async function ready({ ended }: TestDesk): Promise<Extract<Standing, { kind: "ready" }>> {
  const standing = await ended();
  if (standing.kind !== "ready") throw new Error(`it is ${standing.kind}`);
  return standing;
}

function femaleInside(desk: PreviewDesk, state: string): string[] {
  const { rows } = desk.result({ state, result: "records.by-gender" });
  return rows.find(({ label }) => label === "Female")?.cells.map(({ inside }) => inside) ?? [];
}

const codeOf = (error: unknown): unknown => (error instanceof RefusedCall ? error.code : error);

describe("[V80] the preview", () => {
  it("lists every result with what the gate would do to it, and gives each cell by cell", async () => {
    await using test = await testDesk();
    expect(await test.desk.standing()).toMatchObject({ kind: "at-work" });
    const { state, results, policy, seconds } = await ready(test);
    expect(policy).toBe("SACRO");
    expect(seconds).toBeGreaterThanOrEqual(60);
    expect(results.find(({ id }) => id === "records.by-gender")).toMatchObject({
      ...{ strand: "records", status: "released", models: 0, cells: 9, withheld: 0, rounded: 0, sentences: 0 },
    });
    for (const { id } of results) {
      const result = test.desk.result({ state, result: id });
      expect(shapes.readPreviewedResult.reply.parse(result)).toEqual(result);
    }
    const trend = test.desk.result({ state, result: "records.monthly-trend" });
    expect(trend.picture).toMatch(/^<svg /u);
  });

  it("is worked out once for a state of the study, and anew when a file of it has changed", async () => {
    let settlings = 0;
    await using test = await testDesk({
      settled: async () => {
        settlings += 1;
      },
    });
    const first = await ready(test);
    expect(await ready(test)).toEqual(first);
    expect(settlings).toBe(1);

    await test.change("records/deliveries/2023/North/referrals.csv", ",Female,", ",Male,");
    const between = await test.desk.standing();
    expect(between.kind).toBe("at-work");
    // Until there are others, the numbers before are to be had.
    expect(femaleInside(test.desk, first.state)).toEqual(["15", "15", "30"]);
    const second = await ready(test);
    expect(second.state).not.toBe(first.state);
    expect(femaleInside(test.desk, second.state)).toEqual(["14", "15", "29"]);
    expect(settlings).toBe(2);
    expect(() => test.desk.result({ state: first.state, result: "records.by-gender" })).toThrow("has changed since");
    expect(() => test.desk.result({ state: second.state, result: "records.nothing" })).toThrow("no such result");
  });

  it("is of the newest state, however often the study changes while it is worked out", async () => {
    await using test = await testDesk();
    await test.desk.standing();
    await test.change("records/rules.yaml", "Young people by gender", "Girls and boys");
    await test.desk.standing();
    await test.change("records/rules.yaml", "Girls and boys", "Boys and girls");
    const { results } = await ready(test);
    expect(results.find(({ id }) => id === "records.by-gender")?.title).toBe("Boys and girls");
  });

  it("[V81] says what has to be mended first, and goes on when it is", async () => {
    await using test = await testDesk();
    await test.change("records/values/status.csv", "shut,Closed", "shut,Nonsense");
    const stopped = await test.ended();
    expect(stopped).toMatchObject({ kind: "stopped", problems: [{ file: "records/values/status.csv" }] });
    await test.change("records/values/status.csv", "shut,Nonsense", "shut,Closed");
    expect((await test.ended()).kind).toBe("ready");
  });

  it("[V81] is refused while another Plait is at work in the study, and begun anew when it is asked for again", async () => {
    await using test = await testDesk();
    const unlock = lockStudy(test.folder);
    try {
      expect(await test.ended().catch(codeOf)).toBe("study-in-use");
    } finally {
      unlock();
    }
    expect((await test.ended()).kind).toBe("ready");
  });

  it("has no sorts where the study has no cards, and says why where it cannot have them", async () => {
    const refusing = (code: string) => async () => {
      throw new RefusedCall(503, code, "No.");
    };
    await using without = await testDesk({ collected: refusing("no-cards") });
    expect((await without.desk.standing()).kind).toBe("at-work");
    await using broken = await testDesk({ collected: refusing("journal") });
    expect(await broken.desk.standing().catch(codeOf)).toBe("journal");
  });

  it("ends with the desk in the middle of its work, and begins no more", async () => {
    const test = await testDesk();
    await test.desk.standing();
    await test[Symbol.asyncDispose]();
    expect(await test.desk.standing().catch(codeOf)).toBe("closing");
  });
});
