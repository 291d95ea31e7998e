import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Role } from "@plait/api";
import type { JournalEvent } from "@plait/journal";
import { accessibilityFaults, type OpenPage, openBrowser, type TestBrowser } from "@plait/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CAMERA_SAYS, photograph } from "../../server/test/photographs.ts";
import { builtScreens } from "./built-screens.ts";
import { servedQ } from "./served-q.ts";

type Page = OpenPage["page"];
type Locator = ReturnType<Page["locator"]>;
type Served = Awaited<ReturnType<typeof servedQ>>;

let browser: TestBrowser;
let screens: string;
beforeAll(async () => {
  [browser, screens] = await Promise.all([openBrowser(), builtScreens()]);
});
afterAll(() => browser.close());

const PASSPHRASE = "correct horse battery";
/** From the lowest column on. Two cards are at ends where the numbers of nobody would put them by themselves. */
const plan = ["28 2", "3 4 5 6", "7 8 9 10 11", "12 13 14 15 16 17", "18 19 20 21 22", "23 24 25 26", "27 1"] as const;
const inArabicFigures = (text: string) => text.replace(/\d/gu, (figure) => "٠١٢٣٤٥٦٧٨٩".charAt(Number(figure)));
const planned = Object.fromEntries(
  plan.flatMap((cards, column) => cards.split(" ").map((number) => [`s${number.padStart(2, "0")}`, column - 3])),
);

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });
const column = (page: Page, at: number): Locator => page.locator(".paper-column input").nth(at);
const faultOf = (page: Page, at: number): Locator => page.locator(".paper-column .fault").nth(at);

/** The owner, on the page of the study. */
async function signIn(served: Served) {
  const open = await browser.visit(served.link);
  await heading(open.page, "Cards of a service").waitFor();
  return open;
}

/** Somebody with an account that the owner makes, on a page of the Q room. */
async function comeInAs(served: Served, owner: Page, role: Role, view = {}) {
  const name = `A. ${role}`;
  const account = JSON.stringify({ name, role, passphrase: PASSPHRASE });
  await owner.evaluate(
    `fetch("/api/accounts", { method: "POST", headers: { "x-plait": "1", "content-type": "application/json" },
      body: ${JSON.stringify(account)} })`,
  );
  const open = await browser.visit(`${served.address}/q`, view);
  await open.page.getByLabel("Name").fill(name);
  await open.page.getByLabel("Passphrase").fill(PASSPHRASE);
  await open.page.keyboard.press("Enter");
  await heading(open.page, "Collecting").waitFor();
  return open;
}

