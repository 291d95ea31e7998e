export * from "./accessibility.ts";
export * from "./browser.ts";
export * from "./delivered-file.ts";
export * from "./postgres-server.ts";
export * from "./temporary-folder.ts";
