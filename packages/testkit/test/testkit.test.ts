import { existsSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityFaults, openBrowser, type TestBrowser, temporaryFolder } from "../src/index.ts";

let browser: TestBrowser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test("[K3] axe names what is wrong with a page", async () => {
  const { page } = await browser.openPage(`<!doctype html><html><body><img src="data:," /></body></html>`);
  const rules = (await accessibilityFaults(page)).map((fault) => fault.rule);
  expect(rules).toEqual(expect.arrayContaining(["html-has-lang", "image-alt", "document-title"]));
});

test("[K3] a sound page has no faults", async () => {
  const { page, complaints } = await browser.openPage(
    `<!doctype html><html lang="en"><head><title>t</title></head><body><main><h1>t</h1></main></body></html>`,
  );
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test("[K2] what a page asks of the network is recorded and refused", async () => {
  const { page, requested } = await browser.openPage(`<!doctype html><img src="http://example.org/a.png" alt="">`);
  await page.waitForLoadState("load");
  expect(requested).toEqual(["http://example.org/a.png"]);
});

test("[K1] without Chromium a check fails", async () => {
  await expect(openBrowser("/no/such/chromium")).rejects.toThrow("/no/such/chromium");
});

test("[K4] a temporary folder is gone after its block", async () => {
  let path: string;
  {
    await using folder = await temporaryFolder("testkit");
    path = folder.path;
    expect(existsSync(path)).toBe(true);
  }
  expect(existsSync(path)).toBe(false);
});
