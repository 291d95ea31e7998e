import { openBrowser, type TestBrowser } from "@plait/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { builtScreens } from "./built-screens.ts";
import { foldOf, pilesOf, placesOf } from "./folded-sort.ts";
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

const DAY = 86_400_000;

/** The time that stands in the id of a step: the device's own. */
const timeIn = (id: string) => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);

test("[S15] a device's clock that is set back a day and then forward leaves the sort as it was made", async () => {
  await using served = await servedSort(screens);
  const { page } = await browser.visit(served.address, { width: 1180, height: 1100, locale: "en", touch: true });
  await page.clock.install();
  await page.reload();
  const setBy = async (milliseconds: number) =>
    page.clock.setSystemTime((await page.evaluate<number>("Date.now()")) + milliseconds);
  const sorter = new SimulatedSorter(page, tapHands(page), await served.read(), "en");
  await sorter.enter(await served.invite());
  await sorter.begin();
  await sorter.pile(17);
  await sorter.isSaved();
  await setBy(-DAY);
  await sorter.pile(11);
  await sorter.goOn();
  await page.context().setOffline(true);
  await sorter.place(5);
  await setBy(2 * DAY);
  await sorter.place(3);
  // A card that was placed before the clock went back and is placed again after it.
  const first = page.locator(".board [data-card]").first();
  const card = (await first.getAttribute("data-card")) ?? "";
  await first.tap();
  await page.getByRole("button", { name: "Take it off the board" }).tap();
  await setBy(-DAY);
  await page.reload().catch(() => null);
  await page.context().setOffline(false);
  await page.reload();
  await sorter.place();
  await sorter.goOn();
  await sorter.place();
  await sorter.goOn();
  await sorter.goOn();
  await sorter.goOn();
  await sorter.isSaved();

  const { events, ...table } = await served.read();
  const times = events.map(({ id }) => timeIn(id));
  expect(times.some((time, at) => time < (times[at - 1] ?? 0) - DAY / 2)).toBe(true);
  expect(times.some((time, at) => time > (times[at - 1] ?? time) + DAY)).toBe(true);
  expect(events.map(({ counter }) => counter)).toEqual(events.map((_, at) => at));
  const moves = events.flatMap(({ kind, payload }) => (JSON.stringify(payload).includes(`"${card}"`) ? [kind] : []));
  expect(moves).toEqual(["q.card-piled", "q.card-placed", "q.card-taken-back", "q.card-placed"]);
  const sort = foldOf({ ...table, events });
  expect(sort).toMatchObject({ status: "finished", ignored: 0 });
  expect([pilesOf(sort), placesOf(sort)]).toEqual([sorter.plan.piles, sorter.plan.places]);
  await page.context().close();
});
