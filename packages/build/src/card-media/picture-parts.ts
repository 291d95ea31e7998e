/** A picture without anything that is not the picture: no place, no time, no name of a camera or of a person. */
export interface PlainPicture {
  readonly type: "image/png" | "image/jpeg" | "image/webp";
  /** In pixels, as stored: a picture that is to be turned says so in itself. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What is wrong with a file that should be a picture, and what to do. */
export interface NoPicture {
  readonly wrong: string;
  readonly remedy: string;
}

export const cutOff: NoPicture = {
  wrong: "it is cut off or damaged",
  remedy: "Copy it anew, or save it again from the program that made it.",
};

/** Parts of a file, one behind the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A part of a file. @throws RangeError where the file ends before */
export function part(bytes: Uint8Array, from: number, to: number): Uint8Array {
  if (to > bytes.length || to < from) throw new RangeError(`the file ends before ${to}`);
  return bytes.subarray(from, to);
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function asciiOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
