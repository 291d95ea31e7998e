/**
 * The code points a TrueType or OpenType font has a glyph for, from its `cmap` table.
 *
 * Reads formats 4 and 12, one of which every Unicode font carries (OpenType 1.9, "cmap").
 *
 * @throws RangeError when the bytes hold no such table
 */
export function fontCharacters(font: Buffer): Set<number> {
  const table = tableStart(font, "cmap");
  const subtables = Array.from({ length: font.readUInt16BE(table + 2) }, (_, index) => {
    const start = table + font.readUInt32BE(table + 4 + 8 * index + 4);
    return { start, format: font.readUInt16BE(start) };
  });
  const wide = subtables.find(({ format }) => format === 12);
  if (wide !== undefined) return groupedCharacters(font, wide.start);
  const narrow = subtables.find(({ format }) => format === 4);
  if (narrow !== undefined) return segmentedCharacters(font, narrow.start);
  throw new RangeError("the font has no cmap subtable of format 4 or 12");
}

function tableStart(font: Buffer, tag: string): number {
  const tables = font.readUInt16BE(4);
  for (let index = 0; index < tables; index += 1) {
    const entry = 12 + 16 * index;
    if (font.toString("latin1", entry, entry + 4) === tag) return font.readUInt32BE(entry + 8);
  }
  throw new RangeError(`the font has no table ${tag}`);
}

/** Format 12: groups of start, end and first glyph, 32 bits each. */
function groupedCharacters(font: Buffer, start: number): Set<number> {
  const characters = new Set<number>();
  const groups = font.readUInt32BE(start + 12);
  for (let group = 0; group < groups; group += 1) {
    const at = start + 16 + 12 * group;
    const last = font.readUInt32BE(at + 4);
    for (let code = font.readUInt32BE(at); code <= last; code += 1) characters.add(code);
  }
  return characters;
}

/** Format 4: four parallel arrays of end, start, delta and offset, 16 bits each; glyph 0 means that there is none. */
function segmentedCharacters(font: Buffer, start: number): Set<number> {
  const characters = new Set<number>();
  const twice = font.readUInt16BE(start + 6);
  for (let segment = 0; segment < twice; segment += 2) {
    const last = font.readUInt16BE(start + 14 + segment);
    const first = font.readUInt16BE(start + 16 + twice + segment);
    const delta = font.readUInt16BE(start + 16 + 2 * twice + segment);
    const offsetAt = start + 16 + 3 * twice + segment;
    const offset = font.readUInt16BE(offsetAt);
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const glyph = offset === 0 ? (code + delta) & 0xffff : font.readUInt16BE(offsetAt + offset + 2 * (code - first));
      if (glyph !== 0) characters.add(code);
    }
  }
  return characters;
}
