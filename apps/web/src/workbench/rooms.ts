import { type Role, routeTable } from "@plait/api";

/** The rooms of the workbench that are there, and that a role may enter. */
export function roomsFor(role: Role): readonly { readonly to: "/" | "/records"; readonly name: string }[] {
  const records: readonly string[] = routeTable.readRecords.may;
  return [
    { to: "/", name: "Study" },
    ...(records.includes(role) ? [{ to: "/records", name: "Records" } as const] : []),
  ];
}
