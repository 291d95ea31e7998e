const months = "January February March April May June July August September October November December".split(" ");

/** A day written yyyy-mm-dd as people write it: `2 January 2026`. */
export function dayText(day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  const name = months[Number(month) - 1];
  return name === undefined ? day : `${Number(date)} ${name} ${year}`;
}
