/** What tests use of the page, inside the page: their compiler knows no page. A file that uses it declares `document` or `window` as these. */
export interface PageElement {
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  closest(selector: string): PageElement | null;
  scrollIntoView(options: { readonly block: "center" }): void;
  getBoundingClientRect(): { readonly left: number };
}

export interface PageDocument {
  readonly activeElement: PageElement | null;
  readonly fonts: { readonly ready: Promise<unknown>; check(font: string): boolean };
  querySelector(selector: string): PageElement | null;
}
