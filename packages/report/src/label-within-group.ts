/**
 * A label as it is read under the heading of its group: `Service: people` under `Service` is `People`. Labels are unique
 * within a table, so many repeat their group.
 */
export function labelWithinGroup(label: string, group: string | undefined): string {
  if (group === undefined || !label.startsWith(group)) return label;
  const rest = /^(?:: |, )(.+)$/s.exec(label.slice(group.length))?.[1];
  return rest === undefined ? label : rest.charAt(0).toUpperCase() + rest.slice(1);
}
