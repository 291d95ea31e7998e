import { type Role, routeTable } from "@plait/api";

/** The rooms of the workbench that are there, and that a role may enter. */
export function roomsFor(role: Role): readonly { readonly to: "/" | "/records" | "/q"; readonly name: string }[] {
  const records: readonly string[] = routeTable.readRecords.may;
  const q: readonly string[] = routeTable.listSorters.may;
  return [
    { to: "/", name: "Study" },
    ...(records.includes(role) ? [{ to: "/records", name: "Records" } as const] : []),
    ...(q.includes(role) ? [{ to: "/q", name: "Q-sorts" } as const] : []),
  ];
}
