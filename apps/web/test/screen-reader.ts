import type { OpenPage } from "@plait/testkit";
import { vi } from "vitest";

type Page = OpenPage["page"];
type CdpSession = Awaited<ReturnType<ReturnType<Page["context"]>["newCDPSession"]>>;
type TreeNode = Awaited<ReturnType<typeof treeOf>>[number];

/** What a screen reader knows of a thing on the page: what Chromium's accessibility tree says of it, and nothing else. */
export interface Heard {
  readonly role: string;
  readonly name: string;
  readonly description: string;
  /** All text within, in reading order. */
  readonly text: string;
  /** Of a heading. */
  readonly level: number | undefined;
  readonly isPressed: boolean | undefined;
  readonly isDisabled: boolean;
  readonly isFocusable: boolean;
  readonly isFocused: boolean;
  readonly isModal: boolean;
  /** How urgently a change of its text is told; empty where it is not. */
  readonly live: string;
  /** Roles of what it stands in, the innermost first, each with its name. */
  readonly within: readonly { readonly role: string; readonly name: string }[];
  /** By which it can be acted on. */
  readonly node: number;
}

/** How a screen reader presses a control: by a key on what has focus, by the control's own action, or by a touch at its middle. */
export type Press = "key" | "action" | "touch";

const CONTROLS = new Set(["button", "textbox", "link", "checkbox", "radio", "combobox", "slider"]);
const LANDMARKS = new Set(["banner", "main", "dialog", "alertdialog"]);
const PATIENCE = { timeout: 10_000, interval: 20 };

/** Somebody who has the accessibility tree and no picture: finds by role and name, and hears what is told and what has focus. */
export class ScreenReader {
  readonly page: Page;
  readonly #cdp: CdpSession;
  readonly #pressBy: Press;
  #spoken: string[] = [];
  #liveTexts: ReadonlyMap<number, string> = new Map();
  #focused: number | undefined;

  private constructor(page: Page, cdp: CdpSession, pressBy: Press) {
    this.page = page;
    this.#cdp = cdp;
    this.#pressBy = pressBy;
  }

