import type { TableColumn } from "../table-columns.ts";
import { EPISODE } from "./link-kind.ts";

const labels = {
  period: "Delivery period",
  group: "Worker group",
  [EPISODE]: "Episode of the person, from 1",
} as const;

export type LinkColumn = keyof typeof labels;

/** Columns that come from where a row was delivered and how it was linked, not from any cell. */
export function linkColumns(names: readonly LinkColumn[]): TableColumn[] {
  return names.map((name) => ({
    name,
    variable: name,
    label: labels[name],
    type: name === EPISODE ? "integer" : "text",
    unknown: [],
  }));
}

export function isLinkColumn(name: string): name is LinkColumn {
  return Object.hasOwn(labels, name);
}
