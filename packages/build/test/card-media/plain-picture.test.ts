import { crc32, deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PlainPicture } from "../../src/card-media/picture-parts.ts";
import { plainPhotograph, plainPicture } from "../../src/card-media/plain-picture.ts";

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(base64, "base64"));
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const ascii = (said: string) => Buffer.from(said, "latin1");

/** Half blue, half red, 8 × 6 pixels, as ImageMagick writes it: sequential and progressive JPEG, WebP without and with loss. */
const jpeg = bytesOf(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAGAAgDAREAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAABf/EABcQAAMBAAAAAAAAAAAAAAAAAAAEQoH/xAAVAQEBAAAAAAAAAAAAAAAAAAAEBf/EABgRAAIDAAAAAAAAAAAAAAAAAAAFQoHB/9oADAMBAAIRAxEAPwAxW8GuIXhQVTrT/9k=",
);
const progressive = bytesOf(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wgARCAAGAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAVAQEBAAAAAAAAAAAAAAAAAAAABP/aAAwDAQACEAMQAAABlC7/xAAVEAEBAAAAAAAAAAAAAAAAAAAAAv/aAAgBAQABBQKX/8QAFxEAAwEAAAAAAAAAAAAAAAAAAAEDM//aAAgBAwEBPwGGaP/EABcRAAMBAAAAAAAAAAAAAAAAAAABBDP/2gAIAQIBAT8Bo0Z//8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQAGPwJ//8QAFRABAQAAAAAAAAAAAAAAAAAAAEH/2gAIAQEAAT8ht//aAAwDAQACAAMAAAAQ8//EABYRAQEBAAAAAAAAAAAAAAAAALEAAf/aAAgBAwEBPxBjt//EABYRAQEBAAAAAAAAAAAAAAAAALEAAf/aAAgBAgEBPxAxl//EABUQAQEAAAAAAAAAAAAAAAAAAADB/9oACAEBAAE/EIv/2Q==",
);
const lossless = bytesOf("UklGRiYAAABXRUJQVlA4TBoAAAAvB0ABAA8wRCdCPB7z/EcLAIL4v/VgIqL/IQ==");
const lossy = bytesOf(
  "UklGRkYAAABXRUJQVlA4IDoAAABQAgCdASoIAAYAAsBMJagCdLoBQAKv/3AAFwAA/uZPba8Yxn+c33KDez3Ol6P5iWOb8/c/JW3hwAAA",
);

