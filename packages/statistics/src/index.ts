export type { Design, DesignColumn } from "./design.ts";
export * from "./least-squares.ts";
export * from "./normal-quantile.ts";
export * from "./polynomial-design.ts";
export * from "./sorted-quantile.ts";
export * from "./standard-errors.ts";
export * from "./tails.ts";
