import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { collectedSorts, qPage, receiveSorts, StudyProblems, sortTable } from "@plait/build";
import { makeStudyKey, type StudyKey } from "@plait/journal";
import { openBrowser, type TemporaryFolder, type TestBrowser, temporaryFolder } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sortingStudy } from "../../server/test/sorting-study.ts";
import { builtScreens } from "./built-screens.ts";
import { SimulatedSorter, tapHands } from "./simulated-sorter.ts";

const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));

let browser: TestBrowser;
let screens: string;
let beside: TemporaryFolder;
beforeAll(async () => {
  [browser, screens, beside] = await Promise.all([openBrowser(), builtScreens(), temporaryFolder("sort-file")]);
});
afterAll(async () => {
  await Promise.all([browser.close(), beside.remove()]);
});

async function studyWithPage(language: string) {
  const { study, ...rest } = await sortingStudy();
  const { folder } = study;
  const { key } = await makeStudyKey(
    folder,
    { kind: "key-file", path: join(beside.path, crypto.randomUUID()) },
    randomBytes,
  );
  const html = await qPage(folder, { page: join(screens, "sort-file.html"), language, key });
  const file = join(beside.path, `${crypto.randomUUID()}.html`);
  await writeFile(file, html);
  const { shown } = await sortTable(folder);
  return {
    ...{ folder, key, html, shown },
    address: pathToFileURL(file).href,
    [Symbol.asyncDispose]: rest[Symbol.asyncDispose],
  };
}

const sortsOf = (folder: string, key: StudyKey) => collectedSorts(folder, { unlock: async () => key, environment: {} });

describe("[S10] the Q-sort as one file", () => {
  test.each(["en", "ar"])(
    "is done in %s without server or network, handed over sealed, and taken in once",
    async (language) => {
      await using made = await studyWithPage(language);
      const { folder, key, shown } = made;
      const { page, requested, complaints } = await browser.visit(made.address, {
        width: 1180,
        height: 1100,
        touch: true,
      });
      await page.context().setOffline(true);
      const table = { ...shown, participant: "qyp90", events: [] };
      const sorter = new SimulatedSorter(page, tapHands(page), table, language, true);
      await sorter.enter("QYP90");
      await sorter.begin();
      await sorter.pile(17);
      await page.reload();
      await sorter.pile(11);
      await sorter.goOn();
      await sorter.place();
      await sorter.goOn();
      await sorter.place();
      await sorter.goOn();
      await sorter.goOn();
      await sorter.goOn();
      await page.locator(".saved.here").waitFor();
      await sorter.isAccessible();
      const [download] = await Promise.all([page.waitForEvent("download"), sorter.goOn()]);
      await sorter.isSaved();

      const bytes = await readFile(await download.path());
      expect(Buffer.from(bytes).includes("qyp90")).toBe(false);
      const given = { name: download.suggestedFilename(), bytes };
      const options = { key, environment: {} };
      const { received, problems } = await receiveSorts(folder, [given, given], options);
      expect([received.map(({ repeated }) => repeated), problems]).toEqual([[false, true], []]);
      const [sort] = await sortsOf(folder, key);
      const placeOf = (id: string) => sorter.plan.places[id]?.value;
      expect(sort).toMatchObject({ sorter: "qyp90", language, places: shown.cards.map(({ id }) => placeOf(id)) });
      expect(sort?.piles).toEqual(shown.cards.map(({ id }) => sorter.plan.piles[id]));

      // Nothing of it stays on the device: the next person begins anew.
      await sorter.goOn();
      await page.locator("#code").waitFor();
      await page.reload();
      await page.locator("#code").waitFor();
      expect([requested, complaints]).toEqual([[], []]);
      await page.context().close();
    },
  );

  test("holds the cards of its language and the study's public key, and no other", async () => {
    await using made = await studyWithPage("en");
    expect(made.html).toContain("I feel safe where I am.");
    expect(made.html).not.toContain(made.shown.cards[0]?.texts.ar ?? "أشعر");
    expect(made.html).not.toContain(Buffer.from(made.key.reveal()).toString("base64"));
    const other = qPage(made.folder, { page: join(screens, "sort-file.html"), language: "vi", key: made.key });
    await expect(other).rejects.toBeInstanceOf(StudyProblems);
  });
});
