export type { Design, DesignColumn } from "./design.ts";
export * from "./least-squares.ts";
export * from "./polynomial-design.ts";
export * from "./standard-errors.ts";
export * from "./tails.ts";
