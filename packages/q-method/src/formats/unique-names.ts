/**
 * A name for each sort under which a file can tell them apart, in order. A name that fits and is the first of its kind
 * stays as it is, before any other is considered; the others are cut to `longest` characters and, where that is taken,
 * cut shorter and ended with `~2`, `~3` and so on, the lowest that is free.
 */
export function uniqueNames(
  wanted: readonly string[],
  options: { readonly longest: number; readonly clean: (name: string) => string },
): string[] {
  const names: (string | undefined)[] = wanted.map(() => undefined);
  const taken = new Set<string>();
  for (const [at, name] of wanted.entries()) {
    const fits = name !== "" && options.clean(name) === name && name.length <= options.longest;
    if (!fits || taken.has(name)) continue;
    names[at] = name;
    taken.add(name);
  }
  return names.map((kept, at) => {
    if (kept !== undefined) return kept;
    const name = freeName(options.clean(wanted[at] ?? "") || "_", options.longest, taken);
    taken.add(name);
    return name;
  });
}

function freeName(name: string, longest: number, taken: ReadonlySet<string>): string {
  const cut = name.slice(0, longest).trimEnd();
  if (!taken.has(cut)) return cut;
  for (let count = 2; ; count++) {
    const ending = `~${count}`;
    const next = name.slice(0, longest - ending.length).trimEnd() + ending;
    if (!taken.has(next)) return next;
  }
}
