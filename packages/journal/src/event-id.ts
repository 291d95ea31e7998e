/** Bytes nobody can foresee, as many as are asked for. */
export type RandomBytes = (count: number) => Uint8Array;

/**
 * A new id for an event: UUID version 7 (RFC 9562), which sorts by the time it was made. The writer keeps it with the event until the
 * journal has answered, and sends both again when no answer came.
 *
 * @param now milliseconds since 1970, of the writer's clock
 */
export function newEventId(now: number, randomBytes: RandomBytes): string {
  if (!Number.isSafeInteger(now) || now < 0 || now >= 2 ** 48) {
    throw new RangeError(`now must be milliseconds since 1970: ${now}`);
  }
  const time = now.toString(16).padStart(12, "0");
  const random = Array.from(randomBytes(10), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = "89ab"[Number.parseInt(random[3] ?? "0", 16) & 3];
  const [a, b, c] = [random.slice(0, 3), random.slice(4, 7), random.slice(7, 19)];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${a}-${variant}${b}-${c}`;
}
