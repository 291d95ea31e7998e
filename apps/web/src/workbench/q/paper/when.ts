const form = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** Who wrote something down, and when, in the time of this device. */
export function handInWords({ by, at }: { readonly by: string; readonly at: string }): string {
  return `${by}, ${form.format(new Date(at))}`;
}
