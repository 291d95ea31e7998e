import { readFile, writeFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ReplyOf } from "@plait/api";
import { qPage, receiveSorts, sortTable } from "@plait/build";
import { makeStudyKey, openJournal } from "@plait/journal";
import { accessibilityFaults, type OpenPage, openBrowser, type TestBrowser, temporaryFolder } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openServer } from "../../server/src/open-server.ts";
import { sortingStudy } from "../../server/test/sorting-study.ts";
import { builtScreens } from "./built-screens.ts";
import { isPageKept, keptOnDevice } from "./device-store.ts";
import { foldOf } from "./folded-sort.ts";
import { type ServedSort, servedSort } from "./served-sort.ts";
import { planOf, SimulatedSorter, tapHands } from "./simulated-sorter.ts";

type Page = OpenPage["page"];

/** Plays a tone into a microphone that is there and allowed. */
const microphone = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
const soon = { timeout: 20_000 };

let browser: TestBrowser;
let screens: string;
beforeAll(async () => {
  [browser, screens] = await Promise.all([openBrowser(undefined, microphone), builtScreens()]);
});
afterAll(async () => {
  await browser.close();
});

const idOf = (number: number) => `019a0000-0000-7000-8000-${String(number).padStart(12, "0")}`;

/** Every step from the language to the last card on the board, done before on another device. */
function stepsToTheBoard(table: ReplyOf<"readSort">, language: string) {
  const { piles, places } = planOf(table);
  const steps: readonly (readonly [string, object])[] = [
    ["q.sort-begun", { language, wording: table.words[language]?.wording ?? "" }],
    ["q.assented", {}],
    ["q.help-noted", { helper: "nobody" }],
    ...table.cards.map(({ id }) => ["q.card-piled", { card: id, pile: piles[id] }] as const),
    ...table.cards.map(({ id }) => ["q.card-placed", { card: id, ...places[id] }] as const),
  ];
  // Payloads of tests are JSON.
  return steps.map(([kind, payload], counter) => ({
    ...{ id: idOf(counter + 1), kind, version: 1, counter },
    payload: payload as never,
  }));
}

/** Somebody who comes to the last step. */
async function atTheReasons(served: ServedSort, view: Parameters<TestBrowser["visit"]>[1] = {}, language = "en") {
  const code = await served.invite();
  await served.append(stepsToTheBoard(await served.read(), language));
  const open = await browser.visit(served.address, { width: 1180, height: 1100, ...view });
  const sorter = new SimulatedSorter(open.page, tapHands(open.page), await served.read(), language);
  await open.page.locator("#code").fill(code);
  await open.page.keyboard.press("Enter");
  await open.page.locator(`html[lang="${language}"] main :is(.board, .board-narrow)`).waitFor(soon);
  await open.page.locator("main button.main").click();
  await open.page.locator("textarea").first().waitFor();
  return { ...open, sorter };
}

const cardOf = (page: Page, at: number) => page.locator(".reason").nth(at);
const press = (page: Page, at: number, name: string) =>
  cardOf(page, at).getByRole("button", { name, exact: true }).click();

/** Records for a while that can be heard, and waits until it is kept. */
async function record(page: Page, at: number, again = false): Promise<void> {
  await press(page, at, again ? "Record again" : "Record my voice");
  await cardOf(page, at).getByRole("timer").getByText("0:01").waitFor(soon);
  await press(page, at, "Stop recording");
  await cardOf(page, at)
    .getByText(/^Your recording: 0:0[1-9]$/u)
    .waitFor(soon);
}

/** What this device has of recordings: their bytes by id. */
async function recordedHere(page: Page): Promise<Record<string, Buffer>> {
  const found: [string, string][] = await page.evaluate(`(async () => {
    const answer = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    const database = await answer(indexedDB.open("plait-sort"));
    const all = await answer(database.transaction("recordings").objectStore("recordings").getAll());
    database.close();
    return all.map(({ id, bytes }) => [id, btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))]);
  })()`);
  return Object.fromEntries(found.map(([id, base64]) => [id, Buffer.from(base64, "base64")]));
}

const keptIn = (served: ServedSort, id = "") => served.study.journal.readFile(id);
const toldIn = async (served: ServedSort) => foldOf(await served.read()).recordings;