function segment(marker: number, content: Uint8Array): Buffer {
  const head = Buffer.of(0xff, marker, 0, 0);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** EXIF with an orientation and a text, in the byte order asked for. */
function exif(orientation: number, isLittle: boolean): Buffer {
  const tiff = Buffer.alloc(8 + 2 + 12 + 4);
  const [u16, u32] = isLittle
    ? [tiff.writeUInt16LE.bind(tiff), tiff.writeUInt32LE.bind(tiff)]
    : [tiff.writeUInt16BE.bind(tiff), tiff.writeUInt32BE.bind(tiff)];
  tiff.write(isLittle ? "II" : "MM");
  u16(42, 2);
  u32(8, 4);
  u16(1, 8);
  u16(0x0112, 10);
  u16(3, 12);
  u32(1, 14);
  u16(orientation, 18);
  return Buffer.concat([ascii("Exif\0\0"), tiff, ascii("GPS SECRET")]);
}

/** The picture with segments put in behind its first two bytes. */
const withSegments = (picture: Uint8Array, ...segments: readonly Uint8Array[]) =>
  Uint8Array.from(Buffer.concat([picture.subarray(0, 2), ...segments, picture.subarray(2)]));

function chunk(name: string, content: Uint8Array): Buffer {
  const named = Buffer.concat([ascii(name), content]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(content.length);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}

function png(...between: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(8);
  header.writeUInt32BE(6, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(6 * 9));
  const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const parts = [signature, chunk("IHDR", header), ...between, chunk("IDAT", rows), chunk("IEND", Buffer.of())];
  return Uint8Array.from(Buffer.concat(parts));
}

function riff(...chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = Buffer.concat(chunks);
  const head = Buffer.alloc(12);
  head.write("RIFF");
  head.writeUInt32LE(body.length + 4, 4);
  head.write("WEBP", 8);
  return Uint8Array.from(Buffer.concat([head, body]));
}

function webpChunk(name: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(name);
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

/** The size that VP8X says, 8 × 6, with every flag set but that of movement. */
const extended = webpChunk("VP8X", Buffer.of(0x3c, 0, 0, 0, 7, 0, 0, 5, 0, 0));

const size = { width: 8, height: 6 };

function picture(bytes: Uint8Array): PlainPicture {
  const found = plainPicture(bytes);
  if ("wrong" in found) throw new Error(found.wrong);
  return found;
}

describe("[B81] nothing but the picture is served", () => {
  test.each([
    ["sequential", jpeg],
    ["progressive", progressive],
  ])("of a %s JPEG: no EXIF, XMP, profile, comment, preview, nor what stands behind it", (_, plain) => {
    const marked = withSegments(
      plain,
      segment(0xe0, ascii("JFXX\0SECRET")),
      segment(0xe1, exif(1, false)),
      segment(0xe1, ascii("http://ns.adobe.com/xap/1.0/\0SECRET")),
      segment(0xe2, ascii("ICC_PROFILE\0SECRET")),
      segment(0xed, ascii("Photoshop 3.0\0SECRET")),
      segment(0xfe, ascii("SECRET")),
    );
    const found = picture(Uint8Array.from([...marked, ...ascii("SECRET film")]));
    expect(text(found.bytes)).not.toMatch(/SECRET|Exif|JFIF|Adobe|ICC/u);
    expect(found).toMatchObject({ type: "image/jpeg", ...size });
    // What is left is what was there, without the segment of JFIF that says nothing of colours: 18 bytes.
    expect(found.bytes).toEqual(Uint8Array.from([...plain.subarray(0, 2), ...plain.subarray(20)]));
    expect(picture(found.bytes).bytes).toEqual(found.bytes);
  });

  test("how a JPEG is to be turned stays, in EXIF that says nothing else", () => {
    for (const isLittle of [false, true]) {
      for (let orientation = 2; orientation <= 8; orientation++) {
        const found = picture(withSegments(jpeg, segment(0xe1, exif(orientation, isLittle))));
        expect(text(found.bytes)).not.toContain("SECRET");
        const alone = exif(orientation, false).subarray(0, 6 + 26);
        expect(text(found.bytes)).toContain(text(segment(0xe1, alone)));
        expect(picture(found.bytes).bytes).toEqual(found.bytes);
      }
    }
    expect(text(picture(withSegments(jpeg, segment(0xe1, exif(9, true)))).bytes)).not.toContain("Exif");
    expect(text(picture(withSegments(jpeg, segment(0xe1, exif(6, true).subarray(0, 20)))).bytes)).not.toContain("Exif");
  });

  test("of a PNG: no text, time, EXIF, profile, further picture, nor what stands behind it", () => {
    const secrets = ["tEXt", "zTXt", "iTXt", "tIME", "eXIf", "iCCP", "acTL", "fdAT", "prVt"];
    const marked = png(...secrets.map((name) => chunk(name, ascii("SECRET"))), chunk("gAMA", Buffer.of(0, 0, 1, 0)));
    const found = picture(Uint8Array.from([...marked, ...ascii("SECRET")]));
    expect(found).toMatchObject({ type: "image/png", ...size });
    expect(found.bytes).toEqual(png(chunk("gAMA", Buffer.of(0, 0, 1, 0))));
  });

  test.each([
    ["without loss", lossless],
    ["with loss", lossy],
  ])("of a WebP %s: no EXIF, XMP, profile, and no flag that announces them", (_, plain) => {
    const marked = riff(
      extended,
      webpChunk("ICCP", ascii("SECRET")),
      plain.subarray(12),
      webpChunk("EXIF", ascii("SECRET!")),
      webpChunk("XMP ", ascii("SECRET")),
    );
    const found = picture(marked);
    expect(found).toMatchObject({ type: "image/webp", ...size });
    expect(found.bytes).toEqual(
      riff(webpChunk("VP8X", Buffer.of(0x10, 0, 0, 0, 7, 0, 0, 5, 0, 0)), plain.subarray(12)),
    );
    expect(picture(plain)).toMatchObject({ ...size, bytes: plain });
  });
});

describe("[B82] what cannot be the picture of a card is refused with its reason", () => {
  test.each([
    ["an SVG", ascii('<svg xmlns="http://www.w3.org/2000/svg"/>'), /SVG/u],
    ["an SVG behind a declaration", ascii(' <?xml version="1.0"?><svg/>'), /SVG/u],
    ["a GIF", ascii("GIF89a"), /first bytes/u],
    ["nothing", Uint8Array.of(), /first bytes/u],
    ["a WebP that moves", riff(extended, webpChunk("ANIM", Buffer.alloc(6))), /moves/u],
    ["a picture of 5000 pixels", png().map((byte, at) => (at === 18 ? 0x13 : byte)), /4872|4,872|48\d\d/u],
  ])("%s", (_, bytes, said) => {
    expect(plainPicture(bytes)).toMatchObject({ wrong: expect.stringMatching(said) });
  });

  test.each([
    ["sequential JPEG", jpeg],
    ["progressive JPEG", progressive],
    ["PNG", png()],
    ["WebP without loss", lossless],
    ["WebP with loss", lossy],
  ])("a %s that is cut off at any byte", (_, whole) => {
    for (let length = 12; length < whole.length - 1; length++) {
      expect(plainPicture(whole.subarray(0, length)), `${length}`).toHaveProperty("wrong");
    }
  });

  test("bytes of any kind are a picture or are not; nothing is thrown", () => {
    const heads = [jpeg.subarray(0, 2), png().subarray(0, 8), riff(extended).subarray(0, 12)];
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 200 }), (head, tail) => {
        plainPicture(Uint8Array.from([...head, ...tail]));
      }),
    );
  });
});

describe("[B84] a photograph of a board", () => {
  test("may be larger than a picture of a card, and keeps as little", () => {
    const wide = withSegments(jpeg, segment(0xe1, exif(6, true))).map((byte, at, all) =>
      at > 0 && all[at - 6] === 0xc0 && all[at - 7] === 0xff ? 0x13 : byte,
    );
    expect(plainPicture(wide)).toMatchObject({ wrong: expect.stringMatching(/4872 × /u) });
    const kept = plainPhotograph(wide);
    if ("wrong" in kept) throw new Error(kept.wrong);
    expect(kept.height).toBe(6);
    expect(text(kept.bytes)).not.toContain("SECRET");
  });

  test("of more than 12 000 pixels a side, and what is no picture, is refused", () => {
    const huge = png().map((byte, at) => (at === 18 ? 0x40 : byte));
    expect(plainPhotograph(huge)).toMatchObject({ wrong: expect.stringMatching(/^it is 16392 × 6 pixels$/u) });
    expect(plainPhotograph(ascii("%PDF-1.7"))).toHaveProperty("remedy");
  });
});
