import type { ReplyOf } from "@plait/api";

type PreviewedResult = ReplyOf<"readPreviewedResult">;

/** What is other in a result since an earlier state of the study, in true numbers. Rows and columns are known by their ids. */
export interface WhatChanged {
  /** What stood in a cell, by `placeOf`; only where something else stands there now. */
  readonly was: ReadonlyMap<string, string>;
  /** Ids of rows that are new. */
  readonly newRows: ReadonlySet<string>;
  /** What rows that are gone were called. */
  readonly goneRows: readonly string[];
}

export function placeOf(row: string, column: string): string {
  return JSON.stringify([row, column]);
}

export function whatChanged(before: PreviewedResult, now: PreviewedResult): WhatChanged {
  const stood = insideByPlace(before);
  const was = [...insideByPlace(now)].flatMap(([place, inside]): [string, string][] => {
    const earlier = stood.get(place);
    return earlier === undefined || earlier === inside ? [] : [[place, earlier]];
  });
  const [rowsBefore, rowsNow] = [before, now].map(({ rows }) => new Set(rows.map(({ id }) => id)));
  return {
    was: new Map(was),
    newRows: new Set([...(rowsNow ?? [])].filter((id) => rowsBefore?.has(id) !== true)),
    goneRows: before.rows.filter(({ id }) => rowsNow?.has(id) !== true).map(({ label }) => label),
  };
}

function insideByPlace({ rows, columns }: PreviewedResult): Map<string, string> {
  return new Map(
    rows.flatMap(({ id, cells }) =>
      cells.map(({ inside }, at): [string, string] => [placeOf(id, columns[at]?.id ?? ""), inside]),
    ),
  );
}
