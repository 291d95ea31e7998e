import { cp, readFile, writeFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { openBrowser, type TestBrowser, temporaryFolder } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtScreens } from "./built-screens.ts";
import { isPageKept, keptAnswers, keptOnDevice } from "./device-store.ts";
import { foldOf, pilesOf, placesOf } from "./folded-sort.ts";
import type { PageDocument } from "./page-elements.ts";
import { type ServedSort, servedSort } from "./served-sort.ts";
import { SimulatedSorter, tapHands } from "./simulated-sorter.ts";

declare const document: PageDocument;

/** A busy machine installs a worker, or sends a parcel, in a second or more. */
const soon = { timeout: 15_000 };

let browser: TestBrowser;
let screens: string;
beforeAll(async () => {
  [browser, screens] = await Promise.all([openBrowser(), builtScreens()]);
});
afterAll(async () => {
  await browser.close();
});

/** Somebody who has come in by a code and has chosen piles for some cards. */
async function begun(served: ServedSort, { language = "en", piled = 0, looksCloser = false } = {}) {
  const open = await browser.visit(served.address, { width: 1180, height: 1100, locale: language, touch: true });
  const sorter = new SimulatedSorter(open.page, tapHands(open.page), await served.read(), language, looksCloser);
  await sorter.enter(await served.invite());
  await sorter.begin();
  await sorter.pile(piled);
  await sorter.isSaved();
  return { ...open, sorter };
}

const withoutWords = (sorter: SimulatedSorter) => sorter.page.locator("main button.quiet").first();

describe("[S11] [S12] without a network", () => {
  test.each(["en", "ar"])(
    "a sort in %s goes on after the browser was closed, and is sealed when it is over",
    async (language) => {
      await using served = await servedSort(screens);
      const { page: first, sorter } = await begun(served, { language, piled: 17, looksCloser: true });
      await isPageKept(first);
      const context = first.context();
      await first.close();
      // A session ends with the browser.
      await context.clearCookies();
      await served.stop();

      const page = await context.newPage();
      await page.goto(served.address);
      const again = new SimulatedSorter(page, tapHands(page), await served.read(), language, true);
      await page.locator(`html[lang="${language}"] progress`).waitFor();
      const font = language === "ar" ? "Vazirmatn" : "Noto Sans";
      await expect
        .poll(() => page.evaluate((name) => document.fonts.check(`700 20px "${name}"`), font), soon)
        .toBe(true);
      await again.pile(11);
      await again.goOn();
      await again.place();
      await again.goOn();
      await again.place();
      await again.goOn();
      await again.goOn();
      await again.explain("Because I say so.");
      await again.goOn();
      await page.locator(".saved.sealed").waitFor();
      await again.isAccessible();
      const { parcels, ...readable } = await keptOnDevice(page);
      expect(readable).toEqual({ tables: [], events: [], recordings: [], state: [] });
      expect(parcels.length).toBeGreaterThan(0);
      expect(parcels.join("")).not.toMatch(/QYP1|q\.card|s01|Because/);
      expect((await keptAnswers(page)).filter((address) => !/^\/(?:sort$|assets\/)/.test(address))).toEqual([]);

      // The next person finds the beginning, and nothing of the one before.
      await again.goOn();
      await page.locator("#code").waitFor();
      await again.isAccessible();
      expect(foldOf(await served.read()).status).toBe("begun");

      await served.start();
      await page.reload();
      await expect.poll(async () => foldOf(await served.read()).status, soon).toBe("finished");
      const sort = foldOf(await served.read());
      expect(sort).toMatchObject({ status: "finished", language, ignored: 0 });
      expect([pilesOf(sort), placesOf(sort)]).toEqual([sorter.plan.piles, sorter.plan.places]);
      await expect.poll(async () => (await keptOnDevice(page)).parcels, soon).toEqual([]);
      await page.locator("#code").waitFor();
      await context.close();
    },
  );

  test("who changes something after the end can still be resumed, and everything arrives once", async () => {
    await using served = await servedSort(screens);
    const { page, sorter } = await begun(served, { piled: 28 });
    await isPageKept(page);
    await served.stop();
    await sorter.goOn();
    for (let step = 0; step < 3; step++) await withoutWords(sorter).click();
    await sorter.goOn();
    await page.locator(".saved.sealed").waitFor();
    await page.getByRole("button", { name: "I want to change something" }).click();
    await sorter.place(2);
    await page.locator(".saved.here").waitFor();
    expect((await keptOnDevice(page)).tables).toHaveLength(1);

    await page.reload();
    await page.locator(".hand [data-card]").first().waitFor();
    await sorter.place(2);
    await served.start();
    await page.reload();
    await sorter.enter(await served.invite());
    await sorter.isSaved();
    const { events } = await served.read();
    expect(Object.keys(placesOf(foldOf({ ...(await served.read()), events })))).toHaveLength(4);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    await page.context().close();
  });

  test("of somebody who stops and wants nothing kept, only that wish is sealed", async () => {
    await using served = await servedSort(screens);
    const { page, sorter } = await begun(served, { piled: 3 });
    await isPageKept(page);
    await served.stop();
    await sorter.pile(2);
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("button", { name: "Stop and delete it" }).click();
    await page.getByText("What you have done is deleted from this device").waitFor();
    const { parcels, ...readable } = await keptOnDevice(page);
    expect(readable).toEqual({ tables: [], events: [], recordings: [], state: [] });
    expect(parcels.map(({ length }) => length < 500)).toEqual([true]);
    await served.start();
    await page.getByText("What you have done is deleted. Nothing changes for you.").waitFor();
    await expect(served.read()).rejects.toMatchObject({ code: "withdrawn" });
    await page.context().close();
  });

  test("leaving in the middle seals what was not sent, and a network lets nobody back in without the code", async () => {
    await using served = await servedSort(screens);
    const { page, sorter } = await begun(served, { piled: 3 });
    await isPageKept(page);
    const context = page.context();
    await context.setOffline(true);
    await sorter.pile(2);
    await page.getByRole("button", { name: "Leave this page" }).click();
    await page.waitForURL("about:blank");
    await context.setOffline(false);
    await page.goto(served.address);
    await page.locator("#code").waitFor();
    expect((await keptOnDevice(page)).events).toEqual([]);
    await expect.poll(async () => Object.keys(pilesOf(foldOf(await served.read()))), soon).toHaveLength(5);
    await sorter.enter(await served.invite());
    await page.getByText("Card 6 of 28").waitFor();
    await context.close();
  });
});

