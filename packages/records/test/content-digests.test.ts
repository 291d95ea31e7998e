import { describe, expect, it } from "vitest";
import { contentDigests } from "../src/content-digests.ts";
import { contacts, guardians } from "./guardians.ts";
import { linked, type SmallSheet } from "./small-study.ts";

async function digests(sheets: readonly SmallSheet[]): Promise<string[]> {
  const { database, records } = await linked(guardians, sheets);
  const inputs = await contentDigests(database, ["contact"], records.sheets);
  await database.close();
  return inputs.map(({ period, group, rows, contentDigest }) => `${period} ${group} ${rows} ${contentDigest}`);
}

const rows = [
  ["1", "01/02/2019", "Leeds"],
  ["2", "01/02/2019", ""],
  ["2", "01/02/2019", ""],
  ["3", ["Feb", "43524"], "York"],
] as const;

describe("[D1] the digest of what a period, group and kind held", () => {
  it("depends neither on the order of rows nor on how they are spread over files, nor on their names", async () => {
    const one = await digests([contacts("2019/DW/contact.csv", rows)]);
    expect(await digests([contacts("2019/DW/contact.csv", rows.toReversed())])).toEqual(one);
    const spread = [
      contacts("2019/DW/contact-b.csv", rows.slice(2)),
      contacts("2019/DW/contact-a.csv", rows.slice(0, 2)),
    ];
    expect(await digests(spread)).toEqual(one);
    expect(one).toHaveLength(1);
  });

  it.each<[string, SmallSheet["rows"]]>([
    ["a cell", [["1", "01/02/2019", "Leeds "], ...rows.slice(1)]],
    ["a cell to empty", [["1", "01/02/2019", ""], ...rows.slice(1)]],
    ["what a cell keeps underneath", [...rows.slice(0, 3), ["3", ["Feb", "43525"], "York"]]],
    ["two cells exchanged", [["01/02/2019", "1", "Leeds"], ...rows.slice(1)]],
    ["a row delivered once more", [...rows, ["1", "01/02/2019", "Leeds"]]],
    ["a row that is gone", rows.slice(0, 3)],
  ])("changes with %s", async (_, changed) => {
    expect(await digests([contacts("2019/DW/contact.csv", changed)])).not.toEqual(
      await digests([contacts("2019/DW/contact.csv", rows)]),
    );
  });

  it("is told apart by period and group", async () => {
    const found = await digests([contacts("2019/DW/contact.csv", rows), contacts("2020/RPC/contact.csv", rows)]);
    expect(found.map((one) => one.slice(0, 10))).toEqual(["2019 DW 4 ", "2020 RPC 4"]);
    expect(found[0]?.slice(-32)).toBe(found[1]?.slice(-32));
  });
});
