export * from "./grid.ts";
export * from "./q-data.ts";
export * from "./q-set.ts";
export * from "./q-sort.ts";