describe("[S11] a newer page", () => {
  test("is taken when nobody is in the middle of a sort", async () => {
    await using folder = await temporaryFolder("newer-screens");
    await cp(screens, folder.path, { recursive: true });
    await using served = await servedSort(folder.path);
    const { page, sorter } = await begun(served, { piled: 2 });
    await isPageKept(page);
    const change = async (file: string, from: string | RegExp, to: string) => {
      const path = join(folder.path, file);
      await writeFile(path, (await readFile(path, "utf8")).replace(from, to));
    };
    await change("sort.html", "<head>", '<head><meta name="version" content="newer">');
    await change("sort-worker.js", /PAGE_VERSION="\w+"/, 'PAGE_VERSION="newer"');
    const versions = () => page.locator('meta[name="version"]').count();
    await page.evaluate(
      "navigator.serviceWorker.ready.then((registration) => registration.update()).then(() => undefined)",
    );
    const isWaiting = "navigator.serviceWorker.getRegistration('/sort').then(({ waiting }) => waiting !== null)";
    await expect.poll(() => page.evaluate(isWaiting), soon).toBe(true);

    await page.reload();
    await sorter.pile(2);
    expect(await versions()).toBe(0);
    await page.getByRole("button", { name: "Leave this page" }).click();
    await page.waitForURL("about:blank");
    await page.goto(served.address);
    await expect.poll(versions, soon).toBe(1);
    await page.locator("#code").waitFor();
    expect(await page.evaluate("caches.keys()")).toEqual(["plait-sort-newer"]);
    await page.context().close();
  });
});

/** An address of this machine that is not itself: browsers treat its plain http as they do anybody's. */
const room = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;

describe.skipIf(room === undefined)("[S13] over plain http in a room", () => {
  test("the page is not kept and nothing is sealed: what waits stays until it is sent, and then nothing does", async () => {
    await using served = await servedSort(screens, room === undefined ? {} : { host: room });
    const { page, sorter, complaints } = await begun(served, { piled: 28 });
    expect(await page.evaluate("isSecureContext || 'serviceWorker' in navigator")).toBe(false);
    // Chromium says of one header of the server that it needs https.
    expect(complaints.filter((said) => !said.startsWith("The Cross-Origin-Opener-Policy"))).toEqual([]);
    await served.stop();
    await sorter.goOn();
    for (let step = 0; step < 3; step++) await withoutWords(sorter).click();
    await sorter.goOn();
    await page.getByText("It is still being sent. Please leave this page open.").waitFor();
    await page.locator(".saved.here").waitFor();
    expect(await page.getByRole("button", { name: "Next person" }).isDisabled()).toBe(true);
    await served.start();
    await sorter.enter(await served.invite());
    await sorter.isSaved();
    expect(foldOf(await served.read()).status).toBe("finished");
    await expect
      .poll(() => keptOnDevice(page), soon)
      .toEqual({
        ...{ tables: [], events: [], recordings: [], state: [], parcels: [] },
      });
    await page.context().close();
  });
});
