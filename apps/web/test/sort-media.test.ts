import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { qPage, signOffWords, standingWordChecks } from "@plait/build";
import { StudyKey } from "@plait/journal";
import { accessibilityFaults, type OpenPage, openBrowser, type TestBrowser, temporaryFolder } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtScreens } from "./built-screens.ts";
import { servedSort } from "./served-sort.ts";
import { SimulatedSorter, tapHands } from "./simulated-sorter.ts";

let browser: TestBrowser;
let screens: string;
beforeAll(async () => {
  [browser, screens] = await Promise.all([openBrowser(), builtScreens()]);
});
afterAll(async () => {
  await browser.close();
});

/** One grey pixel. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==",
  "base64",
);

/** A tenth of a second of silence, as WAV. */
function silence(): Buffer {
  const samples = 800;
  const wav = Buffer.alloc(44 + samples, 0x80);
  wav.write("RIFF");
  wav.writeUInt32LE(36 + samples, 4);
  wav.write("WAVEfmt ", 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(8000, 24);
  wav.writeUInt32LE(8000, 28);
  wav.writeUInt16LE(1, 32);
  wav.writeUInt16LE(8, 34);
  wav.write("data", 36);
  wav.writeUInt32LE(samples, 40);
  return wav;
}

/** The first card gets a picture, and a recording in Arabic. */
async function addMedia(folder: string): Promise<void> {
  const write = async (path: string, content: string | Uint8Array): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  };
  const cards = (await readFile(join(folder, "q/q-set.csv"), "utf8")).trimEnd().split("\n");
  const own = cards.map(
    (row, at) => `${row}${[",picture,picture_en,picture_ar", ",house.png,A house,بيت"][at] ?? ",,,"}`,
  );
  await write("q/q-set.csv", `${own.join("\n")}\n`);
  await write("q/pictures/house.png", png);
  await write("q/sound/ar/s01.wav", silence());
}

type Page = OpenPage["page"];

/** A machine that does much else needs longer. */
const PATIENCE = { timeout: 15_000 };
const soon = <Value>(look: () => Value) => expect.poll(look, PATIENCE);

const widthsOf = (page: Page, where: string) =>
  page
    .locator(`${where} img`)
    .evaluateAll((found) => found.map((each) => each instanceof HTMLImageElement && [each.naturalWidth, each.alt]));

/** What the page has been told to play, and whether it ended. */
const listenToPlayers = `
  window.played = [];
  const { Audio } = window;
  window.Audio = function (source) {
    const player = new Audio(source);
    player.addEventListener("ended", () => window.played.push(source));
    return player;
  };
`;

