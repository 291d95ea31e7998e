import {
  closeSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { readSealedFile, sealStudy, unsealStudy } from "@plait/journal";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { otherKey, testKey } from "./test-key.ts";

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder("seal");
  for (const [path, text] of files) write(path, text);
  write("records/deliveries/README.md", "# Deliveries");
  write("records/rules.yaml", "not sealed");
});
afterEach(() => folder.remove());

const files = [
  [".plait/cache/a1.parquet", "P".repeat(200_000)],
  ["records/deliveries/2024/North/referrals.csv", "reference,name\nREF000001,MARKER\n"],
  ["records/deliveries/2024/empty.csv", ""],
] as const;

function at(path: string): string {
  return join(folder.path, path);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
}

/** Every file of the study but those that are never sealed. */
function listing(): string[] {
  return readdirSync(folder.path, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !/README|rules/u.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.path.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}

const clearNames = files.map(([path]) => path).sort();
const sealedNames = clearNames.map((path) => `${path}.sealed`);

function expectClear(): void {
  expect(listing()).toEqual(clearNames);
  for (const [path, text] of files) expect(readFileSync(at(path), "utf8")).toBe(text);
}

async function expectSealed(): Promise<void> {
  expect(listing()).toEqual(sealedNames);
  for (const [path, text] of files) {
    let read = "";
    for await (const part of readSealedFile(at(`${path}.sealed`), testKey.derive("file")))
      read += Buffer.from(part).toString("utf8");
    expect(read).toBe(text);
  }
}

describe("[K61] deliveries and cache", () => {
  test("are sealed and unsealed in place, and nothing else is", async () => {
    const steps: string[] = [];
    const sealed = await sealStudy(folder.path, testKey, { progress: (step) => steps.push(step) });
    expect(sealed).toEqual({ done: clearNames, already: 0, problems: [], stopped: false });
    expect(steps).toEqual(["seal 1 of 3", "seal 2 of 3", "seal 3 of 3"]);
    await expectSealed();
    for (const path of sealedNames) {
      const bytes = readFileSync(at(path));
      expect(bytes.includes("MARKER") || bytes.includes("PPPP")).toBe(false);
      if (process.platform !== "win32") expect(statSync(at(path)).mode & 0o077).toBe(0);
    }
    expect(readFileSync(at("records/rules.yaml"), "utf8")).toBe("not sealed");
    expect(readFileSync(at("records/deliveries/README.md"), "utf8")).toBe("# Deliveries");

    expect(await sealStudy(folder.path, testKey)).toEqual({ done: [], already: 3, problems: [], stopped: false });
    expect(await unsealStudy(folder.path, testKey)).toEqual({
      done: sealedNames,
      already: 0,
      problems: [],
      stopped: false,
    });
    expectClear();
    if (process.platform !== "win32") expect(statSync(at(clearNames[0] ?? "")).mode & 0o077).toBe(0);
  });

  test("a clear file is overwritten, not only taken out of its folder", async () => {
    const path = "records/deliveries/2024/North/referrals.csv";
    const handle = openSync(at(path), "r");
    await sealStudy(folder.path, testKey);
    const left = Buffer.alloc(100, 1);
    const length = readSync(handle, left, 0, 100, 0);
    closeSync(handle);
    expect(length).toBe(files[1][1].length);
    expect(left.subarray(0, length).every((byte) => byte === 0)).toBe(true);
  });

  test("what cannot be sealed is left as it is and named; the rest is sealed", async () => {
    const linked = "records/deliveries/2024/empty.csv";
    linkSync(at(linked), at("elsewhere.csv"));
    symlinkSync(at("records/rules.yaml"), at("records/deliveries/link.csv"));
    const { done, problems } = await sealStudy(folder.path, testKey);
    expect(done).toHaveLength(2);
    expect(problems.map(({ code, place }) => [code, place.file])).toEqual([
      ["not-a-file", "records/deliveries/link.csv"],
      ["file-has-other-names", linked],
    ]);
    expect(existsSync(at(linked))).toBe(true);
    expect(readFileSync(at("records/rules.yaml"), "utf8")).toBe("not sealed");
  });

  test("of another key, changed or cut off are left as they are and named", async () => {
    await sealStudy(folder.path, testKey);
    const before = sealedNames.map((path) => readFileSync(at(path)));
    const { done, problems } = await unsealStudy(folder.path, otherKey);
    expect([done, problems.map(({ code }) => code)]).toEqual([[], ["seal-broken", "seal-broken", "seal-broken"]]);
    expect(sealedNames.map((path) => readFileSync(at(path)))).toEqual(before);
    expect(listing()).toEqual(sealedNames);
  });

  test("a stop between two files leaves each sealed or clear", async () => {
    const stop = new AbortController();
    const stopped = await sealStudy(folder.path, testKey, {
      signal: stop.signal,
      progress: (step) => step.startsWith("seal 2") && stop.abort(),
    });
    expect(stopped).toMatchObject({ stopped: true, done: clearNames.slice(0, 2) });
    expect(listing()).toEqual([...sealedNames.slice(0, 2), ...clearNames.slice(2)].sort());
    await sealStudy(folder.path, testKey);
    await expectSealed();
  });
});

describe("[K62] a run that was interrupted", () => {
  const path = files[1][0];

  test.each<[string, () => void]>([
    ["while the sealed file was written", () => write(`${path}.sealed.plait-unfinished`, "half")],
    ["when both files stood side by side", () => copyFileSync(at(`${path}.sealed`), at(`${path}.both`))],
  ])("is ended by the next: %s", async (_when, leave) => {
    await sealStudy(folder.path, testKey);
    leave();
    await unsealStudy(folder.path, testKey);
    if (existsSync(at(`${path}.both`))) renameSync(at(`${path}.both`), at(`${path}.sealed`));
    await sealStudy(folder.path, testKey);
    await expectSealed();
    await unsealStudy(folder.path, testKey);
    expectClear();
  });

  test("while the clear file was overwritten is ended by either command", async () => {
    await sealStudy(folder.path, testKey);
    write(`${path}.plait-removing`, "\0\0\0 half overwritten");
    await sealStudy(folder.path, testKey);
    await expectSealed();
    write(`${path}.plait-removing`, "\0\0\0 half overwritten");
    await unsealStudy(folder.path, testKey);
    expectClear();
  });

  test("whose sealed file was taken away since loses nothing more, and is named", async () => {
    write(`${path}.plait-removing`, "the only copy");
    const { problems } = await sealStudy(folder.path, testKey);
    expect(problems.map(({ code, place }) => [code, place.file])).toEqual([
      ["sealed-file-missing", `${path}.plait-removing`],
      ["sealed-file-missing", path],
    ]);
    expect(readFileSync(at(path), "utf8")).toBe(files[1][1]);
    expect(readFileSync(at(`${path}.plait-removing`), "utf8")).toBe("the only copy");
  });

  test("is told from a new file of the same name, and neither is touched", async () => {
    await sealStudy(folder.path, testKey);
    write(path, "delivered again");
    for (const run of [sealStudy, unsealStudy]) {
      const { problems } = await run(folder.path, testKey);
      expect(problems.map(({ code }) => code)).toContain("sealed-and-clear-differ");
      expect(readFileSync(at(path), "utf8")).toBe("delivered again");
      expect(existsSync(at(`${path}.sealed`))).toBe(true);
    }
  });
});