/** Presses Tab until this has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let presses = 0; presses < 120; presses++) {
    if (await wanted.evaluate((element) => element.matches(":focus"))) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${wanted}`);
}

const files = ["piles", "placed", "board", "numbers"].map((name, at) => ({
  name: `${name}.jpg`,
  mimeType: "image/jpeg",
  buffer: photograph(at),
}));

async function begin(page: Page, participant: string, language: string): Promise<void> {
  await page.goto(new URL("/q/paper", page.url()).href);
  await page.getByLabel("Whose sort is it?").fill(participant);
  await page.getByLabel("Language of the cards").selectOption(language);
  await page.getByRole("radio", { name: "Yes", exact: true }).check();
  await page.getByRole("radio", { name: "Nobody" }).check();
  await page.getByRole("button", { name: "Begin" }).click();
  await heading(page, "A sort from paper").waitFor();
}

async function type(page: Page, columns: readonly string[]): Promise<void> {
  for (const [at, numbers] of columns.entries()) await column(page, at).fill(numbers);
}

async function eventsOf({ study }: Served, participant: string): Promise<JournalEvent[]> {
  const events: JournalEvent[] = [];
  for await (const event of study.journal.read({ streams: [`q/paper/${participant}`] })) events.push(event);
  return events;
}

const payloadOf = ({ content }: JournalEvent): unknown => (content.kind === "readable" ? content.payload : undefined);

describe("a sort from paper in a real browser", () => {
  it("[W1] [W30] is entered by keyboard alone from four photographs, equals the plan, and is in the analysis", async () => {
    await using served = await servedQ(screens);
    const owner = await signIn(served);
    const { page, complaints, requested } = await comeInAs(served, owner.page, "facilitator");
    await owner.page.goto(`${served.address}/q/number`);
    await owner.page.getByText("From 25 whole sorts: 25 of files, 0 made in Plait.").waitFor();
    await page.bringToFront();

    await tabTo(page, page.getByRole("link", { name: "Enter a sort from paper" }));
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByLabel("Whose sort is it?"));
    await page.keyboard.type("QYP26");
    await tabTo(page, page.getByLabel("Language of the cards"));
    await page.keyboard.type("Ar");
    await tabTo(page, page.getByRole("radio", { name: "Yes", exact: true }));
    await page.keyboard.press("Space");
    await tabTo(page, page.getByRole("radio", { name: "Nobody" }));
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await heading(page, "A sort from paper").waitFor();
    await page.getByText("QYP26, cards in Arabic, an interpreter helped.").waitFor();

    await tabTo(page, page.getByLabel("Choose photographs"));
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Space")]);
    await chooser.setFiles(files);
    await page.getByText("4 photographs are not kept yet.").waitFor();
    await tabTo(page, page.getByRole("button", { name: "Keep 4 photographs" }));
    await page.keyboard.press("Enter");
    await page.getByText("not kept yet").first().waitFor({ state: "detached" });

    await tabTo(page, column(page, 0));
    for (const [at, numbers] of plan.entries()) {
      await page.keyboard.type(inArabicFigures(at === 6 ? "28 1" : numbers));
      await page.keyboard.press("Tab");
    }
    await page.getByText("Still to come: 27").waitFor();
    expect(await faultOf(page, 0).innerText()).toContain("Card 28 stands twice");
    expect(await faultOf(page, 6).innerText()).toContain("Card 28 stands twice");
    expect(await column(page, 6).getAttribute("aria-invalid")).toBe("true");
    await tabTo(page, page.getByRole("button", { name: "Enter this sort" }));
    await page.keyboard.press("Enter");
    await page.getByText("This sort is not possible yet").waitFor();
    expect(await column(page, 0).evaluate((element) => element.matches(":focus"))).toBe(true);
    await page.getByText("What you type is kept").waitFor();

    await page.reload();
    await page.getByText("Typed before by A. facilitator").waitFor();
    await tabTo(page, column(page, 6));
    expect(await column(page, 6).inputValue()).toBe("٢٨ ١");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("27 1");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "The numbers are entered" }).waitFor();
    await page.getByText(/^Entered by A\. facilitator, /u).waitFor();
    await owner.page.getByText("From 26 whole sorts: 25 of files, 1 made in Plait.").waitFor();

    const events = (await eventsOf(served, "QYP26")).filter(({ kind }) => kind !== "paper.drafted");
    expect(events.map(({ kind }) => kind)).toEqual([
      "q.paper-begun",
      ...files.map(() => "q.paper-photographed"),
      "q.paper-entered",
    ]);
    expect(events.every(({ content }) => content.kind === "readable" && content.actor === "A. facilitator")).toBe(true);
    expect(payloadOf(events[5] as JournalEvent)).toEqual({ places: planned, piles: null });
    expect(payloadOf(events[0] as JournalEvent)).toMatchObject({
      assented: true,
      language: "ar",
      helper: "interpreter",
    });
    expect([complaints, requested, owner.complaints]).toEqual([[], [], []]);
    await Promise.all([page, owner.page].map((each) => each.context().close()));
  });

  it("[W4] [W30] says what is not kept while Plait is not reached, and keeps it by itself afterwards", async () => {
    await using served = await servedQ(screens);
    const { page } = await signIn(served);
    await begin(page, "QYP26", "en");
    await page.context().setOffline(true);
    await column(page, 0).fill("1 2");
    await page.getByText("What you type is kept, sealed").waitFor({ state: "detached" });
    await page.getByRole("alert").filter({ hasText: "not kept yet" }).waitFor();
    expect((await eventsOf(served, "QYP26")).map(({ kind }) => kind)).toEqual(["q.paper-begun"]);
    await page.context().setOffline(false);
    await page.getByText("What you type is kept, sealed").waitFor();
    const [, draft] = await eventsOf(served, "QYP26");
    expect(draft && payloadOf(draft)).toMatchObject({
      as: "entry",
      typed: { columns: ["1 2", "", "", "", "", "", ""] },
    });
    await page.context().close();
  });

  it("[W31] keeps nothing of what the camera says, neither where it is served nor where it is stored", async () => {
    await using served = await servedQ(screens);
    const { page } = await signIn(served);
    await begin(page, "QYP26", "en");
    const dropped = await page.evaluateHandle(
      `(async () => {
        const data = new DataTransfer();
        for (const [name, bytes] of ${JSON.stringify(files.map(({ name, buffer }) => [name, buffer.toString("base64")]))}) {
          const part = Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0));
          data.items.add(new File([part], name, { type: "image/jpeg" }));
        }
        data.items.add(new File(["%PDF"], "notes.pdf", { type: "application/pdf" }));
        return data;
      })()`,
    );
    await page.getByRole("region", { name: "Photographs" }).dispatchEvent("drop", { dataTransfer: dropped });
    await page.getByText("notes.pdf: this is no PNG, JPEG or WebP.").waitFor();
    const shown = page.getByRole("img", { name: "Photograph: turned cards" });
    await shown.waitFor();
    // A quarter turn, as EXIF says it: wider than high in the file, higher than wide on the screen.
    const size = () =>
      shown.evaluate((image) => [Reflect.get(image, "naturalWidth"), Reflect.get(image, "naturalHeight")]);
    expect(await size()).toEqual([6, 8]);
    await page.getByRole("button", { name: "Keep 4 photographs" }).click();
    await page.getByText("not kept yet").first().waitFor({ state: "detached" });
    await shown.waitFor();
    await page.waitForFunction(
      `document.querySelector(".paper-picture img").naturalWidth === 6 && !document.querySelector(".paper-picture img").src.startsWith("blob:")`,
    );
    expect(await size()).toEqual([6, 8]);
    for (const name of ["Piles", "Sure cards", "Full board", "Turned cards"]) {
      await page.getByRole("radio", { name: new RegExp(name, "u") }).check();
      const source = await page.locator(".paper-picture img").getAttribute("src");
      expect(source).toMatch(/^\/api\/q\/paper\/photographs\?id=[0-9a-f-]{36}$/u);
      const answer = await page.request.get(`${served.address}${source}`);
      expect([answer.status(), answer.headers()["cache-control"]]).toEqual([200, "no-store"]);
      const bytes = (await answer.body()).toString("latin1");
      for (const word of CAMERA_SAYS) expect(bytes).not.toContain(word);
    }
    page.once("dialog", (dialog) => dialog.accept());
    await page.getByRole("button", { name: "Delete this photograph" }).click();
    await page.getByText("None yet. Choose it").waitFor();
    for (const name of await readdir(served.study.folder)) {
      if (!name.startsWith("journal.db")) continue;
      const stored = await readFile(join(served.study.folder, name), "latin1");
      for (const word of [...CAMERA_SAYS, "QYP26"]) expect(stored).not.toContain(word);
    }
    await page.context().close();
  });

  it("[W32] is typed again by somebody else, corrected with a reason, and gone with the person", async () => {
    await using served = await servedQ(screens);
    const owner = await signIn(served);
    const first = await comeInAs(served, owner.page, "facilitator");
    const second = await comeInAs(served, owner.page, "analyst");
    await begin(first.page, "QYP26", "en");
    const swapped = ["1 2", ...plan.slice(1, 6), "27 28"];
    await type(first.page, swapped);
    await first.page.getByRole("button", { name: "Enter this sort" }).click();
    await first.page.getByText("Nobody has typed them a second time yet.").waitFor();
    expect(await first.page.getByRole("button", { name: "Type them again to check" }).count()).toBe(0);

    await second.page.getByRole("link", { name: "From paper", exact: true }).click();
    await second.page.getByRole("button", { name: "Open with QYP26" }).click();
    await second.page.getByRole("button", { name: "Type them again to check" }).click();
    expect(await column(second.page, 0).inputValue()).toBe("");
    expect(await second.page.getByText("The numbers as they stand").count()).toBe(0);
    await type(second.page, plan);
    await second.page.getByRole("button", { name: "Compare" }).click();
    const differences = second.page.getByRole("table", { name: "Differences" });
    await differences.waitFor();
    expect((await differences.getByRole("row").allInnerTexts()).slice(1).map((row) => row.split(/\s+/u))).toEqual([
      ["1", "−3", "+3"],
      ["28", "+3", "−3"],
    ]);

    await first.page.getByRole("table", { name: "Differences" }).waitFor();
    await first.page.getByRole("button", { name: "Correct the numbers" }).click();
    expect(await column(first.page, 0).inputValue()).toBe("1 2");
    await type(first.page, plan);
    await first.page.getByRole("button", { name: "Save the correction" }).click();
    await first.page.getByText("Write the reason.").waitFor();
    await first.page.getByLabel("Why are they corrected?").fill("The first and the last column were exchanged");
    await first.page.getByRole("button", { name: "Save the correction" }).click();
    await first.page.getByText("The first and the last column were exchanged").waitFor();
    await first.page.getByText(/^Entered by A\. facilitator/u).waitFor();
    await first.page.getByText(/^Typed again by A\. analyst, .*: alike on every card\.$/u).waitFor();
    const entries = (await eventsOf(served, "QYP26")).filter(({ kind }) => /entered|corrected|checked/u.test(kind));
    expect(entries.map(({ kind }) => kind)).toEqual(["q.paper-entered", "q.paper-checked", "q.paper-corrected"]);
    expect(payloadOf(entries[2] as JournalEvent)).toMatchObject({ places: planned, of: entries[0]?.id });

    await first.page.getByText("They want nothing kept").click();
    await first.page.getByLabel("Type QYP26 to delete everything").fill("QYP2");
    await first.page.getByRole("button", { name: "Delete everything" }).click();
    await first.page.getByText("This is not QYP26.").waitFor();
    await first.page.getByLabel("Type QYP26 to delete everything").fill("QYP26");
    await first.page.getByRole("button", { name: "Delete everything" }).click();
    await first.page.getByText("No sort was entered from paper yet.").waitFor();
    await second.page.getByText("No sort from paper was begun for them.").waitFor();
    expect((await eventsOf(served, "QYP26")).every(({ content }) => content.kind === "forgotten")).toBe(true);
    await Promise.all([owner, first, second].map(({ page }) => page.context().close()));
  });

  it("[W2] [W33] writes nothing down without a yes, and has no page with a fault of access or anything cut off", async () => {
    await using served = await servedQ(screens);
    const { page, complaints } = await signIn(served);
    await page.goto(`${served.address}/q/paper`);
    await page.getByLabel("Whose sort is it?").fill("QYP26");
    await page.getByRole("radio", { name: "No", exact: true }).check();
    await page.getByText("Then nothing is written down here.").waitFor();
    expect(await page.getByRole("button", { name: "Begin" }).isDisabled()).toBe(true);
    await page.getByRole("radio", { name: "Yes", exact: true }).check();
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByText("Choose the language of the cards.").waitFor();
    const faults = await faultsOf(page, "begin");
    await begin(page, "QYP26", "ar");
    await page.getByLabel("Choose photographs").setInputFiles(files);
    await column(page, 0).fill("1 1 99 x");
    await page.getByText("There is no card 99").waitFor();
    await page.getByText("The cards and their numbers").click();
    expect(await page.locator(".paper-cards [dir=rtl][lang=ar]").count()).toBe(28);
    await page.getByRole("button", { name: "Larger" }).click();
    faults.push(...(await faultsOf(page, "typing")));
    await page.emulateMedia({ colorScheme: "dark" });
    faults.push(...(await faultsOf(page, "typing, dark")));
    await page.getByRole("button", { name: "Keep 4 photographs" }).click();
    await page.getByText("not kept yet").first().waitFor({ state: "detached" });
    await type(page, plan);
    await page.getByRole("button", { name: "Enter this sort" }).click();
    await page.getByRole("heading", { name: "The numbers are entered" }).waitFor();
    faults.push(...(await faultsOf(page, "entered")));
    await page.getByRole("button", { name: "All sorts from paper" }).click();
    await page.getByRole("cell", { name: /^entered by Owner at the terminal/u }).waitFor();
    faults.push(...(await faultsOf(page, "list")));
    expect([faults, complaints]).toEqual([[], []]);
    await page.context().close();
  });
});

async function faultsOf(page: Page, where: string): Promise<string[]> {
  const found = await accessibilityFaults(page);
  await page.setViewportSize({ width: 320, height: 800 });
  const beyond = Number(await page.evaluate("document.documentElement.scrollWidth - innerWidth"));
  await page.setViewportSize({ width: 1280, height: 900 });
  return [
    ...found.map(({ rule, elements }) => `${where} ${rule}: ${elements.join(" ")}`),
    ...(beyond > 0 ? [`${where}: ${beyond} pixels beyond the window`] : []),
  ];
}