describe("[S22] a reason by voice", () => {
  test("is recorded, heard, recorded again and deleted; what was recorded arrives, once, byte for byte", async () => {
    await using served = await servedSort(screens);
    const { page, sorter, complaints } = await atTheReasons(served);
    expect(await accessibilityFaults(page)).toEqual([]);
    await press(page, 0, "Record my voice");
    await cardOf(page, 0).getByRole("timer").getByText("0:01").waitFor(soon);
    expect(await accessibilityFaults(page)).toEqual([]);
    // Whoever stops by keyboard goes on at the same place.
    await page.keyboard.press("Enter");
    await cardOf(page, 0)
      .getByText(/^Your recording/u)
      .waitFor(soon);
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Listen");
    await sorter.isSaved();
    const [first] = await toldIn(served);
    const here = await recordedHere(page);
    expect(Object.keys(here)).toEqual([first?.id]);
    expect(await keptIn(served, first?.id)).toEqual(here[first?.id ?? ""]);

    await press(page, 0, "Listen");
    await cardOf(page, 0).getByRole("button", { name: "Stop listening" }).waitFor();
    await cardOf(page, 0).getByRole("button", { name: "Listen", exact: true }).waitFor(soon);

    await record(page, 0, true);
    await record(page, 1);
    await sorter.isSaved();
    const told = await toldIn(served);
    expect(told).toHaveLength(2);
    expect(told.map(({ id }) => id)).not.toContain(first?.id);
    // The former is nowhere any more.
    await expect.poll(() => keptIn(served, first?.id), soon).toBe("forgotten");

    await press(page, 1, "Delete the recording");
    await cardOf(page, 1).getByText("The recording is deleted.").waitFor();
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Record my voice");
    await sorter.isSaved();
    expect(await toldIn(served)).toHaveLength(1);
    await expect.poll(() => keptIn(served, told.at(-1)?.id), soon).toBe("forgotten");
    expect(await served.study.journal.verify()).toMatchObject({ files: 1, filesUnnamed: 0, breaks: [] });

    // After a reload it is there to be heard.
    await page.reload();
    await page.locator(".board").waitFor(soon);
    await page.locator("main button.main").click();
    await press(page, 0, "Listen");
    await cardOf(page, 0).getByRole("button", { name: "Stop listening" }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("made without a network is sealed with its sort, arrives once when there is one, and goes with its person", async () => {
    await using served = await servedSort(screens);
    const { page } = await atTheReasons(served);
    await isPageKept(page);
    await served.stop();
    await record(page, 0);
    await page.locator(".saved.here").waitFor();
    const here = await recordedHere(page);
    const [id = ""] = Object.keys(here);
    await press(page, 1, "Record my voice");
    await cardOf(page, 1).getByRole("timer").getByText("0:01").waitFor(soon);
    // What is being recorded is kept before the end.
    await page.locator("main button.main").last().click();
    await page.locator(".saved.sealed").waitFor(soon);
    const device = await keptOnDevice(page);
    expect(device).toMatchObject({ tables: [], events: [], recordings: [] });
    expect(device.parcels.length).toBeGreaterThan(0);
    expect(JSON.stringify(device)).not.toContain(here[id]?.subarray(60, 90).toString("latin1"));

    await served.start();
    await page.evaluate("dispatchEvent(new Event('online'))");
    await page.locator(".saved.sent").waitFor(soon);
    const told = await toldIn(served);
    expect(told).toHaveLength(2);
    expect(await keptIn(served, id)).toEqual(here[id]);
    expect(await served.study.journal.verify()).toMatchObject({ files: 2, filesUnnamed: 0, breaks: [] });
    expect((await keptOnDevice(page)).parcels).toEqual([]);

    await served.study.journal.forgetSubject("QYP1", "A. Owner");
    expect(await Promise.all(told.map((each) => keptIn(served, each.id)))).toEqual(["forgotten", "forgotten"]);
    await page.context().close();
  });

  test("that is deleted before it could be sent never leaves the device", async () => {
    await using served = await servedSort(screens);
    const { page, sorter } = await atTheReasons(served);
    await served.stop();
    await record(page, 0);
    await expect.poll(async () => Object.keys(await recordedHere(page)), soon).toHaveLength(1);
    await page.locator(".saved.here").waitFor();
    await record(page, 0, true);
    await press(page, 0, "Delete the recording");
    await expect.poll(async () => Object.keys(await recordedHere(page)), soon).toEqual([]);
    await served.start();
    // The server began anew, and everybody's session with it.
    await sorter.enter(await served.invite());
    await sorter.isSaved();
    expect(await served.study.journal.verify()).toMatchObject({ files: 0, breaks: [] });
    expect(await toldIn(served)).toEqual([]);
    await page.context().close();
  });

  test("ends by itself after two minutes and is kept; one that is going on when its sorter stops is given up", async () => {
    await using served = await servedSort(screens);
    const { page, sorter } = await atTheReasons(served);
    await page.clock.install();
    await press(page, 0, "Record my voice");
    await cardOf(page, 0).getByRole("timer").waitFor(soon);
    await page.clock.fastForward(121_000);
    await cardOf(page, 0).getByText("Your recording: 2:00").waitFor(soon);
    await sorter.isSaved();
    expect(await toldIn(served)).toMatchObject([{ milliseconds: 120_000 }]);
    await press(page, 1, "Record my voice");
    await cardOf(page, 1).getByRole("timer").waitFor(soon);
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await page.getByRole("button", { name: "Stop. You may keep it" }).click();
    await sorter.isSaved();
    expect(await toldIn(served)).toHaveLength(1);
    expect(await served.study.journal.verify()).toMatchObject({ files: 1, filesUnnamed: 0, breaks: [] });
    await page.context().close();
  });

  test("is had back on another device", async () => {
    await using served = await servedSort(screens);
    const { page, sorter } = await atTheReasons(served);
    await record(page, 0);
    await sorter.isSaved();
    await page.context().close();
    const { page: other } = await browser.visit(served.address, { width: 1180, height: 1100 });
    await other.locator("#code").fill(await served.invite());
    await other.keyboard.press("Enter");
    await other.locator(".board").waitFor(soon);
    await other.locator("main button.main").click();
    await press(other, 0, "Listen");
    await cardOf(other, 0).getByRole("button", { name: "Stop listening" }).waitFor();
    await other.context().close();
  });

  test("fits a phone from right to left, by touch, in words of its language", async () => {
    await using served = await servedSort(screens);
    const { page } = await atTheReasons(served, { width: 320, height: 700, touch: true, locale: "ar" }, "ar");
    await cardOf(page, 0).getByRole("button", { name: "سجل صوتي" }).tap();
    await cardOf(page, 0).getByRole("timer").getByText("0:01").waitFor(soon);
    await cardOf(page, 0).getByRole("button", { name: "أوقف التسجيل" }).tap();
    await cardOf(page, 0)
      .getByText(/^تسجيلك/u)
      .waitFor(soon);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(Number(await page.evaluate("document.documentElement.scrollWidth - innerWidth"))).toBe(0);
    await page.context().close();
  });
});

/** An address of this machine that is not itself: browsers treat its plain http as they do anybody's. */
const room = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;

describe("[S23] where nothing can be recorded there is text, and it is said why", () => {
  test("without a microphone, or leave to use it", async () => {
    await using served = await servedSort(screens);
    await using deaf = await openBrowser();
    const code = await served.invite();
    await served.append(stepsToTheBoard(await served.read(), "en"));
    const { page } = await deaf.visit(served.address);
    await page.locator("#code").fill(code);
    await page.keyboard.press("Enter");
    await page.locator(".board").waitFor(soon);
    await page.locator("main button.main").click();
    await press(page, 0, "Record my voice");
    await cardOf(page, 0)
      .getByText(/^(?:No microphone was found|The microphone is not allowed)\. You can write\.$/u)
      .waitFor(soon);
    await cardOf(page, 0).getByRole("button", { name: "Record my voice" }).waitFor();
    await page.context().close();
  });

  test.skipIf(room === undefined)("over plain http", async () => {
    await using served = await servedSort(screens, room === undefined ? {} : { host: room });
    const { page } = await atTheReasons(served);
    await page.getByText("This device cannot record here. You can write.").waitFor();
    expect(await page.getByRole("button", { name: "Record my voice" }).count()).toBe(0);
    await page.context().close();
  });
});

test("[S10] [S22] as one file the page records too, and what it hands over holds the sound", async () => {
  await using beside = await temporaryFolder("voice-file");
  const { study, ...own } = await sortingStudy();
  await using _own = own;
  const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
  const { key } = await makeStudyKey(study.folder, { kind: "key-file", path: join(beside.path, "key") }, randomBytes);
  const html = await qPage(study.folder, { page: join(screens, "sort-file.html"), language: "en", key });
  const file = join(beside.path, "sort.html");
  await writeFile(file, html);
  const { shown } = await sortTable(study.folder);
  const { page, complaints } = await browser.visit(pathToFileURL(file).href, {
    width: 1180,
    height: 1100,
    touch: true,
  });
  const sorter = new SimulatedSorter(page, tapHands(page), { ...shown, participant: "P9", events: [] }, "en");
  await sorter.enter("P9");
  await sorter.begin();
  await sorter.pile();
  await sorter.goOn();
  await sorter.place();
  await sorter.goOn();
  await sorter.place();
  await sorter.goOn();
  await sorter.goOn();
  await record(page, 0);
  await record(page, 0, true);
  const here = await recordedHere(page);
  const [id = ""] = Object.keys(here);
  await sorter.goOn();
  const [download] = await Promise.all([page.waitForEvent("download"), sorter.goOn()]);
  await sorter.isSaved();
  const bytes = await readFile(await download.path());
  expect(bytes.includes(here[id]?.subarray(60, 90) ?? "")).toBe(false);
  const options = { key, environment: {} };
  const given = { name: "sort", bytes };
  const { received, problems } = await receiveSorts(study.folder, [given, given], options);
  expect([received.map(({ repeated }) => repeated), problems]).toEqual([[false, true], []]);
  const journal = await openJournal({ place: { kind: "sqlite", file: join(study.folder, ".plait/journal.db") }, key });
  expect(await journal.readFile(id)).toEqual(here[id]);
  expect(await journal.verify()).toMatchObject({ files: 1, filesUnnamed: 0, breaks: [] });
  await journal.close();
  expect(complaints).toEqual([]);
  await page.context().close();
});

describe("[W15] the page of reasons", () => {
  test("has each by card and place, with who said it by code, their language and their voice, until they are forgotten", async () => {
    await using served = await servedSort(screens);
    const { page: theirs, sorter } = await atTheReasons(served, {}, "ar");
    await cardOf(theirs, 0).getByRole("button", { name: "سجل صوتي" }).click();
    await cardOf(theirs, 0).getByRole("timer").getByText("0:01").waitFor(soon);
    await cardOf(theirs, 1).locator("textarea").fill("لأنني في أمان");
    // Writing about the next card does not end it; finishing does, and keeps it.
    await theirs.locator("main button.main").last().click();
    await sorter.isSaved();
    await theirs.context().close();

    const server = await openServer({ study: served.study, screens, host: "127.0.0.1", port: 0 });
    const { page, complaints } = await browser.visit(`${server.address}/#link=${server.token}`);
    await page.getByRole("heading", { level: 1, name: "Cards of a service" }).waitFor(soon);
    await page.goto(`${server.address}/q/reasons`);
    const written = page.getByText("لأنني في أمان");
    await written.waitFor(soon);
    expect([await written.getAttribute("lang"), await written.getAttribute("dir")]).toEqual(["ar", "rtl"]);
    await page.getByText("2 reasons for 2 of 28 cards, 1 of them by voice.").waitFor();
    expect(await page.getByText("QYP1").allTextContents()).toEqual(["QYP1", "QYP1"]);
    expect(await accessibilityFaults(page)).toEqual([]);
    const seconds = await page.evaluate(`new Promise((resolve, reject) => {
      const audio = document.querySelector("audio");
      audio.addEventListener("ended", () => resolve(audio.currentTime));
      audio.play().catch(reject);
    })`);
    expect(seconds).toBeGreaterThan(0.5);
    const address = (await page.locator("audio").getAttribute("src")) ?? "";
    const [told] = await toldIn(served);
    expect(address).toBe(`/api/sort/recordings?id=${told?.id}`);
    const answer = await page.request.get(`${server.address}${address}`);
    expect(answer.headers()).toMatchObject({ "cache-control": "no-store", "content-type": "audio/webm" });
    expect(await answer.body()).toEqual(await keptIn(served, told?.id));
    for (const width of [320, 768]) {
      await page.setViewportSize({ width, height: 800 });
      expect(Number(await page.evaluate("document.documentElement.scrollWidth - innerWidth"))).toBe(0);
    }

    await served.study.journal.forgetSubject("QYP1", "A. Owner");
    await page.getByText("Nobody has given a reason yet.").waitFor(soon);
    expect((await page.request.get(`${server.address}${address}`)).status()).toBe(404);
    expect(complaints).toEqual([]);
    await page.context().close();
    await server.close();
  });
});
