const whole = new Intl.NumberFormat("en-GB");

/** 12,345. */
export function counted(count: number): string {
  return whole.format(count);
}

/** "1 row", "2 rows". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${counted(count)} ${count === 1 ? one : many}`;
}
