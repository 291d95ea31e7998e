/** A referral as it was typed, and what it is: the rules of linkage are worked out here from what rows are, row by row. */
export interface TypedReferral {
  readonly group: "DW" | "RPC";
  readonly urn: { readonly typed: string; readonly is: string | null };
  readonly date: { readonly typed: string; readonly is: string | null };
  readonly site: string;
  readonly gender: string;
  readonly age: string;
}

interface Entry {
  readonly group: string;
  readonly urn: string;
  readonly date: string;
  readonly site: string;
  readonly gender: string;
  readonly age: string;
}

export interface LinkedReferral extends Entry {
  readonly conflict: boolean;
  readonly episode: number;
}

export interface ExpectedGroup {
  readonly read: number;
  readonly quarantined: number;
  readonly duplicates: number;
  readonly merged: number;
  readonly linked: number;
}

export interface Expected {
  readonly referrals: readonly LinkedReferral[];
  readonly groups: ReadonlyMap<string, ExpectedGroup>;
  /** One a person, and why the others are not there. */
  readonly wide: readonly LinkedReferral[];
  readonly inConflict: number;
  readonly laterEpisodes: number;
}

/** What linking referrals must give, said as plainly as the rules say it. */
export function expectedReferrals(typed: readonly TypedReferral[]): Expected {
  const referrals: (Entry & { conflict: boolean })[] = [];
  const groups = new Map<string, ExpectedGroup>();
  for (const group of ["DW", "RPC"]) {
    const own = typed.filter((row) => row.group === group);
    const usable = own.flatMap(({ urn, date, site, gender, age }) =>
      urn.is === null || date.is === null || site === ""
        ? []
        : [{ group, urn: urn.is, date: date.is, site, gender, age }],
    );
    const distinct = distinctBy(usable, (row) => JSON.stringify(row));
    let merged = 0;
    let linked = 0;
    for (const rows of groupBy(distinct, entryOf)) {
      const genders = answers(rows.map(({ gender }) => gender));
      const ages = answers(rows.map(({ age }) => age));
      const [first] = rows;
      if (first === undefined) continue;
      if (genders.length <= 1 && ages.length <= 1) {
        referrals.push({ ...first, gender: genders[0] ?? "", age: ages[0] ?? "", conflict: false });
        merged += rows.length - 1;
        linked += 1;
      } else {
        referrals.push(...rows.map((row) => ({ ...row, conflict: true })));
        linked += rows.length;
      }
    }
    groups.set(group, {
      read: own.length,
      quarantined: own.length - usable.length,
      duplicates: usable.length - distinct.length,
      merged,
      linked,
    });
  }
  const inSeveralGroups = new Set(
    groupBy(referrals, entryOf)
      .filter((rows) => new Set(rows.map(({ group }) => group)).size > 1)
      .map(([row]) => (row === undefined ? "" : entryOf(row))),
  );
  const entries = [...new Set(referrals.map((row) => `${row.urn} ${row.date} ${row.site}`))].sort();
  const linked = referrals.map((row) => ({
    ...row,
    conflict: row.conflict || inSeveralGroups.has(entryOf(row)),
    episode: entries.filter((one) => one.startsWith(row.urn)).indexOf(`${row.urn} ${row.date} ${row.site}`) + 1,
  }));
  const free = linked.filter(({ conflict }) => !conflict);
  const wide = groupBy(free, ({ urn }) => urn).map((rows) =>
    rows.reduce((first, row) => (row.episode < first.episode ? row : first)),
  );
  return {
    referrals: linked,
    groups,
    wide,
    inConflict: linked.length - free.length,
    laterEpisodes: free.length - wide.length,
  };
}

function entryOf({ urn, date, site }: Entry): string {
  return `${urn} ${date} ${site}`;
}

function answers(values: readonly string[]): string[] {
  return [...new Set(values.filter((value) => value !== ""))];
}

function distinctBy<Row>(rows: readonly Row[], key: (row: Row) => string): Row[] {
  return [...new Map(rows.map((row) => [key(row), row])).values()];
}

function groupBy<Row>(rows: readonly Row[], key: (row: Row) => string): Row[][] {
  return [...Map.groupBy(rows, key).values()];
}