describe("[S20] pictures and recordings of cards", () => {
  test("are shown in piles, in the hand and on the board, and played to the end", async () => {
    await using served = await servedSort(screens);
    await addMedia(served.study.folder);
    const view = { width: 1180, height: 1100, locale: "ar", touch: true };
    const { page, complaints } = await browser.visit(served.address, view);
    await page.addInitScript(listenToPlayers);
    await page.reload();
    const sorter = new SimulatedSorter(page, tapHands(page), await served.read(), "ar");
    await sorter.enter(await served.invite());
    await sorter.begin();
    await page.locator(".card-big img").waitFor();
    await soon(() => widthsOf(page, ".card-big")).toEqual([[1, "بيت"]]);
    await page.getByRole("button", { name: "اقرأ بصوت عال" }).tap();
    await soon(() => page.evaluate("window.played")).toEqual([expect.stringMatching(/^blob:/u)]);
    expect(await accessibilityFaults(page)).toEqual([]);
    await sorter.pile(1);
    expect(await page.locator(".card-big img").count()).toBe(0);
    expect(await page.getByRole("button", { name: "اقرأ بصوت عال" }).count()).toBe(0);
    await sorter.pile(27);
    await sorter.goOn();
    const shown = async (where: string) => (await page.locator(`${where} [data-card="s01"] img`).count()) === 1;
    if (!(await shown(".hand"))) {
      await sorter.place();
      await sorter.goOn();
    }
    await soon(() => shown(".hand")).toBe(true);
    await sorter.place();
    await soon(() => shown(".board")).toBe(true);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("are there when the network goes before their card has come up", async () => {
    await using served = await servedSort(screens);
    const { folder } = served.study;
    await addMedia(folder);
    const path = join(folder, "q/q-set.csv");
    const cards = await readFile(path, "utf8");
    await writeFile(path, cards.replace(/^(s20,.*),,,$/mu, "$1,house.png,A house,بيت"));
    const { page } = await browser.visit(served.address, { width: 1180, height: 1100, locale: "en", touch: true });
    const sorter = new SimulatedSorter(page, tapHands(page), await served.read(), "en");
    await sorter.enter(await served.invite());
    await sorter.begin();
    await page.locator(".card-big img").waitFor();
    await sorter.isSaved();
    await page.waitForLoadState("networkidle");
    await page.context().setOffline(true);
    await sorter.pile(19);
    await soon(() => widthsOf(page, ".card-big")).toEqual([[1, "A house"]]);
    await page.context().close();
  });

  test("are within the one file, those of its language, and shown and played there", async () => {
    await using served = await servedSort(screens);
    const { folder } = served.study;
    await addMedia(folder);
    await using made = await temporaryFolder("sort-media-file");
    const key = StudyKey.from(Uint8Array.from({ length: 32 }, (_, at) => at));
    const page = join(screens, "sort-file.html");
    const [arabic, english] = [
      await qPage(folder, { page, language: "ar", key }),
      await qPage(folder, { page, language: "en", key }),
    ];
    expect(arabic).toContain(`data:image/png;base64,${png.toString("base64")}`);
    expect(english).toContain("A house");
    expect(english).not.toContain("data:audio/wav");
    const file = join(made.path, "ar.html");
    await writeFile(file, arabic);
    const open = await browser.visit("about:blank", { width: 360, height: 640, touch: true });
    await open.page.addInitScript(listenToPlayers);
    await open.page.goto(pathToFileURL(file).href);
    const sorter = new SimulatedSorter(open.page, tapHands(open.page), await served.read(), "ar");
    await sorter.enter("QYP90");
    await sorter.begin();
    await soon(() => widthsOf(open.page, ".card-big")).toEqual([[1, "بيت"]]);
    await open.page.getByRole("button", { name: "اقرأ بصوت عال" }).tap();
    await expect
      .poll(() => open.page.evaluate("window.played"), PATIENCE)
      .toEqual([expect.stringMatching(/^data:audio\/wav;base64,/u)]);
    expect([open.requested, open.complaints]).toEqual([[], []]);
    await open.page.context().close();
  });
});

describe("[S21] a language whose words nobody has checked", () => {
  test("is named to the worker where languages are chosen, until it is signed off for these very words", async () => {
    await using served = await servedSort(screens);
    const { folder } = served.study;
    const { page } = await browser.visit(served.address, { width: 360, height: 640, locale: "en" });
    const sorter = new SimulatedSorter(page, tapHands(page), await served.read(), "en");
    await sorter.enter(await served.invite());
    const note = page.locator(".for-worker");
    await note.waitFor();
    expect(await note.textContent()).toContain("العربية");
    expect(await note.textContent()).not.toContain("English");

    const words = await readFile(new URL("../src/sort/words/ar.json", import.meta.url), "utf8");
    const { texts } = JSON.parse(words);
    const signOff = async (signed: Record<string, string>): Promise<void> => {
      const who = { checked: { by: "S. H.", when: "2026-05-04" }, signed_off: { who: "O.", when: "2026-05-04" } };
      const { revision } = await standingWordChecks(folder);
      await signOffWords(folder, { revision, language: "ar", check: { ...who, texts: signed } });
      await page.reload();
      await page.locator(".choices").waitFor();
    };
    await signOff({ ...texts, stop: "قف" });
    await note.waitFor();
    await signOff(texts);
    // The fonts are there after the words are: nothing is still to be worked out.
    await page.waitForLoadState("networkidle");
    expect(await note.count()).toBe(0);
    await page.context().close();
  });
});
