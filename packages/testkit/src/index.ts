export * from "./accessibility.ts";
export * from "./browser.ts";
export * from "./temporary-folder.ts";
