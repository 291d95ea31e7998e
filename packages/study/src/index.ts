export * from "./problem.ts";
export * from "./random.ts";
export * from "./result.ts";