  static async on(page: Page, pressBy: Press): Promise<ScreenReader> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Accessibility.enable");
    return new ScreenReader(page, cdp, pressBy);
  }

  /** Everything on the page in reading order. What changed in a live region since the last look, and what took the focus, has been spoken. */
  async look(): Promise<readonly Heard[]> {
    const heard = heardOf(await treeOf(this.#cdp));
    const live = heard.filter(({ live }) => live !== "" && live !== "off");
    this.#spoken.push(
      ...live.filter(({ node, text }) => text !== "" && text !== this.#liveTexts.get(node)).map(({ text }) => text),
    );
    this.#liveTexts = new Map(live.map(({ node, text }) => [node, text]));
    const focus = heard.find(({ isFocused }) => isFocused);
    if (focus !== undefined && focus.node !== this.#focused) this.#spoken.push(focus.name);
    this.#focused = focus?.node;
    return heard;
  }

  /** Waits for the one thing of this role and name. */
  find(role: string, name: string): Promise<Heard> {
    return this.until(`one ${role} “${name}”`, (heard) => {
      const found = heard.filter((each) => each.role === role && each.name === name);
      return found.length === 1 ? found[0] : undefined;
    });
  }

  /** Waits until something can be made out in the tree. */
  until<T>(what: string, make: (heard: readonly Heard[]) => T | undefined): Promise<T> {
    return vi.waitFor(async () => {
      const heard = await this.look();
      const made = make(heard);
      if (made !== undefined) return made;
      const names = heard.filter(({ role }) => CONTROLS.has(role)).map(({ name }) => name);
      const focus = heard.find(({ isFocused }) => isFocused)?.name ?? "nowhere";
      throw new Error(
        `No ${what}. Controls: ${names.join(" | ")}. Spoken: ${this.#spoken.join(" | ")}. Focus: ${focus}`,
      );
    }, PATIENCE);
  }

  /** Presses, and waits until this is spoken and the focus is somewhere on the page. What was spoken before the press does not count. */
  async press(control: Heard, thenSpoken: string): Promise<void> {
    this.#spoken = [];
    await this.#act(control);
    await this.hears(thenSpoken);
  }

  /** Presses a key on whatever has the focus, as above. */
  async key(key: string, thenSpoken: string): Promise<void> {
    this.#spoken = [];
    await this.page.keyboard.press(key);
    await this.hears(thenSpoken);
  }

  /** Waits until this has been spoken since the last press, and the focus is somewhere on the page. */
  async hears(text: string): Promise<void> {
    await this.until(`“${text}” spoken with the focus on the page`, (heard) =>
      this.#spoken.includes(text) ? heard.find(({ isFocused }) => isFocused) : undefined,
    );
  }

  async type(field: Heard, text: string): Promise<void> {
    await this.#cdp.send("DOM.focus", { backendNodeId: field.node });
    await this.page.keyboard.type(text);
  }

  /** What is wrong with what can be heard now, in words. */
  async faults(language: string): Promise<string[]> {
    const heard = await this.look();
    const languages = await this.#languages();
    const controls = heard.filter(({ role }) => CONTROLS.has(role));
    // Whoever enters a group hears its name, so that buttons of two groups may be called the same.
    const buttons = controls
      .filter(({ role }) => role === "button")
      .map(({ name, within }) => [name, ...within.map((each) => each.name)].filter((part) => part !== "").join(" in "));
    const headings = heard.filter(({ role }) => role === "heading");
    const one = (role: string) => heard.filter((each) => each.role === role).length === 1;
    const isInLandmark = ({ within }: Heard) => within.some(({ role }) => LANDMARKS.has(role));
    const isModal = heard.some(({ isModal }) => isModal);
    return [
      ...controls.filter(({ name }) => name === "").map(({ role }) => `${role} without a name`),
      ...buttons.filter((name, at) => buttons.indexOf(name) !== at).map((name) => `two buttons called “${name}”`),
      ...(isModal || one("main") ? [] : ["not one main"]),
      ...(isModal || one("banner") ? [] : ["not one banner"]),
      ...heard.filter((each) => each.role === "StaticText" && !isInLandmark(each)).map(({ name }) => `astray: ${name}`),
      ...headingFaults(headings, isModal),
      ...(heard.some(({ isFocused }) => isFocused) ? [] : ["nothing has focus"]),
      ...(languages.get(undefined) === language ? [] : [`the page says that it is in “${languages.get(undefined)}”`]),
      ...heard
        .filter(({ role }) => role === "StaticText" || role === "heading" || CONTROLS.has(role))
        .flatMap(({ node, name }) => wrongScript(name, languages.get(node) ?? language)),
    ];
  }

  async #act({ node }: Heard): Promise<void> {
    const backendNodeId = node;
    if (this.#pressBy === "touch") {
      await this.#cdp.send("DOM.scrollIntoViewIfNeeded", { backendNodeId });
      const { quads } = await this.#cdp.send("DOM.getContentQuads", { backendNodeId });
      const [left = 0, top = 0, , , right = 0, bottom = 0] = quads[0] ?? [];
      return this.page.touchscreen.tap((left + right) / 2, (top + bottom) / 2);
    }
    await this.#cdp.send("DOM.focus", { backendNodeId });
    if (this.#pressBy === "key") return this.page.keyboard.press("Enter");
    const { object } = await this.#cdp.send("DOM.resolveNode", { backendNodeId });
    const { objectId = "" } = object;
    await this.#cdp.send("Runtime.callFunctionOn", { objectId, functionDeclaration: "function () { this.click() }" });
  }

  /** The language in which each node is to be spoken, by node; of the page under undefined. It stands beside the tree, not in it. */
  async #languages(): Promise<ReadonlyMap<number | undefined, string>> {
    const { root } = await this.#cdp.send("DOM.getDocument", { depth: -1 });
    const languages = new Map<number | undefined, string>();
    const walk = (node: typeof root, inherited: string): void => {
      const { attributes = [], children = [], backendNodeId, nodeName } = node;
      const at = attributes.findIndex((name, index) => index % 2 === 0 && name === "lang");
      const language = at < 0 ? inherited : (attributes[at + 1] ?? inherited);
      if (nodeName === "HTML") languages.set(undefined, language);
      languages.set(backendNodeId, language);
      for (const child of children) walk(child, language);
    };
    walk(root, "");
    return languages;
  }
}

async function treeOf(cdp: CdpSession) {
  return (await cdp.send("Accessibility.getFullAXTree")).nodes;
}

function heardOf(nodes: readonly TreeNode[]): Heard[] {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const heard: Heard[] = [];
  const walk = (node: TreeNode, within: Heard["within"]): string => {
    const role = String(node.role?.value ?? "");
    const name = String(node.name?.value ?? "");
    if (role === "InlineTextBox") return "";
    const isHeard = !node.ignored && role !== "RootWebArea" && role !== "none";
    const inside = isHeard && role !== "StaticText" ? [{ role, name }, ...within] : within;
    const place = heard.length;
    const children = (node.childIds ?? []).flatMap((id) => byId.get(id) ?? []);
    const parts = children.map((child) => walk(child, inside)).filter((part) => part !== "");
    const text = role === "StaticText" || role === "image" ? name : parts.join(" ").replaceAll(/\s+/gu, " ").trim();
    if (isHeard) heard.splice(place, 0, { role, name, text, within, ...stateOf(node) });
    return node.ignored && role === "StaticText" ? "" : text;
  };
  const root = nodes.find(({ parentId }) => parentId === undefined);
  if (root !== undefined) walk(root, []);
  return heard;
}

function stateOf(node: TreeNode) {
  const states = new Map((node.properties ?? []).map(({ name, value }) => [String(name), value.value]));
  const pressed = states.get("pressed");
  return {
    description: String(node.description?.value ?? ""),
    level: states.has("level") ? Number(states.get("level")) : undefined,
    isPressed: pressed === undefined ? undefined : String(pressed) === "true",
    isDisabled: states.get("disabled") === true,
    isFocusable: states.get("focusable") === true,
    isFocused: states.get("focused") === true,
    isModal: states.get("modal") === true,
    // Chromium says it of all that is inside a live region, and only of the region itself that it is live.
    live: states.has("root") ? "" : String(states.get("live") ?? ""),
    node: node.backendDOMNodeId ?? -1,
  };
}

function headingFaults(headings: readonly Heard[], isModal: boolean): string[] {
  const levels = headings.map(({ level = 0 }) => level);
  const first = isModal ? 2 : 1;
  return [
    ...(levels[0] === first ? [] : [`the first heading is of level ${levels[0]}`]),
    ...(levels.filter((level) => level === 1).length === (isModal ? 0 : 1) ? [] : ["not one heading of level 1"]),
    ...levels.flatMap((level, at) =>
      level - (levels[at - 1] ?? first) > 1 ? [`a heading of level ${level} after one of ${levels[at - 1]}`] : [],
    ),
  ];
}

const SCRIPTS: Readonly<Record<string, RegExp>> = { en: /\p{Script=Latin}/u, ar: /\p{Script=Arabic}/u };

/** Letters that the voice of a language cannot speak. An example of a code is Latin in every language. */
function wrongScript(text: string, language: string): string[] {
  const script = SCRIPTS[language];
  if (script === undefined) return [];
  const letters = text.replaceAll(/[A-Z0-9]{5}-[A-Z0-9]{5}/gu, "").match(/\p{L}/gu) ?? [];
  return letters.every((letter) => script.test(letter)) ? [] : [`“${text}” is to be spoken as “${language}”`];
}
