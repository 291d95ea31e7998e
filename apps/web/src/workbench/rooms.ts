import { type Role, routeTable } from "@plait/api";

/** The rooms of the workbench that are there, and that a role may enter. */
export function roomsFor(
  role: Role,
): readonly { readonly to: "/" | "/records" | "/q" | "/outputs" | "/people"; readonly name: string }[] {
  const records: readonly string[] = routeTable.readRecords.may;
  const outputs: readonly string[] = routeTable.readOutputs.may;
  const people: readonly string[] = routeTable.listAccounts.may;
  const q: readonly string[] = routeTable.listSorters.may;
  return [
    { to: "/", name: "Study" },
    ...(records.includes(role) ? [{ to: "/records", name: "Records" } as const] : []),
    ...(q.includes(role) ? [{ to: "/q", name: "Q-sorts" } as const] : []),
    ...(outputs.includes(role) ? [{ to: "/outputs", name: "Outputs" } as const] : []),
    ...(people.includes(role) ? [{ to: "/people", name: "People" } as const] : []),
  ];
}
