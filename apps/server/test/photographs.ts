/** Half blue, half red, 8 × 6 pixels. */
const jpeg = Buffer.from(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAGAAgDAREAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAABf/EABcQAAMBAAAAAAAAAAAAAAAAAAAEQoH/xAAVAQEBAAAAAAAAAAAAAAAAAAAEBf/EABgRAAIDAAAAAAAAAAAAAAAAAAAFQoHB/9oADAMBAAIRAxEAPwAxW8GuIXhQVTrT/9k=",
  "base64",
);

/** What the camera says in `photograph`, which must be nowhere. */
export const CAMERA_SAYS = ["GPS-51.4816N-3.1791W", "Camera-of-F-Acilitator", "Preview-of-a-face"] as const;

/**
 * A photograph as a camera makes it: EXIF with how it is to be turned (6: a quarter), a place as GPS has it, a name and a preview.
 *
 * @param number which, so that no two are the same bytes
 */
export function photograph(number: number): Buffer {
  const entries = [
    [0x0112, 3, 1, 6 << 16],
    [0x8825, 4, 1, 0x50],
  ] as const;
  const directory = Buffer.alloc(2 + entries.length * 12 + 4);
  directory.writeUInt16BE(entries.length);
  for (const [at, [tag, type, count, value]] of entries.entries()) {
    directory.writeUInt16BE(tag, 2 + at * 12);
    directory.writeUInt16BE(type, 4 + at * 12);
    directory.writeUInt32BE(count, 6 + at * 12);
    directory.writeUInt32BE(value, 10 + at * 12);
  }
  const tiff = Buffer.concat([Buffer.from("MM\0*\0\0\0\x08", "latin1"), directory, Buffer.from(CAMERA_SAYS.join(" "))]);
  const exif = segment(0xe1, Buffer.concat([Buffer.from("Exif\0\0"), tiff]));
  const comment = segment(0xfe, Buffer.from(`Comment-${number}`));
  // The first table of the picture is told twice: another picture in its bytes, the same to the eye.
  const own = segment(0xdb, Buffer.concat([Buffer.of(2), Buffer.alloc(64, number + 1)]));
  return Buffer.concat([jpeg.subarray(0, 2), exif, comment, own, jpeg.subarray(2)]);
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.of(0xff, marker, 0, 0);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}
