import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seededRandom } from "@plait/study";
import { expect, test } from "vitest";
import { filePlans } from "../src/delivery-plan.ts";
import { writeFurtherDeliveries } from "../src/further-deliveries.ts";
import { writeGuardianshipStudy } from "../src/index.ts";
import { makePeople } from "../src/people.ts";
import { makeReferralRows } from "../src/referral-rows.ts";
import { readBack } from "./read-back.ts";

test("[G12] every copy repeats every row for other people", async () => {
  const folder = mkdtempSync(join(tmpdir(), "further-"));
  try {
    const rows = makeReferralRows(makePeople(seededRandom("test")).people);
    const files = await writeFurtherDeliveries(folder, rows, filePlans, 12);
    expect(files.reduce((sum, file) => sum + file.rows, 0)).toBe(4170 * 12);
    const urns = new Map<string, number>();
    for (const file of files) {
      const [header, ...records] = readBack(join(folder, file.path)).get("") ?? [];
      expect(header?.[0]).toBe("Urn (further)");
      expect(records.length).toBe(file.rows);
      for (const [urn = ""] of records) urns.set(urn, (urns.get(urn) ?? 0) + 1);
    }
    expect(urns.size).toBe(4118 * 12);
    expect([...urns.keys()].every((urn) => /^URN\d{6}$/.test(urn) && Number(urn.slice(3)) > 9999)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.each([0, 1.5, 101, Number.NaN])("[G13] a scale of %s is refused", async (scale) => {
  await expect(writeGuardianshipStudy(join(tmpdir(), "never-written"), { scale })).rejects.toThrow(RangeError);
});
