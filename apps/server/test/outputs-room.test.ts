import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildStudy, requestRelease } from "@plait/build";
import { guardianshipQ } from "@plait/example-guardianship";
import { describe, expect, test } from "vitest";
import type { Called, SignedIn } from "../src/room.ts";
import { outputsRoom } from "../src/rooms/outputs-room.ts";
import { sortingStudy } from "./sorting-study.ts";

const session = { begin: () => {}, end: () => {} };
const settings = `title: Q
languages: [en, ar]
strands: [q]
disclosure: { policy: sacro }
people:
  - { name: A. Analyst, role: analyst }
  - { name: C. Checker, role: output checker }
  - { name: D. Checker, role: output checker }
`;

async function openedRoom() {
  const { study, ...rest } = await sortingStudy();
  await writeFile(join(study.folder, "study.yaml"), settings);
  await writeFile(join(study.folder, "q/analysis.yaml"), "noise: { draws: 100 }\nstability: { resamples: 100 }\n");
  await mkdir(join(study.folder, "q/sorts"));
  for (const [path, text] of guardianshipQ().files) {
    if (path.startsWith("q/sorts/")) await writeFile(join(study.folder, path), text);
  }
  const asked = { study, query: undefined, session };
  return {
    study,
    read: () => outputsRoom.readOutputs({ ...asked, caller: staff("A. Analyst", "analyst"), body: undefined }),
    readAs: (caller: SignedIn) => outputsRoom.readOutputs({ ...asked, caller, body: undefined }),
    decide: (name: string, body: Called<"decideOutputs">["body"]) =>
      outputsRoom.decideOutputs({ ...asked, caller: staff(name, "output-checker"), body }),
    [Symbol.asyncDispose]: rest[Symbol.asyncDispose],
  };
}

function staff(name: string, role: "analyst" | "output-checker"): SignedIn {
  return { kind: "staff", name, role };
}

describe("[V75] outputs", () => {
  test("are nothing before a build and a request; then what leaves, what was stopped, and where releases stand", async () => {
    await using room = await openedRoom();
    expect(await room.read()).toEqual({ releases: [] });
    await buildStudy(room.study.folder);
    const { built } = await room.read();
    expect(built?.policy).toBe("sacro");
    const of = (id: string) => built?.results.find((result) => result.id === id);
    expect(of("q.number-of-factors")).toMatchObject({ status: "released", withheld: 0 });
    expect(of("q.loadings")).toMatchObject({ status: "withheld" });
    expect(of("q.loadings")?.withheld).toBeGreaterThan(0);

    const id = "q.number-of-factors";
    const now = () => new Date("2026-03-01T09:30:00Z");
    await requestRelease(room.study.folder, { by: "A. Analyst", purpose: "For the annex", results: [id], now });
    const { releases } = await room.read();
    expect(releases).toMatchObject([
      {
        number: 1,
        by: "A. Analyst",
        purpose: "For the annex",
        outputs: [{ id, standing: "waiting", approvalsMissing: 2 }],
      },
    ]);
    expect(releases[0]?.page).toContain("review.html");
  });

  test("are approved and rejected in the name of whoever is signed in, and not by who asked", async () => {
    await using room = await openedRoom();
    const id = "q.number-of-factors";
    const now = () => new Date("2026-03-01T09:30:00Z");
    await requestRelease(room.study.folder, { by: "A. Analyst", purpose: "For the annex", results: [id], now });
    const approve = { release: 1, outputs: [id], decision: { kind: "approved", comment: "Nothing small." } } as const;
    const readBy = async (name: string) => (await room.readAs(staff(name, "output-checker"))).releases[0]?.barred;
    expect(await readBy("A. Analyst")).toContain("whoever asks does not decide");
    expect(await readBy("Link")).toContain('nobody in this study is called "Link"');
    expect(await readBy("C. Checker")).toBeUndefined();
    await expect(room.decide("A. Analyst", approve)).rejects.toMatchObject({ status: 422 });
    await expect(room.decide("Nobody Known", approve)).rejects.toMatchObject({ status: 422 });
    expect(await room.decide("C. Checker", approve)).toMatchObject({
      outputs: [
        { standing: "waiting", approvalsMissing: 1, decisions: [{ by: "C. Checker", words: "Nothing small." }] },
      ],
    });
    const reject = { release: 1, outputs: [id], decision: { kind: "rejected", reason: "No context." } } as const;
    expect(await room.decide("D. Checker", reject)).toMatchObject({ outputs: [{ standing: "rejected" }] });
    expect((await room.read()).releases[0]?.outputs[0]?.decisions.map(({ kind }) => kind)).toEqual([
      "approved",
      "rejected",
    ]);
  });
});
