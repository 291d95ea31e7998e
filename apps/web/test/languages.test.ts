import { readFile } from "node:fs/promises";
import { editWordChecks, wordsDigest } from "@plait/study";
import { accessibilityFaults, openBrowser, type TestBrowser } from "@plait/testkit";
import { afterAll, beforeAll, expect, it } from "vitest";
import { builtScreens } from "./built-screens.ts";
import { servedQ } from "./served-q.ts";

let browser: TestBrowser;
let screens: string;
beforeAll(async () => {
  [browser, screens] = await Promise.all([openBrowser(), builtScreens()]);
});
afterAll(async () => {
  await browser.close();
});

it("[W13] an owner reads every sentence of a language beside the English one, and signs it off", async () => {
  await using served = await servedQ(screens);
  const { page, complaints } = await browser.visit(served.link);
  await page.getByRole("heading", { level: 1, name: "Cards of a service" }).waitFor();
  await page.goto(`${served.address}/q`);
  const notice = page.getByText("No native speaker has checked the words around the cards in Arabic.");
  await notice.waitFor();
  await page.goto(`${served.address}/q/languages`);
  const arabic = page.getByRole("row").filter({ hasText: "Arabic" });
  await arabic.getByText("Not checked").waitFor();
  await arabic.getByText("in this study").waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await arabic.getByRole("link").click();
  await page.getByRole("heading", { level: 1, name: "Words in Arabic" }).waitFor();
  const { texts } = JSON.parse(await readFile(new URL("../src/sort/words/ar.json", import.meta.url), "utf8"));
  const sentences = page.locator(".sentences > li");
  expect(await sentences.count()).toBe(Object.keys(texts).length);
  expect(await sentences.filter({ hasText: "Look at it again, or ask" }).locator("[lang=ar]").textContent()).toBe(
    texts["code-wrong"],
  );
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 800 });
  expect(Number(await page.evaluate("document.documentElement.scrollWidth - innerWidth"))).toBe(0);

  const sign = page.getByRole("button", { name: "Sign off these words" });
  await sign.click();
  await page.getByText("Write who has checked it, and on which day.").waitFor();
  await page.getByLabel("Who has checked every sentence").fill("S. Haddad");
  await page.getByLabel("On which day").fill("2020-05-04");
  await sign.click();
  await page.getByText("by S. Haddad, 2020-05-04").waitFor();
  expect(await sign.count()).toBe(0);
  await page.getByRole("link", { name: "Collecting" }).click();
  await page.getByRole("heading", { level: 1, name: "Collecting" }).waitFor();
  await page.getByText("Nobody has been invited yet.").waitFor();
  expect(await notice.count()).toBe(0);
  await page.goBack();
  const written = await served.read("q/words-checked.yaml");
  expect(written).toContain("by: S. Haddad");
  expect(written).toContain(wordsDigest(texts));

  const before = { ...texts, stop: "قف", gone: "ذهب" };
  const check = {
    checked: { by: "S. Haddad", when: "2020-05-04" },
    signed_off: { who: "A. Owner", when: "2020-05-05" },
    sha256: wordsDigest(before),
    texts: before,
  };
  await served.write("q/words-checked.yaml", editWordChecks("", "ar", check));
  await page.reload();
  await page.getByText("2 sentences changed since").waitFor();
  expect(await page.locator("#stop").textContent()).toContain("قف");
  await page.getByText("No more on the page: 1 sentence that had been checked.").waitFor();
  await sign.waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});
