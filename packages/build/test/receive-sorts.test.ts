import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { collectedSorts, openStudyJournal, receiveSorts } from "@plait/build";
import { guardianshipQ } from "@plait/example-guardianship";
import { mailboxAddress, makeStudyKey, newEventId, StudyKey, sealToMailbox } from "@plait/journal";
import { type SortToHandOver, writeSortToHandOver } from "@plait/q-method";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let folder: TemporaryFolder;
let study: string;
let key: StudyKey;
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
const environment = {};

beforeEach(async () => {
  folder = await temporaryFolder("receive-sorts");
  study = join(folder.path, "study");
  const settings = "title: Q\nlanguages: [en, ar]\nstrands: [q]\ndisclosure: { policy: sacro }\n";
  for (const [path, text] of [["study.yaml", settings] as const, ...guardianshipQ().files]) {
    await mkdir(dirname(join(study, path)), { recursive: true });
    await writeFile(join(study, path), text);
  }
  ({ key } = await makeStudyKey(study, { kind: "key-file", path: join(folder.path, "key") }, randomBytes));
});
afterEach(() => folder.remove());

function wholeSort(participant: string, device = "tablet 1"): SortToHandOver {
  const places = [2, 4, 5, 6, 5, 4, 2].flatMap((cards, column) =>
    Array.from({ length: cards }, (_, at) => ({ value: column - 3, at })),
  );
  const steps: [kind: string, payload: object][] = [
    ["q.sort-begun", { language: "ar" }],
    ["q.assented", {}],
    ...places.map((place, card): [string, object] => [
      "q.card-placed",
      { card: `s${String(card + 1).padStart(2, "0")}`, ...place },
    ]),
    ["q.sort-finished", {}],
  ];
  const events = steps.map(([kind, payload], counter) => ({
    ...{ id: newEventId(0, randomBytes), kind, version: 1, counter, payload },
  }));
  return { participant, device, events };
}

const sealed = (text: string, to = key) =>
  sealToMailbox(mailboxAddress(to), new TextEncoder().encode(text), randomBytes);
const fileOf = (name: string, sort: SortToHandOver) => ({ name, bytes: sealed(writeSortToHandOver(sort)) });
const receive = (...files: { name: string; bytes: Uint8Array }[]) => receiveSorts(study, files, { key, environment });

describe("[B59] sorts made apart from the study", () => {
  test("are taken exactly once, and analysed", async () => {
    const file = fileOf("a", wholeSort("QYP90"));
    expect(await receive(file)).toEqual({
      received: [{ name: "a", participant: "QYP90", repeated: false }],
      problems: [],
    });
    expect((await receive(file, file)).received.map(({ repeated }) => repeated)).toEqual([true, true]);
    const sorts = await collectedSorts(study, { unlock: async () => key, environment });
    expect(sorts.map(({ sorter, language, places }) => [sorter, language, places[27]])).toEqual([["QYP90", "ar", 3]]);
  });

  test("bring what was recorded with them, once; one that names a recording it does not hold is not taken", async () => {
    const bytes = Buffer.from("said aloud ".repeat(100));
    const id = newEventId(0, randomBytes);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const recording = { id, sha256, type: "audio/webm", milliseconds: 900 };
    const whole = wholeSort("QYP90");
    const told = { id: newEventId(0, randomBytes), kind: "q.card-told", version: 1, counter: 90 };
    const sort = { ...whole, events: [...whole.events, { ...told, payload: { card: "s01", recording } }] };
    const { problems } = await receive(fileOf("without its sound", sort));
    expect(problems.map(({ code, message }) => [code, message])).toEqual([
      ["q-sealed-sort", "it names a recording that it does not hold"],
    ]);
    const file = fileOf("whole", { ...sort, recordings: [{ id, base64: bytes.toString("base64") }] });
    expect((await receive(file, file)).received.map(({ repeated }) => repeated)).toEqual([false, true]);
    const journal = await openStudyJournal(study, key, { environment });
    expect(await journal.readFile(id)).toEqual(bytes);
    expect(await journal.verify()).toMatchObject({ files: 1, filesUnnamed: 0, breaks: [] });
    await journal.close();
  });

  test("what cannot be taken is named, and the others are taken", async () => {
    await receive(fileOf("first", wholeSort("QYP90")));
    const journal = await openStudyJournal(study, key, { environment });
    await journal.forgetSubject("QYP92", "A. Owner");
    await journal.close();
    const good = wholeSort("QYP91");
    const noCard = { ...good, events: [...good.events, { ...moved("s99"), counter: 99 }] };
    const other = StudyKey.make(randomBytes);
    const { received, problems } = await receive(
      { name: "of another study", bytes: sealed(writeSortToHandOver(good), other) },
      { name: "no sort", bytes: sealed("hello") },
      { name: "of a later form", bytes: sealed(JSON.stringify({ plait_sort: 2 })) },
      {
        name: "nobody's",
        bytes: sealed(JSON.stringify({ ...JSON.parse(writeSortToHandOver(good)), participant: "" })),
      },
      {
        name: "unknown step",
        bytes: sealed(writeSortToHandOver({ ...good, events: [{ ...moved("s01"), kind: "q.x" }] })),
      },
      fileOf("unknown card", noCard),
      fileOf("second sort", wholeSort("QYP90", "tablet 2")),
      fileOf("withdrawn", wholeSort("QYP92")),
      fileOf("good", good),
    );
    expect(received.map(({ participant }) => participant)).toEqual(["QYP91"]);
    expect(problems.map(({ place, code, message }) => [place.file, code, message])).toEqual([
      ["of another study", "q-sealed-sort", "it does not open: it was sealed to another study, changed or cut off"],
      ["no sort", "q-sealed-sort", "it holds no sort"],
      ["of a later form", "q-sealed-sort", "it holds no sort of a form that this version reads"],
      ["nobody's", "q-sealed-sort", "it names no participant"],
      ["unknown step", "q-sealed-sort", "what was done at number 1 is none of this version"],
      ["unknown card", "q-sealed-sort", "it names a card that the study does not have"],
      ["second sort", "q-sorter-twice", "QYP90 has sorted on another device already"],
      ["withdrawn", "q-sorter-withdrawn", "QYP92 has withdrawn"],
    ]);
  });
});

function moved(card: string) {
  const id = newEventId(0, randomBytes);
  return { id, kind: "q.card-placed", version: 1, counter: 1, payload: { card, value: 0, at: 0 } };
}
