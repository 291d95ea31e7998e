import type { TopLevelSpec } from "vega-lite";

/** Any view that may stand in a layer of a Vega-Lite specification. */
export type UnitSpec = Extract<TopLevelSpec, { layer: unknown }>["layer"][number];
