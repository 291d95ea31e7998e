import { readFileSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stataFile } from "../../src/export/stata-file.ts";
import type { StataBlock, StataTable, StataVariable } from "../../src/export/stata-table.ts";
import { stataExample, stataExampleBlocks } from "./stata-example.ts";

const goldenUrl = new URL("example.dta", import.meta.url);
const readingOf = (program: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../reference/records/dta-${program}.json`, import.meta.url), "utf8"));

describe("Stata file", () => {
  it("[E1] has the bytes that haven and pandas were shown", async () => {
    const bytes = await bytesOf(stataExample);
    if (process.env.WRITE_GOLDEN === "1" && process.env.CI === undefined) writeFileSync(goldenUrl, bytes);
    expect(Buffer.from(bytes).equals(readFileSync(goldenUrl))).toBe(true);
  });

  it.each(["haven", "pandas"])("[E1] is read by %s as it was meant", (program) => {
    expect(readingOf(program)).toEqual(meant);
  });

  it("[E2] gives the same bytes however the rows are cut into blocks", async () => {
    const cut = stataExampleBlocks.flatMap(singleRows);
    expect(await bytesOf({ ...stataExample, blocks: () => cut })).toEqual(await bytesOf(stataExample));
    const later = async function* (): AsyncGenerator<StataBlock> {
      yield* stataExampleBlocks;
    };
    expect(await bytesOf({ ...stataExample, blocks: later })).toEqual(await bytesOf(stataExample));
  });

  it("[E3] says in its map where each section starts", async () => {
    const bytes = Buffer.from(await bytesOf(stataExample));
    const map = bytes.indexOf("<map>") + "<map>".length;
    const offsets = Array.from({ length: 14 }, (_, index) => Number(bytes.readBigUInt64LE(map + 8 * index)));
    const tags = [
      ...["stata_dta", "map", "variable_types", "varnames", "sortlist", "formats", "value_label_names"],
      ...["variable_labels", "characteristics", "data", "strls", "value_labels", "/stata_dta"],
    ];
    expect(offsets.slice(0, 13).map((offset) => bytes.toString("latin1", offset, offset + 20).split(">")[0])).toEqual(
      tags.map((tag) => `<${tag}`),
    );
    expect(offsets[13]).toBe(bytes.length);
  });

  it.each([
    [[-127, 100], 1],
    [[-128], 2],
    [[101], 2],
    [[32_740], 2],
    [[32_741], 4],
    [[-32_768], 4],
    [[2_147_483_620], 4],
    [[2_147_483_621], 8],
    [[0.5], 8],
    [[null], 1],
  ])("[E4] stores %j in %d bytes a value", async (values, width) => {
    expect(await dataBytes({ kind: "number", name: "x", label: "" }, values)).toBe(width * values.length);
  });

  it("[E4] takes bigints that a double holds exactly", async () => {
    expect(await dataBytes({ kind: "number", name: "x", label: "" }, [1n, 2n])).toBe(2);
  });

  it("[E4] stores text in as many bytes as the longest value has in UTF-8", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: "binary" }), { minLength: 1 }), async (values) => {
        const width = Math.max(1, ...values.map((value) => Buffer.byteLength(value.replaceAll("\0", "\ufffd"))));
        expect(await dataBytes({ kind: "text", name: "x", label: "" }, values)).toBe(width * values.length);
      }),
      { seed: 7 },
    );
  });

  it("[E5] goes to long text only above 2,045 bytes", async () => {
    const text: StataVariable = { kind: "text", name: "x", label: "" };
    expect(await dataBytes(text, ["é".repeat(1022)])).toBe(2044);
    expect(await dataBytes(text, ["é".repeat(1023)])).toBe(8);
  });

  it("refuses what Stata cannot hold, naming variable and row", async () => {
    const number: StataVariable = { kind: "number", name: "x", label: "" };
    const date: StataVariable = { kind: "date", name: "d", label: "" };
    const month: StataVariable = { kind: "month", name: "m", label: "" };
    await expect(dataBytes(number, [1, Number.POSITIVE_INFINITY])).rejects.toThrow(
      new RangeError("x, row 2: beyond Stata's largest number: Infinity"),
    );
    await expect(dataBytes(number, [2n ** 60n])).rejects.toThrow(RangeError);
    await expect(dataBytes(number, ["1"])).rejects.toThrow(new TypeError("x, row 1: not a number: 1"));
    await expect(dataBytes(date, ["2019-02-29"])).rejects.toThrow(new RangeError("d, row 1: no such date: 2019-02-29"));
    await expect(dataBytes(date, ["03/04/2019"])).rejects.toThrow(RangeError);
    await expect(dataBytes(month, ["2019-13"])).rejects.toThrow(RangeError);
    expect(() => stataFile({ ...stataExample, variables: [] })).toThrow(RangeError);
    expect(() => stataFile({ ...stataExample, made: "2024-03-05" })).toThrow(RangeError);
  });

  it("[E2] refuses rows that change between readings", async () => {
    let reading = 0;
    const blocks = (): StataBlock[] => {
      reading += 1;
      return [{ rows: 1, columns: [[reading === 1 ? "a" : "ab"]] }];
    };
    const variables: StataVariable[] = [{ kind: "text", name: "x", label: "" }];
    await expect(bytesOf({ label: "", variables, blocks })).rejects.toThrow("x, row 1: not the value read at first");
  });
});

/** What a reader must find in the example, in the words of both check scripts. */
const meant = {
  label: "Example of every storage type",
  rows: 5,
  variables: {
    urn: {
      label: "Unique reference number",
      format: "%-9s",
      values: ["URN000001", "URN000002", "URN000003", "URN000004", "URN000005"],
    },
    episode: { label: "Episode", format: "%8.0g", values: [1, 2, 3, 4, 5] },
    as_byte: { label: "Limits of a byte", format: "%8.0g", values: [-127, 100, null, 0, 1] },
    as_int: { label: "Limits of an int", format: "%8.0g", values: [-32767, 32740, null, 0, 1] },
    as_long: { label: "Limits of a long", format: "%12.0g", values: [-2147483647, 2147483620, null, 0, 1] },
    v_double: { label: "Doubles", format: "%10.0g", values: [0.1, -1.5, null, 1e300, 1099511627776] },
    referral_date: {
      label: "Date of referral",
      format: "%td",
      values: ["2019-04-03", "1959-12-31", null, "2024-02-29", "1960-01-01"],
    },
    month: { label: "Month of record", format: "%tm", values: [711, -1, null, 769, 0] },
    gender: {
      label: "Gender",
      format: "%8.0g",
      values: [1, 2, null, 4, 5],
      labels: { "1": "Female", "2": "Male", "3": "Other", "4": "Not known", "5": "Non-binary" },
    },
    nationalite: {
      label: "Nationality, as written",
      format: "%-16s",
      values: ["Côte d’Ivoire", "Albanian", "", "日本 🦊", "x"],
    },
    exploitation_organ_harvesting_or: {
      label: "Exploitation type: organ harvesting, or another kind that the form of that year",
      format: "%8.0g",
      values: [1, 0, null, 1, 0],
      labels: { "0": "No", "1": "Yes" },
    },
    note: {
      label: "Worker's note",
      format: "%9s",
      lengths: [2428, 0, 0, 5, 2430],
    },
  },
};

async function bytesOf(table: StataTable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stataFile(table).chunks) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function dataBytes(variable: StataVariable, values: readonly unknown[]): Promise<number> {
  const blocks = (): StataBlock[] => [{ rows: values.length, columns: [values] }];
  const bytes = Buffer.from(await bytesOf({ label: "", variables: [variable], blocks }));
  return bytes.indexOf("</data><strls>") - bytes.indexOf("<data>") - "<data>".length;
}

function singleRows(block: StataBlock): StataBlock[] {
  return Array.from({ length: block.rows }, (_, row) => ({
    rows: 1,
    columns: block.columns.map((column) => [column[row]]),
  }));
}
