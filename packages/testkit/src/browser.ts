import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

/** A real headless Chromium. Pages opened from it cannot reach the network, but for the one server that is visited. */
export interface TestBrowser extends AsyncDisposable {
  openPage(html: string, view?: View): Promise<OpenPage>;
  /** Opens an address such as `http://127.0.0.1:4700/sort` in a browser profile of its own. Only its origin can be reached. */
  visit(address: string, view?: View): Promise<OpenPage>;
  close(): Promise<void>;
}

export interface View {
  /** CSS pixels; 1280 × 900 unless told. */
  readonly width?: number;
  readonly height?: number;
  /** How the page is shown: on a screen unless told. */
  readonly media?: "screen" | "print";
  /** Scripts run unless told otherwise. axe needs them. */
  readonly javaScript?: boolean;
  /** A screen to be touched. */
  readonly touch?: boolean;
  /** The language that the device prefers; that of the machine unless told. */
  readonly locale?: string;
}

export interface OpenPage {
  readonly page: Page;
  /** Every address the page asked for elsewhere. All were refused. */
  readonly requested: readonly string[];
  /** Everything the page complained of: errors of scripts and messages of level error. */
  readonly complaints: readonly string[];
}

/**
 * Starts Chromium. Throws when there is none: a check of a page that did not run is a failure, not a skip.
 *
 * @param executable where Chromium is; the variable `CHROMIUM`, else the usual places
 * @param more flags of Chromium besides
 */
export async function openBrowser(
  executable: string = findChromium(),
  more: readonly string[] = [],
): Promise<TestBrowser> {
  const browser = await chromium.launch({ executablePath: executable, args: [...quietFlags, ...more] });
  const close = (): Promise<void> => browser.close();
  return {
    openPage: async (html, view = {}) => {
      const open = await blankPage(browser, view, () => false);
      await open.page.setContent(html);
      return open;
    },
    visit: async (address, view = {}) => {
      const { origin } = new URL(address);
      const open = await blankPage(browser, view, (asked) => URL.parse(asked)?.origin === origin);
      await open.page.goto(address);
      return open;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Without a window first: it does the same and needs less of the machine. */
const usualPlaces = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
] as const;

const quietFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
] as const;

function findChromium(): string {
  const named = process.env.CHROMIUM;
  if (named !== undefined && named !== "") return named;
  const found = usualPlaces.find((place) => existsSync(place));
  if (found === undefined) {
    throw new Error(
      `No Chromium in ${usualPlaces.join(", ")}. Install it, or name it in the environment variable CHROMIUM.`,
    );
  }
  return found;
}

async function blankPage(browser: Browser, view: View, mayReach: (address: string) => boolean): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width: view.width ?? 1280, height: view.height ?? 900 },
    javaScriptEnabled: view.javaScript ?? true,
    hasTouch: view.touch ?? false,
    ...(view.locale !== undefined && { locale: view.locale }),
  });
  const requested: string[] = [];
  const complaints: string[] = [];
  await context.route("**", (route) => {
    if (mayReach(route.request().url())) return route.fallback();
    requested.push(route.request().url());
    return route.abort();
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.emulateMedia({ media: view.media ?? "screen" });
  return { page, requested, complaints };
}
